/** The class of a type: a resource, a data type, or a type nested in one of them. */
import type { Ancestor } from "./_ancestors.ts";
import { ancestorsOf } from "./_ancestors.ts";
import { constructorText } from "./_constructor.ts";
import { dispatchText } from "./_dispatch.ts";
import { fieldTable } from "./_field-table.ts";
import { classKeywords, PhpFile } from "./_file.ts";
import { propertiesOf } from "./_properties.ts";
import { spaceOf } from "./_space.ts";
import type { BackboneView, Group, PackContext, TypeView } from "./_types.ts";

/** Of a resource or complex type, in a folder of its own kind. */
export function typeFile(it: PackContext<TypeView>): string {
  const { data, kind, facts } = it.unit;
  const [group] = data.groups;
  const file = new PhpFile(it, depthOf(it, 1));
  const isResource = kind === "resource";
  const ancestors = ancestorsOf(data.base, it);
  const isConcrete = isResource && !data.isAbstract;
  return classText(group ?? { path: data.type, typeName: facts.typeName, fields: [] }, file, {
    about: group?.definition ?? data.description ?? "",
    url: data.url,
    ancestors,
    // `Element` is abstract by its definition, but it is what holds the extensions of a primitive.
    isAbstract: isResource && data.isAbstract,
    constants: isConcrete ? [`    public const RESOURCE_TYPE = ${it.php.string(data.type)};\n`] : [],
    isDispatcher: isResource && data.isAbstract && !ancestors.some((ancestor) => ancestor.isResource),
  });
}

/** Of a nested type, in the folder of the type that it is part of. */
export function partFile(it: PackContext<BackboneView>): string {
  const file = new PhpFile(it, depthOf(it, 2));
  const { data } = it.unit;
  const about = data.definition ?? data.short ?? "";
  return classText(data, file, { about, ancestors: ancestorsOf(data.base, it), constants: [] });
}

interface ClassParts {
  readonly about: string;
  readonly url?: string;
  readonly ancestors: readonly Ancestor[];
  readonly isAbstract?: boolean;
  readonly isDispatcher?: boolean;
  readonly constants: readonly string[];
}

function classText(group: Group, file: PhpFile, parts: ClassParts): string {
  const { ancestors, isAbstract = false, isDispatcher = false } = parts;
  const [nearest] = ancestors;
  const parent = (nearest && file.classOf(nearest.unit)) ?? file.support("FhirObject");
  const properties = propertiesOf(group, ancestors, file);
  const blocks = [
    ...parts.constants,
    fieldTable(properties.own, nearest !== undefined, file),
    constructorText(properties, file),
    isDispatcher ? dispatchText(file) : "",
  ].filter((block) => block !== "");
  const keywords = `${isAbstract ? "abstract " : ""}${classKeywords(file.it)}`;
  const body = blocks.length === 0 ? " {}\n" : `\n{\n${blocks.join("\n")}}\n`;
  return file.text(`${classDoc(parts, file)}${keywords} ${file.name} extends ${parent}${body}`);
}

function classDoc({ about, url }: ClassParts, { it: { php, options } }: PhpFile): string {
  const prose = options.descriptions ? php.docLines(about) : [];
  const see = url === undefined ? [] : [`@see ${php.comment(url)}`];
  const lines = prose.length === 0 || see.length === 0 ? [...prose, ...see] : [...prose, "", ...see];
  if (lines.length === 0) return "";
  return `/**\n${lines.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("")} */\n`;
}

/** In how many folders of the target a class lies. */
function depthOf(it: PackContext<TypeView> | PackContext<BackboneView>, folders: number): number {
  return spaceOf(it.unit.facts.release, it as PackContext<unknown>) === "" ? folders : folders + 1;
}
