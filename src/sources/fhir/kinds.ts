/** The kinds of units, and which of them a definition is. */
import type { IndexEntry } from "./package.ts";

export const unitKinds = [
  "package",
  "resource",
  "complexType",
  "primitiveType",
  "backboneType",
  "profile",
  "extension",
  "logicalModel",
  "valueSet",
  "codeSystem",
  "searchParameter",
  "operation",
] as const;

export type UnitKind = (typeof unitKinds)[number];

/** Of definitions: neither packages nor nested types have an entry of their own. */
export type DefinitionKind = Exclude<UnitKind, "package" | "backboneType">;

export function unitKindOf(entry: IndexEntry): DefinitionKind {
  switch (entry.resourceType) {
    case "ValueSet":
      return "valueSet";
    case "CodeSystem":
      return "codeSystem";
    case "SearchParameter":
      return "searchParameter";
    case "OperationDefinition":
      return "operation";
    case "StructureDefinition":
      return structureKind(entry);
  }
}

/** A definition without a derivation is a type: the roots of all, and old logical models. */
function structureKind({ kind, type, derivation }: IndexEntry): DefinitionKind {
  if (derivation === "constraint") return type === "Extension" ? "extension" : "profile";
  if (kind === "primitive-type") return "primitiveType";
  if (kind === "resource") return "resource";
  return kind === "logical" ? "logicalModel" : "complexType";
}
