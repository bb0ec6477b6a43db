/**
 * The properties of a class. Each is one property of JSON and has its name: `birthDate`, `_birthDate`, `valueQuantity`.
 * Invariant: no two properties of a class, inherited ones included, are the same in JSON or in PHP.
 */
import type { Ancestor } from "./_ancestors.ts";
import { enumBinding } from "./_bound-sets.ts";
import type { PhpFile } from "./_file.ts";
import type { Field, Group, TypeView, Variant } from "./_types.ts";

/** How a value is read from JSON: constants of FhirObject. */
export type Kind = "STRING" | "BOOLEAN" | "INTEGER" | "DECIMAL" | "CODE" | "OBJECT" | "ELEMENT" | "ANY";

export interface Property {
  /** The name in JSON. */
  readonly json: string;
  /** The name in PHP: the same, where that is a name at all. */
  readonly name: string;
  readonly kind: Kind;
  /** The class or enum of the value, as the file calls it. */
  readonly className?: string;
  readonly isList: boolean;
  readonly field: Field;
  readonly variant: Variant;
  /** Holds the id and the extensions of a primitive. */
  readonly isSibling: boolean;
}

export interface Properties {
  /** Those of the root of all types first. */
  readonly inherited: readonly Property[];
  readonly own: readonly Property[];
}

export function propertiesOf(group: Group, ancestors: readonly Ancestor[], file: PhpFile): Properties {
  // A class without properties of its own has the constructor of its parent, and names none of its classes.
  if (group.fields.length === 0) return { inherited: [], own: [] };
  const names = new Names(file);
  const inherited = ancestors
    .toReversed()
    .flatMap((ancestor) => groupProperties(ancestor.group, names, { file, owner: ancestor.unit }));
  return { inherited, own: groupProperties(group, names, { file, owner: (file.it.unit as TypeView).id }) };
}

/** Where a property is, and which unit declares it. */
interface Place {
  readonly file: PhpFile;
  readonly owner: string;
}

function groupProperties(group: Group, names: Names, place: Place): Property[] {
  const properties: Property[] = [];
  for (const field of group.fields) {
    for (const variant of field.variants) {
      const sibling = `_${variant.property}`;
      if (names.has(variant.property)) continue;
      properties.push(valueProperty(field, variant, names, place.file));
      if (variant.hasSibling && !names.has(sibling)) properties.push(siblingProperty(field, variant, names, place));
    }
  }
  return properties;
}

function valueProperty(field: Field, variant: Variant, names: Names, file: PhpFile): Property {
  const json = variant.property;
  const value = valueKind(field, variant, file);
  return { json, name: names.take(json), ...value, isList: field.isArray, field, variant, isSibling: false };
}

function siblingProperty(field: Field, variant: Variant, names: Names, place: Place): Property {
  const json = `_${variant.property}`;
  const className = elementClass(place);
  const value = className === undefined ? { kind: "ANY" as const } : { kind: "ELEMENT" as const, className };
  return { json, name: names.take(json), ...value, isList: field.isArray, field, variant, isSibling: true };
}

function valueKind(field: Field, variant: Variant, file: PhpFile): Pick<Property, "kind" | "className"> {
  const { type } = variant;
  if (type.kind !== "primitive") {
    const className = type.unit === undefined ? undefined : file.classOf(type.unit);
    return className === undefined ? { kind: "ANY" } : { kind: "OBJECT", className };
  }
  if (type.json === "boolean") return { kind: "BOOLEAN" };
  if (type.json === "number") return type.code === "decimal" ? decimal(file) : { kind: "INTEGER" };
  const binding = enumBinding(field, variant);
  const className = binding?.unit === undefined ? undefined : file.classOf(binding.unit);
  return className === undefined ? { kind: "STRING" } : { kind: "CODE", className };
}

function decimal(file: PhpFile): Pick<Property, "kind" | "className"> {
  return { kind: "DECIMAL", className: file.support("Decimal") };
}

/** The class of siblings: `Element` of the package of the type, else of its release. */
function elementClass({ file, owner }: Place): string | undefined {
  const { unit, find, units } = file.it as typeof file.it & { readonly unit: TypeView };
  const own = `complexType:${owner.slice(owner.indexOf(":") + 1, owner.lastIndexOf("/"))}/Element`;
  if (find(own) !== undefined) return file.classOf(own);
  const types = units("complexType") as unknown as Iterable<TypeView>;
  const found = Array.from(types).find(({ facts }) => facts.type === "Element" && facts.release === unit.facts.release);
  return found && file.classOf(found.id);
}

/** No parameter may be called `$this`, and the class that all extend keeps what it could not read in `$unread`. */
const ownNames = ["this", "unread"];

class Names {
  readonly #file: PhpFile;
  readonly #json = new Set<string>();
  readonly #php = new Set<string>(ownNames);

  constructor(file: PhpFile) {
    this.#file = file;
  }

  has(json: string): boolean {
    return this.#json.has(json);
  }

  /** What is no name in PHP becomes one, and numbers keep names apart. */
  take(json: string): string {
    const wanted = this.#file.it.php.identifier(json);
    let name = wanted;
    for (let number = 2; this.#php.has(name); number++) name = `${wanted}_${number}`;
    this.#json.add(json);
    this.#php.add(name);
    return name;
  }
}
