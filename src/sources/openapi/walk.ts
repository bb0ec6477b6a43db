/**
 * Walks a part of a document by the table of shapes. Invariant: examples, defaults, enums and extensions are never visited,
 * and keys from the document are only ever read, so a key `__proto__` is a key like any other.
 */
import type { Json } from "#model/json.ts";
import type { Dialect, Field, Shape } from "./shapes.ts";

/** A mapping that may be changed in place: only ever a fresh copy. */
export type Mutable = { [key: string]: Json };

/** Keys from the start of the walk to here; the same array all along, so copy it to keep it. */
export type Path = readonly (string | number)[];

/** Called for each mapping that has a shape, before what it holds. */
export type Visit = (node: Mutable, shapeName: string, shape: Shape, path: Path) => void;

/** Visits `value`, a node of the shape `name`, and all parts of it. Values of the wrong type are passed over. */
export function walk(value: Json, name: string, dialect: Dialect, visit: Visit): void {
  visitNode(value, name, { dialect, visit, path: [] });
}

interface Walk {
  readonly dialect: Dialect;
  readonly visit: Visit;
  readonly path: (string | number)[];
}

function visitNode(value: Json | undefined, name: string, walk: Walk): void {
  const shape = walk.dialect.shapes[name];
  if (shape === undefined || !isMapping(value)) return;
  walk.visit(value, name, shape, walk.path);
  for (const key of Object.keys(value)) {
    const field = fieldOf(shape, key);
    if (field === undefined || basicTypes.has(field)) continue;
    walk.path.push(key);
    visitField(value[key], field, walk);
    walk.path.pop();
  }
}

function visitField(value: Json | undefined, field: Field, walk: Walk): void {
  const name = elementOf(field);
  if (name === field) {
    visitNode(value, name, walk);
  } else if (basicTypes.has(name)) {
    return;
  } else if (Array.isArray(value) && field.endsWith("[]")) {
    for (let index = 0; index < value.length; index++) visitPart(value[index], index, name, walk);
  } else if (isMapping(value) && field.endsWith("{}")) {
    for (const key of Object.keys(value)) visitPart(value[key], key, name, walk);
  }
}

function visitPart(value: Json | undefined, key: string | number, name: string, walk: Walk): void {
  walk.path.push(key);
  visitNode(value, name, walk);
  walk.path.pop();
}

/** The field of a shape that a key is; `undefined` for extensions and for keys that it does not know. */
export function fieldOf(shape: Shape, key: string): Field | undefined {
  if (Object.hasOwn(shape.fields, key)) return shape.fields[key];
  return key.startsWith("x-") || key === "$ref" ? undefined : shape.rest;
}

/** The shape of the node that keys lead to from a node of the shape `name`; `undefined` inside of examples and the like. */
export function shapeAt(keys: readonly string[], name: string, dialect: Dialect): string | undefined {
  let field: Field | undefined = name;
  for (const key of keys) {
    if (field === undefined) return undefined;
    const element = elementOf(field);
    if (element !== field) {
      field = element;
    } else {
      const shape: Shape | undefined = dialect.shapes[field];
      field = shape === undefined ? undefined : fieldOf(shape, key);
    }
  }
  return field !== undefined && Object.hasOwn(dialect.shapes, field) ? field : undefined;
}

/** `schema` for `schema`, `schema[]` and `schema{}`. */
export function elementOf(field: Field): string {
  return field.endsWith("[]") || field.endsWith("{}") ? field.slice(0, -2) : field;
}

export const basicTypes: ReadonlySet<string> = new Set(["any", "text", "flag", "number", "list", "mapping"]);

export function isMapping(value: Json | undefined): value is Mutable {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
