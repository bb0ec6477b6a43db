/**
 * The zod schema of a column: for rows that were selected, what the driver gives; for rows to insert, also what the database would refuse.
 * Limits stand on the way in alone: what the database returns has passed them, by its own count of characters.
 */
import { hasValue } from "./_column.ts";
import { shapeOf } from "./_driver.ts";
import type { OutputFile } from "./_file.ts";
import { literalsOf } from "./_literals.ts";
import { nameOfId, typeName, valuesName } from "./_names.ts";
import { overrideOf } from "./_overrides.ts";
import { withLimits } from "./_schema-limits.ts";
import type { Shape } from "./_shapes.ts";
import { shapes } from "./_shapes.ts";
import type { Column, Typed } from "./_types.ts";
import type { Place } from "./_values.ts";
import { arrayForm, baseOf, isArrayOfDomain } from "./_values.ts";

/** Exports of zod-values.ts that shapes name. */
const sharedSchemas = /\b(?:decimal|int64|interval|jsonInput|jsonText|setOf|unsignedInt64)\b/g;

export function selectSchema(place: Place, column: Column): string {
  const schema = domainSchema(place, column, (_, shape) => dated(place.file, selected(place, shape)));
  return column.nullable ? `${schema}.nullable()` : schema;
}

export function insertSchema(place: Place, column: Column): string {
  const schema = domainSchema(place, column, (typed, shape) => inserted(place, typed, shape), true);
  if (column.nullable) return `${schema}.nullish()`;
  return hasValue(column) ? `${schema}.optional()` : schema;
}

type ShapeSchema = (typed: Typed, shape: Shape) => string;

/** What a brand is for: a value that was checked has it. */
function domainSchema(place: Place, typed: Typed, ofShape: ShapeSchema, isInsert = false): string {
  const schema = valueSchema(place, typed, ofShape, isInsert);
  const { file } = place;
  if (typed.domain === undefined || isArrayOfDomain(typed) || file.options.domains !== "brand") return schema;
  const link = file.it.link(typed.domain);
  if (link === undefined) return schema;
  return `${schema}.pipe(z.custom<${file.import(link, typeName(file.it, nameOfId(typed.domain)))}>())`;
}

function valueSchema(place: Place, typed: Typed, ofShape: ShapeSchema, isInsert = false): string {
  const { file, driver } = place;
  const base = isArrayOfDomain(typed) ? typed : baseOf(typed);
  const override = overrideOf(file.options, typed, place.path) ?? overrideOf(file.options, base, place.path);
  if (override !== undefined) return `z.custom<${override}>((value) => value !== undefined && value !== null)`;
  const { array } = typed;
  if (array === undefined) return namedSchema(place, typed) ?? ofShape(typed, shapes[shapeOf(driver, typed)]);
  const form = arrayForm(driver, typed);
  if (form.whole !== undefined) return ofShape({ ...typed, kind: "other" }, form.whole);
  if (form.item === undefined && !isInsert) return "z.string()";
  const named = isArrayOfDomain(typed) ? undefined : namedSchema(place, typed);
  let schema = named ?? ofShape(typed, form.item ?? shapes.text);
  for (let depth = 0; depth < array; depth++) schema = `z.array(${schema})`;
  return form.item === undefined ? `z.union([${schema}, z.string()])` : schema;
}

function selected({ file, dialect }: Place, shape: Shape): string {
  // SQLite keeps a fraction in a column of integers.
  if (dialect === "sqlite" && shape === shapes.integer) return "z.number()";
  return shared(file, shape.schema);
}

function inserted(place: Place, typed: Typed, shape: Shape): string {
  if (typed.kind === "set")
    return `${shared(place.file, "setOf")}(${(typed.values ?? []).map(place.file.it.ts.string).join(", ")})`;
  const { insertSchema: schema = shape.schema } = shape;
  const base = schema === "int64" && typed.unsigned === true ? "unsignedInt64" : schema;
  return withLimits(shared(place.file, dated(place.file, base)), typed, shape, place.file.it.ts);
}

function dated({ options }: OutputFile, schema: string): string {
  const isDate = schema === shapes.date.schema || schema === shapes.date.insertSchema;
  return isDate && options.coerceDates ? "z.coerce.date()" : schema;
}

function shared(file: OutputFile, schema: string): string {
  for (const [name] of schema.matchAll(sharedSchemas)) {
    file.importValueFromTop("zod-values.ts", name);
  }
  return schema;
}

/** Enums, and what checks leave of a column. */
function namedSchema(place: Place, typed: Typed): string | undefined {
  const { file, dialect } = place;
  if (typed.enum !== undefined && typed.values !== undefined) return enumSchema(file, typed.enum, typed.values);
  const literals = literalsOf(typed, dialect);
  if (literals === undefined || literals.length === 0) return undefined;
  return `z.literal(${file.it.ts.literal([...new Set(literals)])})`;
}

function enumSchema(file: OutputFile, id: string, values: readonly string[]): string {
  const { it, options } = file;
  const link = it.link(id);
  if (values.length === 0 && link !== undefined && options.enums === "enum") {
    return `z.custom<${file.import(link, typeName(it, nameOfId(id)))}>(() => false)`;
  }
  if (values.length === 0) return "z.never()";
  if (link === undefined || options.enums === "union") return `z.enum(${it.ts.literal(values)})`;
  const name = options.enums === "const" ? valuesName(it, nameOfId(id)) : typeName(it, nameOfId(id));
  return `z.enum(${file.importValue(link, name)})`;
}
