/** Schemas that several columns share: numbers that a double cannot hold, JSON and intervals. */
import type { Header } from "specmill";
import type { Driver } from "./_driver.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import { zodImport } from "./_schema-file.ts";
import type { DialectName, Options, PackContext } from "./_types.ts";
import { dialectOf } from "./_units.ts";

export const header: Header<unknown, Options> = { each: "once", output: "zod-values.ts", when: (it) => it.options.zod };

const bounds = `/** Numbers that may be written as texts are compared as numbers. */
interface Bounds {
  readonly min?: number;
  readonly gt?: number;
  readonly max?: number;
  readonly lt?: number;
}

function isWithin(value: bigint | number | string, { min = -Infinity, gt = -Infinity, max = Infinity, lt = Infinity }: Bounds): boolean {
  const number = Number(value);
  return number >= min && number > gt && number <= max && number < lt;
}

function outside(bounds: Bounds): string {
  return \`is not a number with \${JSON.stringify(bounds)}\`;
}
`;

/** A driver that takes no texts for numbers has no use for them here. */
const integers = (
  text: string,
) => `function isWhole(value: bigint | number | string, fit: (number: bigint) => bigint): boolean {
  try {
    return fit(BigInt(value)) === BigInt(value);
  } catch {
    return false;
  }
}

/** An integer of 64 bits. */
export function int64(bounds: Bounds = {}) {
  return z
    .union([z.int(), z.bigint()${text}])
    .refine((value) => isWhole(value, (number) => BigInt.asIntN(64, number)), "does not fit 64 bits")
    .refine((value) => isWithin(value, bounds), outside(bounds));
}
`;

const unsigned = `/** The same without a sign. */
export function unsignedInt64(bounds: Bounds = {}) {
  return z
    .union([z.int(), z.bigint(), z.string().regex(/^\\+?\\d{1,20}$/)])
    .refine((value) => isWhole(value, (number) => BigInt.asUintN(64, number)), "does not fit 64 bits")
    .refine((value) => isWithin(value, bounds), outside(bounds));
}
`;

const decimal = `/** A decimal number; as text it keeps all its digits. */
export function decimal(bounds: Bounds = {}) {
  return z
    .union([z.number(), z.string().regex(/^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?$/i)])
    .refine((value) => isWithin(value, bounds), outside(bounds));
}
`;

const set = `/** Several of the values, with commas between them. */
export function setOf(...values: readonly string[]) {
  return z
    .string()
    .refine((value) => value === "" || value.split(",").every((one) => values.includes(one)), "holds what the set has not");
}
`;

const jsonText = `/** JSON as text. */
export const jsonText = z.string().refine(isJson, "is not JSON");

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
`;

const object = "z.record(z.string(), z.json())";

/** What may be written as JSON; values.ts has the types. */
const inputs: { readonly [input in NonNullable<Driver["jsonInput"]>]: string } = {
  text: "jsonText",
  objectOrText: `z.union([${object}, jsonText])`,
  structure: `z.union([z.array(z.json()), ${object}, z.string()])`,
  structureOrText: `z.union([z.array(z.json()), ${object}, jsonText])`,
  value: `z.union([z.array(z.json()), ${object}, z.boolean(), z.number(), z.string()])`,
};

const interval = `/** What \`pg\` makes of an interval. */
export const interval = z.custom<PostgresInterval>((value) => typeof value === "object" && value !== null);
`;

export default function zodValuesFile(it: PackContext): string {
  const dialect = dialectOf(it);
  const { jsonInput, kinds } = driverOf(it.options, dialect);
  const file = new OutputFile(it, "./");
  const parts = [bounds, ...numbers(dialect)];
  if (jsonInput === undefined || inputs[jsonInput].includes("jsonText")) parts.push(jsonText);
  if (jsonInput !== undefined) parts.push(`export const jsonInput = ${inputs[jsonInput]};\n`);
  if (kinds.interval === "interval") {
    file.import("values.ts", "PostgresInterval");
    parts.push(interval);
  }
  return file.text(parts, zodImport);
}

function numbers(dialect: DialectName): string[] {
  if (dialect === "sqlite") return [integers("")];
  const all = [integers(", z.string().regex(/^[+-]?\\d{1,19}$/)"), decimal];
  return dialect === "postgres" ? all : [...all, unsigned, set];
}
