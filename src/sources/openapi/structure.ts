/**
 * Checks what templates rely on: that the fields of the table hold what it says, that required ones are there, and that a few words are
 * known. Not a validator of everything; a field that no table mentions is nobody's business, unless it looks like a misspelt one.
 */
import { pointerOf } from "#document/pointer.ts";
import type { Json } from "#model/json.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { Origin } from "#model/unit.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Dialect, Field, Shape } from "./shapes.ts";
import { elementOf, fieldOf, type Mutable, type Path, walk } from "./walk.ts";

/** The problems of `value`, a node of the shape `name` that lies at `origin`, in reading order. */
export function checkStructure(value: Json, name: string, dialect: Dialect, origin: Origin): Problem[] {
  const problems: Problem[] = [];
  const spot = (path: Path, side: Spot["side"]): Spot => ({
    file: origin.file,
    pointer: origin.pointer + pointerOf(path),
    side,
  });
  const report: Report = (severity, message, path, side, notes = []) =>
    void problems.push({ code: "openapi/structure", severity, message, at: spot(path, side), notes });
  const words = typeof value === "boolean" && name === "schema" ? undefined : wrongType(value, name);
  if (words !== undefined) report("error", `${dialect.shapes[name]?.title ?? name} must be ${words}`, [], "value");
  walk(value, name, dialect, (node, shapeName, shape, path) => {
    checkFields(node, shape, path, report);
    checkRequired(node, shape, path, report);
    if (shapeName === "schema") checkTypes(node, path, report);
    if (shapeName === "parameter") checkLocation(node, dialect, path, report);
  });
  return problems;
}

type Report = (
  severity: Problem["severity"],
  message: string,
  path: Path,
  side: Spot["side"],
  notes?: readonly string[],
) => void;

function checkFields(node: Mutable, shape: Shape, path: Path, report: Report): void {
  for (const key of Object.keys(node)) {
    const field = fieldOf(shape, key);
    if (field === undefined) checkSpelling(key, node, shape, path, report);
    else checkField(node[key] as Json, key, field, shape, path, report);
  }
}

/** YAML reads a key with nothing behind it as null: as good as absent. */
function checkField(value: Json, key: string, field: Field, shape: Shape, path: Path, report: Report): void {
  if (value === null || field === "any") return;
  const words = wrongType(value, field);
  if (words !== undefined) {
    const notes = field === "text" && typeof value === "number" ? ["put it in quotes"] : [];
    return report("error", `\`${key}\` of ${shape.title} must be ${words}`, [...path, key], "value", notes);
  }
  const element = elementOf(field);
  if (element === field) return;
  for (const [name, part] of Object.entries(value)) {
    const wrong = wrongType(part, element);
    const named = Array.isArray(value) ? `\`${key}\` holds something that must be ${wrong}` : `\`${name}\` in \`${key}\` must be ${wrong}`;
    if (wrong !== undefined) report("error", named, [...path, key, name], "value");
  }
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
function checkSpelling(key: string, node: Mutable, shape: Shape, path: Path, report: Report): void {
  if (shape.isOpen || key.startsWith("x-") || key === "$ref") return;
  const known = Object.keys(shape.fields).filter((name) => !Object.hasOwn(node, name));
  const near = suggest(key, known);
  if (near === undefined) return;
  report("warning", `${shape.title} has no field \`${key}\``, [...path, key], "key", [`did you mean \`${near}\`?`]);
}

function checkRequired(node: Mutable, shape: Shape, path: Path, report: Report): void {
  if (shape.kind !== undefined && Object.hasOwn(node, "$ref")) return;
  for (const key of shape.required ?? []) {
    if (Object.hasOwn(node, key) && node[key] !== null) continue;
    const other = suggest(key, Object.keys(node).filter((name) => !Object.hasOwn(shape.fields, name)));
    const notes = other === undefined ? [] : [`is \`${other}\` meant to be \`${key}\`?`];
    report("error", `${shape.title} needs \`${key}\``, path, "key", notes);
  }
}

const typeNames = ["string", "number", "integer", "boolean", "array", "object", "null", "file"];

/** `file` is Swagger 2 and common beyond it; swagger2.ts makes it a binary string. */
function checkTypes(schema: Mutable, path: Path, report: Report): void {
  const { type } = schema;
  if (type === undefined || type === null) return;
  for (const name of Array.isArray(type) ? type : [type]) {
    if (typeof name === "string" && typeNames.includes(name)) continue;
    const shown = typeof name === "string" ? `\`${name}\`` : typeWords[typeOf(name as Json)];
    const notes = typeof name === "string" ? suggestNote(name, typeNames.slice(0, -1)) : [];
    report("error", `${shown} is not a type that a schema can have`, [...path, "type"], "value", notes);
  }
}

const locations = ["path", "query", "header", "cookie"];
const swaggerLocations = ["path", "query", "header", "body", "formData"];

function checkLocation(parameter: Mutable, dialect: Dialect, path: Path, report: Report): void {
  const known = dialect.document === "swagger" ? swaggerLocations : locations;
  const found = parameter.in;
  if (typeof found !== "string" || known.includes(found)) return;
  report("error", `a parameter cannot be in \`${found}\``, [...path, "in"], "value", suggestNote(found, known));
}
