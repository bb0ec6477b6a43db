/** Which class a `resourceType` stands for: `ResourceTypes.php`, one for each release. */
import type { Header } from "specmill";
import { PhpFile } from "./_file.ts";
import { spaceOf, spacePrefix } from "./_space.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";

export const header: Header<PackageView, Options> = {
  each: "package",
  output: (it) => `${spacePrefix(it.unit.facts.release, it)}ResourceTypes.php`,
  when: isFirstOfSpace,
};

export default function resourceTypes(it: PackContext<PackageView>): string {
  const { php, unit } = it;
  const space = spaceOf(unit.facts.release, it);
  const file = new PhpFile(it, space === "" ? 0 : 1);
  const classes = new Map<string, string>();
  for (const { id, facts } of it.units("resource") as unknown as Iterable<TypeView>) {
    if (facts.isAbstract || spaceOf(facts.release, it) !== space || classes.has(facts.type)) continue;
    const name = file.classOf(id);
    if (name !== undefined) classes.set(facts.type, name);
  }
  const lines = Array.from(classes, ([type, name]) => `        ${php.string(type)} => ${name}::class,\n`);
  const map = lines.length === 0 ? "[]" : `[\n${lines.join("")}    ]`;
  const doc = "/** The class of every resource, by its `resourceType`. */\n";
  return file.text(`${doc}final class ResourceTypes\n{\n    public const CLASSES = ${map};\n}\n`);
}

/** Several packages of one release share their classes. */
function isFirstOfSpace(it: PackContext<PackageView>): boolean {
  const packages = it.units("package") as unknown as Iterable<PackageView>;
  const space = spaceOf(it.unit.facts.release, it);
  return Array.from(packages).find(({ facts }) => spaceOf(facts.release, it) === space)?.id === it.unit.id;
}
