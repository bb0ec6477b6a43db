/** What a record says about itself: its name, its id, and the facts that templates may use in paths and lists. */
import type { Json, JsonObject } from "#model/json.ts";
import type { Facts } from "#model/unit.ts";

/** Longer values are content, not facts: they would be stored with every plan. */
const maxFactLength = 120;

/** A name longer than this is a text, not a name. */
const maxNameLength = 200;

/** Fields of a unit itself; a fact of this name would hide them. */
const ownFields = new Set(["id", "kind", "name", "slug", "digest", "origin", "data", "facts"]);

/** How a record is told apart in its file when no field does it: by its key in a mapping, else by its position from 0. */
export interface Position {
  readonly index: number;
  readonly key?: string;
}

/** The value of a field that identifies: text, a number or a boolean, as text; `undefined` for anything else. */
export function identityOf(value: Json, field: string): string | undefined {
  if (!isMapping(value) || !Object.hasOwn(value, field)) return undefined;
  const found = value[field];
  if (typeof found === "string") return found === "" ? undefined : found;
  return typeof found === "number" || typeof found === "boolean" ? String(found) : undefined;
}

/** What to call a record: its id where a field is configured, else `name`, `title` or `id`, a scalar itself, its key, its number. */
export function nameOf(value: Json, position: Position, idField: string | undefined): string {
  const fields = idField === undefined ? ["name", "title", "id"] : [idField, "name", "title", "id"];
  for (const field of fields) {
    const name = identityOf(value, field);
    if (name !== undefined && name.length <= maxNameLength) return name;
  }
  if (typeof value === "string" && value !== "" && value.length <= maxNameLength) return value;
  if (typeof value === "number") return String(value);
  return position.key ?? String(position.index);
}

/**
 * The short scalar fields of a record, and its key or index. The index is left out where a field identifies the records:
 * then a record keeps its facts when another one is inserted before it.
 */
export function factsOf(value: Json, position: Position, idField: string | undefined): Facts {
  const facts = new Map<string, Json>();
  if (position.key !== undefined) facts.set("key", position.key);
  if (idField === undefined && position.key === undefined) facts.set("index", position.index);
  if (isMapping(value)) {
    for (const [name, field] of Object.entries(value)) {
      if (!ownFields.has(name) && isShortScalar(field)) facts.set(name, field);
    }
  }
  return Object.fromEntries(facts);
}

function isShortScalar(value: Json): boolean {
  return (value === null || typeof value !== "object") && JSON.stringify(value).length <= maxFactLength;
}

export function isMapping(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
