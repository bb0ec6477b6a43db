/** Data of types of their own: resources, complex types and logical models, and of the types nested in them. */
import { groupsOf } from "./groups.ts";
import type { Found } from "./scope.ts";
import { textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { flagAt, present } from "./type-json.ts";
import { backboneUnit } from "./type-nested.ts";
import { typeUse } from "./type-use.ts";
import type { BackboneData, TypeData } from "./unit-data.ts";

/** `found` is a StructureDefinition that is no profile, and its context the one of its package. */
export function typeData(found: Found, context: TypeContext): TypeData {
  const json = found.json();
  const { entry } = found;
  return present<TypeData>({
    ...definitionData(found, context),
    isAbstract: flagAt(json, "abstract"),
    type: textAt(json, "type") ?? entry.type ?? entry.id,
    typeName: context.names(found.package).of(entry),
    base: entry.baseDefinition === undefined ? undefined : typeUse(entry.baseDefinition, context),
    groups: groupsOf(found, context),
  });
}

/** A nested type with the id of its unit. */
export interface BackboneUnit {
  readonly unit: string;
  readonly data: BackboneData;
}

/** The nested types of a type, in the order of the definition. `owner` is the id of its unit. */
export function backboneUnits(type: TypeData, owner: string): readonly BackboneUnit[] {
  const { package: packageId, release } = type;
  return type.groups.slice(1).map((group) => ({
    unit: backboneUnit(owner, group.path),
    data: { ...group, owner, package: packageId, release },
  }));
}
