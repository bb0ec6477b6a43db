/** The constraints that every element of a type repeats in a snapshot. Found without making the snapshot of the type, which may be waiting. */
import type { JsonObject } from "#model/json.ts";
import type { Scope } from "./scope.ts";
import { mergeConstraints } from "./snapshot-element.ts";
import { isObject, listAt, objectAt, objectsAt, textAt } from "./snapshot-fields.ts";

/** Those of `Element`, which all that is no resource is made of; of an extension all, as its place is where it is read. */
export function constraintsOfType(element: JsonObject, scope: Scope): readonly JsonObject[] {
  const [type] = objectsAt(element, "type");
  const repeats = textAt(element, "contentReference") !== undefined;
  const code = type === undefined ? (repeats ? "Element" : undefined) : textAt(type, "code");
  if (code === undefined) return [];
  const all = rootConstraints(code, scope, new Set());
  return code === "Extension" ? all : all.filter((constraint) => textAt(constraint, "source")?.endsWith("/Element"));
}

/** Of the first element: what its bases say of it first. */
function rootConstraints(wanted: string, scope: Scope, seen: Set<string>): readonly JsonObject[] {
  const definition = seen.has(wanted) ? undefined : scope.find("StructureDefinition", wanted)?.json();
  if (definition === undefined) return [];
  seen.add(wanted);
  const url = textAt(definition, "url") ?? wanted;
  const snapshot = firstConstraints(definition, "snapshot", url);
  if (snapshot !== undefined) return snapshot;
  const base = textAt(definition, "baseDefinition");
  const inherited = base === undefined ? [] : rootConstraints(base, scope, seen);
  const merged = mergeConstraints(inherited, firstConstraints(definition, "differential", url) ?? [], url);
  return Array.isArray(merged) ? merged.filter(isObject) : [];
}

function firstConstraints(definition: JsonObject, view: string, source: string): readonly JsonObject[] | undefined {
  const [root] = objectsAt(objectAt(definition, view) ?? {}, "element");
  if (root === undefined) return undefined;
  return listAt(root, "constraint")
    .filter(isObject)
    .map((constraint) => ({ source, ...constraint }));
}
