/**
 * What classes are called. A name is decided in one place, the path of the output: the functions here are for headers, which all units are
 * known to. Whoever refers to a class reads its link, so that a new type renders nothing again but what refers to a class whose name changes.
 */
import { spaceOf, spacePrefix } from "./_space.ts";
import type { BackboneView, NamedFacts, PackContext, TypeView, ValueSetView } from "./_types.ts";

/** Windows takes files of these names for devices, with any ending. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Reserved for later, but free today: `Resource` is the one name that nobody would look for elsewhere. */
const softlyReserved: ReadonlySet<string> = new Set(["resource", "numeric"]);

/** Short enough for a file name. */
const maxLength = 100;

interface Named {
  readonly id: string;
  readonly facts: NamedFacts;
}

/** One map a kind and target: the list of its units is the same object for all jobs, and another one once the source was read again. */
const made = new WeakMap<object, ReadonlyMap<string, string>>();

/** `Resource/Patient.php`; `List` is reserved, so that is `Resource/ListResource.php`. */
export function resourcePath(it: PackContext<TypeView>): string {
  return pathOf(it, "resource", "Resource");
}

/** `DataType/HumanName.php`. */
export function dataTypePath(it: PackContext<TypeView>): string {
  return pathOf(it, "complexType", "DataType");
}

/** `Enum/AdministrativeGender.php`. */
export function enumPath(it: PackContext<ValueSetView>): string {
  return pathOf(it, "valueSet", "Enum");
}

/** `Resource/Patient/PatientContact.php`. */
export function backbonePath(it: PackContext<BackboneView>): string {
  const { owner, release } = it.unit.facts;
  const isResource = owner.startsWith("resource:");
  const folder = nameOf(owner, isResource ? "resource" : "complexType", isResource ? "Resource" : "DataType", it);
  const name = nameOf(it.unit.id, "backboneType", "Part", it);
  return `${spacePrefix(release, it)}${isResource ? "Resource" : "DataType"}/${folder}/${name}.php`;
}

/** The class that a path stands for: the name of its file. */
export function nameInPath(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.php$/, "");
}

function pathOf(it: PackContext<Named>, kind: string, folder: string): string {
  const name = nameOf(it.unit.id, kind, folder === "DataType" ? "Type" : folder, it);
  return `${spacePrefix(it.unit.facts.release, it)}${folder}/${name}.php`;
}

/** `noun` makes a name of a word that is reserved. */
function nameOf(id: string, kind: string, noun: string, it: PackContext<unknown>): string {
  const units = it.units(kind) as unknown as Iterable<Named>;
  const names = made.get(units) ?? uniqueNames(units, noun, it);
  made.set(units, names);
  return names.get(id) ?? "";
}

/** Two files of a folder never differ in case alone: the later one is numbered. */
function uniqueNames(units: Iterable<Named>, noun: string, it: PackContext<unknown>): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, facts } of units) {
    const folder = String(facts.owner ?? spaceOf(facts.release, it));
    const name = safeName(facts.typeName, noun, it);
    const key = (proposal: string) => `${folder}/${proposal.toLowerCase()}`;
    let free = name;
    for (let number = 2; taken.has(key(free)); number++) free = `${name}_${number}`;
    taken.add(key(free));
    names.set(id, free);
  }
  return names;
}

function safeName(typeName: string, noun: string, { php }: PackContext<unknown>): string {
  const name = typeName.slice(0, maxLength);
  const isReserved = php.isReserved(name) && !softlyReserved.has(name.toLowerCase());
  return isReserved || deviceNames.test(name) ? `${name}${noun}` : name;
}
