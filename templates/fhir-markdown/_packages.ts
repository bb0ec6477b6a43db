/**
 * Which packages and kinds have pages, and where those lie. With pages of one package they lie in the folder of the target; with several,
 * each package has a folder of its own, in which names are unique again.
 */
import type { It } from "./_fhir.ts";

type Unit = It["unit"];

const sections = [
  "resources",
  "types",
  "logical",
  "profiles",
  "extensions",
  "value-sets",
  "code-systems",
  "operations",
  "search-parameters",
] as const;

export type Section = (typeof sections)[number];

/** What ids of units of a package begin with after their kind: `hl7.fhir.r4b.core` of `resource:hl7.fhir.r4b.core/Patient`. */
export function prefixOf(id: string): string {
  const slash = id.lastIndexOf("/");
  return id.slice(id.indexOf(":") + 1, slash === -1 ? undefined : slash);
}

/** Id of the unit of the package that a definition is in. */
export function packageOf(id: string): string {
  return `package:${prefixOf(id)}`;
}

/** Units of the packages with pages, in the order of the config. */
export function documented(it: It): readonly Unit[] {
  const all = it.units("package");
  const unknown = it.options.packages.find((name) => all.find((one) => isCalled(one, name)) === undefined);
  if (unknown === undefined) return all.filter((one) => isDocumented(it, one));
  throw new Error(
    `the option \`packages\` names \`${unknown}\`, and there are ${all.map(({ name }) => name).join(", ")}`,
  );
}

export function isDocumented({ options }: It, one: Unit | undefined): boolean {
  if (one === undefined) return false;
  const { packages, dependencies } = options;
  if (dependencies || packages.length === 0) return dependencies || one.facts.isRoot === true;
  return packages.some((name) => isCalled(one, name));
}

/** With its version, where two versions stand side by side. */
function isCalled({ name, facts }: Unit, wanted: string): boolean {
  return wanted === name || wanted === `${name}@${facts.version}`;
}

/** For headers: whether this unit has a page in the section. */
export function hasPage(it: It, section: Section): boolean {
  return includes(it, section) && isDocumented(it, it.find(packageOf(it.unit.id)));
}

export function includes({ options }: It, section: Section): boolean {
  const unknown = options.include.find((one) => !(sections as readonly string[]).includes(one));
  if (unknown === undefined) return options.include.length === 0 || options.include.includes(section);
  throw new Error(`the option \`include\` knows no \`${unknown}\`: there are ${sections.join(", ")}`);
}

/** For headers: path of the page of this unit, without its ending. */
export function place(it: It, folder: Section | "primitives"): string {
  const above = folderOf(it, packageOf(it.unit.id));
  return `${above}${folder}/${above === "" ? it.unit.slug : nameInPackage(it)}`;
}

/** Of a package, with `/` at its end; empty where there is only one. */
export function folderOf(it: It, id: string): string {
  return documented(it).length < 2 ? "" : `${it.ref(id).slug}/`;
}

/** Slugs are unique among all packages: in the folder of its own, a second `Patient` needs no number. */
function nameInPackage(it: It): string {
  return namesOf(it).get(it.unit.id) ?? it.unit.slug;
}

/** Names by units, for each list of units once: every job of a target is handed the same lists. */
const known = new WeakMap<object, ReadonlyMap<string, string>>();

function namesOf(it: It): ReadonlyMap<string, string> {
  const units = it.units(it.unit.kind);
  let names = known.get(units);
  if (names === undefined) {
    names = uniqueNames(it, units);
    known.set(units, names);
  }
  return names;
}

function uniqueNames(it: It, units: Iterable<Unit>): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id } of units) {
    const folder = packageOf(id);
    const wanted = it.path.segment(id.slice(id.lastIndexOf("/") + 1).toLowerCase());
    let name = wanted;
    for (let count = 2; taken.has(`${folder}/${name}`); count++) name = `${wanted}-${count}`;
    taken.add(`${folder}/${name}`);
    names.set(id, name);
  }
  return names;
}
