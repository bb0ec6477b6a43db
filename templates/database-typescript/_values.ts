/** What a column holds: the type that a select gives and the one that an insert takes, before it is known whether it may be null. */
import type { Driver } from "./_driver.ts";
import { shapeOf } from "./_driver.ts";
import type { OutputFile } from "./_file.ts";
import { literalsOf } from "./_literals.ts";
import { nameOfId, typeName } from "./_names.ts";
import { listOf, overrideOf } from "./_overrides.ts";
import type { Shape } from "./_shapes.ts";
import { shapes } from "./_shapes.ts";
import type { DialectName, Typed } from "./_types.ts";

/** Where a value stands. */
export interface Place {
  readonly file: OutputFile;
  readonly driver: Driver;
  readonly dialect: DialectName;
  /** The table and the column, for the option `types`. */
  readonly path?: string;
}

export interface ValueType {
  readonly select: string;
  readonly insert: string;
}

/** The type of a column, an attribute or a domain. */
export function valueType(place: Place, typed: Typed): ValueType {
  const override = overrideOf(place.file.options, typed, place.path);
  if (override !== undefined) return same(override);
  if (typed.domain !== undefined && !isArrayOfDomain(typed)) return domainType(place, typed, typed.domain);
  return typed.array === undefined ? singleType(place, typed) : arrayType(place, typed, typed.array);
}

function same(type: string): ValueType {
  return { select: type, insert: type };
}

/** Dates and the like are written as freely as without the domain, but not into a brand. */
function domainType(place: Place, typed: Typed, id: string): ValueType {
  const base = valueType(place, baseOf(typed));
  const { it, options } = place.file;
  const link = options.domains === "inline" ? undefined : it.link(id);
  if (link === undefined) return base;
  const alias = place.file.import(link, typeName(it, nameOfId(id)));
  return base.insert === base.select || options.domains === "brand"
    ? same(alias)
    : { select: alias, insert: base.insert };
}

function singleType(place: Place, typed: Typed): ValueType {
  const named = namedType(place, typed) ?? literalUnion(literalsOf(typed, place.dialect), place);
  return named === undefined ? typeOfShape(place, shapes[shapeOf(place.driver, typed)]) : same(named);
}

function arrayType(place: Place, typed: Typed, dimensions: number): ValueType {
  const form = arrayForm(place.driver, typed);
  if (form.whole !== undefined) return typeOfShape(place, form.whole);
  const named = isArrayOfDomain(typed) ? undefined : namedType(place, typed);
  const item = named === undefined ? typeOfShape(place, form.item ?? shapes.text) : same(named);
  const insert = listOf(item.insert, dimensions);
  if (form.item === undefined) return { select: "string", insert: `${insert} | string` };
  return { select: listOf(item.select, dimensions), insert };
}

function namedType({ file }: Place, { enum: enumId, composite, values }: Typed): string | undefined {
  const id = enumId ?? (file.options.composites === "object" ? composite : undefined);
  const link = id === undefined ? undefined : file.it.link(id);
  if (id !== undefined && link !== undefined) return file.import(link, typeName(file.it, nameOfId(id)));
  return enumId === undefined ? undefined : (literalUnion(values, { file }) ?? "string");
}

function literalUnion(
  values: readonly (string | number)[] | undefined,
  { file }: Pick<Place, "file">,
): string | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return [...new Set(values)].map(file.it.ts.literal).join(" | ");
}

function typeOfShape({ file }: Place, { select, insert = select, values = [] }: Shape): ValueType {
  for (const name of values) file.importFromTop("values.ts", name);
  return { select, insert };
}

/** Either an array as a whole, or its items; neither when the driver gives its text. */
export interface ArrayForm {
  readonly whole?: Shape;
  readonly item?: Shape;
}

export function arrayForm(driver: Driver, typed: Typed): ArrayForm {
  const own = isArrayOfDomain(typed) ? typed : baseOf(typed);
  const form = driver.arrayOf?.(own, shapeOf(driver, typed));
  if (form === undefined) return {};
  return "whole" in form ? { whole: shapes[form.whole] } : { item: shapes[form.item] };
}

/** A domain over an array is an array to a driver; an array of domains is of a type that it does not know. */
export function isArrayOfDomain({ domain, type }: Typed): boolean {
  return domain !== undefined && type.endsWith("]");
}

/** What a domain is made of; anything else as it is. */
export function baseOf(typed: Typed): Typed {
  const { domain, userType, ...base } = typed;
  if (domain === undefined) return typed;
  return base.enum === undefined && base.composite === undefined
    ? base
    : { ...base, userType: userType ?? { kind: "" } };
}
