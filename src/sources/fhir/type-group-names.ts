/**
 * Names of nested types: `PatientContact` for `Patient.contact`, which is what people know them by. No two of a package are the same, nor the
 * same as that of a type, where case does not count. A name follows from its own type, and from types whose names begin like it; what the
 * definition proposes (explicit-type-name) is the way out where the path does not give a free one.
 */
import type { Found } from "./scope.ts";
import type { TypeContext } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { basePathOf, elementsOf, isSlice, parentOf, pathOf, rootOf } from "./type-elements.ts";
import { extensionText } from "./type-json.ts";
import type { TypeNames } from "./type-names.ts";
import { folded, identifier, numbered } from "./type-names.ts";

const explicitName = "http://hl7.org/fhir/StructureDefinition/structuredefinition-explicit-type-name";

/** Names of the nested types of a type by their path, in the order of the definition. */
export type GroupNames = ReadonlyMap<string, string>;

/** By context, as that knows what was looked up for it; by unit. */
const known = new WeakMap<TypeContext, Map<string, GroupNames>>();

export function groupNames(owner: Found, context: TypeContext): GroupNames {
  const ofContext = known.get(context) ?? new Map<string, GroupNames>();
  known.set(context, ofContext);
  const names = ofContext.get(owner.unit) ?? nameGroups(owner, context);
  ofContext.set(owner.unit, names);
  return names;
}

function nameGroups(owner: Found, context: TypeContext): GroupNames {
  const types = context.names(owner.package);
  const typeName = types.of(owner.entry);
  const names = new Map<string, string>();
  const own = new Set<string>();
  const taken = { has: (name: string) => own.has(name) || isTaken(name, typeName, types, context) };
  for (const element of nestedElements(elementsOf(owner.json(), context))) {
    const proposals = proposalsFor(element, typeName);
    const name =
      proposals.find((proposal) => !taken.has(folded(proposal))) ?? numbered(proposals[0] ?? typeName, taken);
    own.add(folded(name));
    names.set(pathOf(element), name);
  }
  return names;
}

/** Elements with elements of their own below them, which no other type declared. */
export function nestedElements(elements: readonly Element[]): readonly Element[] {
  const all = elements.filter((element) => !isSlice(element));
  const parents = new Set(all.map((element) => parentOf(pathOf(element))));
  return all.filter((element) => {
    const path = pathOf(element);
    return path.includes(".") && parents.has(path) && rootOf(basePathOf(element)) === rootOf(path);
  });
}

function proposalsFor(element: Element, typeName: string): readonly string[] {
  const parts = pathOf(element).split(".").slice(1);
  const hint = identifier(extensionText(element, explicitName) ?? "");
  const named = folded(hint).startsWith(folded(typeName)) ? hint : typeName + hint;
  return hint === "" ? [joined(typeName, parts)] : [joined(typeName, parts), named];
}

function joined(typeName: string, parts: readonly string[]): string {
  return identifier([typeName, ...parts.map((part) => part.replace("[x]", ""))].join(" "));
}

/**
 * A type of the package has the name, or a nested type of one whose own name is a longer beginning of it: `EvidenceVariable` comes before
 * `Evidence`. Types with shorter names give way, so this never goes round in circles.
 */
function isTaken(name: string, typeName: string, types: TypeNames, context: TypeContext): boolean {
  if (types.find(name) !== undefined) return true;
  for (let length = typeName.length + 1; length < name.length; length++) {
    const entry = types.find(name.slice(0, length));
    const other = entry && context.scope.find("StructureDefinition", entry.url);
    if (other === undefined || other.entry !== entry) continue;
    for (const groupName of groupNames(other, context).values()) if (folded(groupName) === name) return true;
  }
  return false;
}
