/** A type as another definition uses it: by its code, which is a name of a core type or the URL of a logical model. */
import type { IndexEntry } from "./package.ts";
import type { Found } from "./scope.ts";
import type { TypeContext } from "./type-context.ts";
import { jsonKindOf } from "./type-json-kind.ts";
import { identifier, isType, lastPart } from "./type-names.ts";
import type { TypeUse } from "./unit-data.ts";

const kinds: { readonly [kind in NonNullable<IndexEntry["kind"]>]: TypeUse["kind"] } = {
  "primitive-type": "primitive",
  "complex-type": "complex",
  resource: "resource",
  logical: "logical",
};

/** `code` is a type code or the URL of a definition. */
export function typeUse(code: string, context: TypeContext): TypeUse {
  const found = context.scope.find("StructureDefinition", code);
  return found === undefined ? unknownUse(code) : foundUse(found, context);
}

/** Of a profile, which is a type where it is the base of another: what it is a profile of, by its own name and unit. */
export function foundUse(found: Found, context: TypeContext): TypeUse {
  const { entry, unit } = found;
  const code = entry.type ?? lastPart(entry.url);
  const kind = kinds[entry.kind ?? "complex-type"];
  const typeName = context.names(found.package).of(entry);
  return kind === "primitive" ? { code, kind, typeName, unit, json: jsonKindOf(code) } : { code, kind, typeName, unit };
}

/** Of a type that no package has, as far as its name tells. */
export function unknownUse(url: string): TypeUse {
  const code = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\//.test(url) ? lastPart(url) : url;
  const typeName = identifier(lastPart(code)) || "Unnamed";
  if (/^[a-z]\w*$/.test(code)) return { code, kind: "primitive", typeName, json: jsonKindOf(code) };
  if (code.includes(":")) return { code, kind: "logical", typeName };
  return { code, kind: /^(Domain)?Resource$/.test(code) ? "resource" : "complex", typeName };
}

/**
 * The definitions that one leads to by `baseDefinition`, nearest first, itself not among them. Ends where a package is missing, and where a
 * chain bites its tail.
 */
export function basesOf(found: Found, context: TypeContext): readonly Found[] {
  const bases: Found[] = [];
  const seen = new Set([found.unit]);
  let at: Found | undefined = found;
  while (at?.entry.baseDefinition !== undefined) {
    at = context.scope.find("StructureDefinition", at.entry.baseDefinition);
    if (at === undefined || seen.has(at.unit)) break;
    seen.add(at.unit);
    bases.push(at);
  }
  return bases;
}

/** The type itself, or the one that a profile ends at. */
export function typeOf(found: Found, context: TypeContext): Found | undefined {
  return isType(found.entry) ? found : basesOf(found, context).find(({ entry }) => isType(entry));
}
