/**
 * Checks what templates rely on: that the fields of the table hold what it says, that required ones are there, and that a few words are
 * known. Not a validator of everything; a field that no table mentions is nobody's business, unless it looks like a misspelt one.
 */
import { pointerOf, pointerSegments } from "#document/pointer.ts";
import type { Severity } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { Origin } from "#model/unit.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Dialect, Field, Shape } from "./shapes.ts";
import type { Mutable, Path } from "./walk.ts";
import { elementOf, fieldOf, walk } from "./walk.ts";

/** The problems of `value`, a node of the shape `name` that lies at `origin`, in reading order. */
export function checkStructure(value: Json, name: string, dialect: Dialect, origin: Origin): Problem[] {
  const problems: Problem[] = [];
  const report = ({ severity = "error", side = "value", notes = [], path, message }: Finding) => {
    const at = { file: origin.file, pointer: origin.pointer + pointerOf(path), side };
    problems.push({ code: "openapi/structure", severity, message, at, notes });
  };
  const words = typeof value === "boolean" && name === "schema" ? undefined : wrongType(value, name);
  if (words !== undefined) report({ message: `${titleOf(origin)} must be ${words}`, path: [] });
  walk(value, name, dialect, (node, shapeName, shape, path) => {
    const part: Part = { node, shape, path, report };
    checkFields(part);
    checkRequired(part);
    if (shapeName === "schema") checkTypes(part);
    if (shapeName === "parameter") checkLocation(part, dialect);
  });
  return problems;
}

/** A problem on the way, by the path from the value that is checked. */
interface Finding {
  readonly message: string;
  readonly path: Path;
  /** Absent: an error. */
  readonly severity?: Severity;
  /** Absent: the value. */
  readonly side?: Spot["side"];
  readonly notes?: readonly string[];
}

interface Part {
  readonly node: Mutable;
  readonly shape: Shape;
  readonly path: Path;
  readonly report: (finding: Finding) => void;
}

/** How a part of the wrong type is called: `Pet` in `schemas`. */
function titleOf({ pointer }: Origin): string {
  const named = pointerSegments(pointer).slice(-2).reverse();
  return named.length === 0 ? "the file" : named.map((key) => `\`${key}\``).join(" in ");
}

function checkFields(part: Part): void {
  for (const key of Object.keys(part.node)) {
    const field = fieldOf(part.shape, key);
    if (field === undefined) checkSpelling(key, part);
    else if (field !== "any") checkField(key, field, part);
  }
}

/** YAML reads a key with nothing behind it as null: as good as absent. */
function checkField(key: string, field: Field, { node, shape, path, report }: Part): void {
  const value = node[key] ?? null;
  if (value === null) return;
  const words = wrongType(value, field);
  if (words === undefined) {
    for (const finding of wrongElements(value, key, field)) report({ ...finding, path: [...path, ...finding.path] });
    return;
  }
  const notes = field === "text" && typeof value === "number" ? ["put it in quotes"] : [];
  report({ message: `\`${key}\` of ${shape.title} must be ${words}`, path: [...path, key], notes });
}

function wrongElements(value: Json, key: string, field: Field): Finding[] {
  const element = elementOf(field);
  if (element === field || value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, one]: [string, Json]) => {
    const words = wrongType(one, element);
    if (words === undefined) return [];
    const named = Array.isArray(value) ? `\`${key}\` holds something that` : `\`${name}\` in \`${key}\``;
    return [{ message: `${named} must be ${words}`, path: [key, name] }];
  });
}

/** `a list, not text` when the value is not what the field holds. */
function wrongType(value: Json, field: Field): string | undefined {
  const expected = expectedType(field);
  if (expected === undefined || expected === typeOf(value)) return undefined;
  if (field === "schema" && typeof value === "boolean") return undefined;
  return `${typeWords[expected]}, not ${typeWords[typeOf(value)]}`;
}

function expectedType(field: Field): TypeName | undefined {
  if (field.endsWith("[]") || field === "list") return "list";
  if (field === "any") return undefined;
  return field === "text" || field === "flag" || field === "number" ? field : "mapping";
}

const typeWords = {
  list: "a list",
  mapping: "a mapping",
  text: "text",
  number: "a number",
  flag: "`true` or `false`",
  nothing: "empty",
};

type TypeName = keyof typeof typeWords;

function typeOf(value: Json): TypeName {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "mapping";
  return typeof value === "boolean" ? "flag" : typeof value === "number" ? "number" : "text";
}

/** Only a key that nearly is one of the others, and that one is missing, is taken for a mistake. */
function checkSpelling(key: string, { node, shape, path, report }: Part): void {
  if (shape.isOpen || key.startsWith("x-") || key === "$ref") return;
  const known = Object.keys(shape.fields).filter((name) => !Object.hasOwn(node, name));
  const near = suggest(key, known);
  if (near === undefined) return;
  const message = `${shape.title} has no field \`${key}\``;
  report({ severity: "warning", message, path: [...path, key], side: "key", notes: [`did you mean \`${near}\`?`] });
}

function checkRequired({ node, shape, path, report }: Part): void {
  if (shape.required === undefined || (shape.kind !== undefined && Object.hasOwn(node, "$ref"))) return;
  for (const key of shape.required) {
    if (Object.hasOwn(node, key) && node[key] !== null) continue;
    const unknown = Object.keys(node).filter((name) => !Object.hasOwn(shape.fields, name));
    const other = suggest(key, unknown);
    const notes = other === undefined ? [] : [`is \`${other}\` meant to be \`${key}\`?`];
    report({ message: `${shape.title} needs \`${key}\``, path: [...path], side: "key", notes });
  }
}

/** `file` is Swagger 2 and common beyond it; normalise.ts makes it a binary string. */
const typeNames = ["string", "number", "integer", "boolean", "array", "object", "null", "file"];

function checkTypes({ node, path, report }: Part): void {
  const { type } = node;
  if (type === undefined || type === null) return;
  for (const name of Array.isArray(type) ? type : [type]) {
    if (typeof name === "string" && typeNames.includes(name)) continue;
    const shown = typeof name === "string" ? `\`${name}\`` : typeWords[typeOf(name as Json)];
    const notes = typeof name === "string" ? suggestNote(name, typeNames.slice(0, -1)) : [];
    report({ message: `${shown} is not a type that a schema can have`, path: [...path, "type"], notes });
  }
}

const locations = ["path", "query", "header", "cookie"];
const swaggerLocations = ["path", "query", "header", "body", "formData"];

function checkLocation({ node, path, report }: Part, dialect: Dialect): void {
  const known = dialect.document === "swagger" ? swaggerLocations : locations;
  const found = node.in;
  if (typeof found !== "string" || known.includes(found)) return;
  report({ message: `a parameter cannot be in \`${found}\``, path: [...path, "in"], notes: suggestNote(found, known) });
}
