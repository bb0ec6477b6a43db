/** The types of values that are no type of TypeScript: JSON, and what pg makes of an interval. */
import type { Header } from "specmill";
import type { Driver } from "./_driver.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import type { Options, PackContext } from "./_types.ts";
import { dialectOf } from "./_units.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "values.ts",
  when: (it) => dialectOf(it) !== "sqlite",
};

const json = `export type JsonValue = JsonArray | JsonObject | boolean | number | string | null;

export type JsonArray = JsonValue[];

export interface JsonObject {
  [name: string]: JsonValue;
}
`;

/** What may be written as JSON, and how a text is taken. */
const inputs: { readonly [input in NonNullable<Driver["jsonInput"]>]: readonly [type: string, comment: string] } = {
  text: ["string", "JSON as text: the driver would make something else of an object."],
  objectOrText: [
    "JsonObject | string",
    "A string is JSON as text. Write arrays that way: the driver would make a PostgreSQL array of one.",
  ],
  structure: ["JsonArray | JsonObject | string", "A string is a string of JSON, not its text."],
  structureOrText: ["JsonArray | JsonObject | string", "A string is JSON as text."],
  value: ["JsonArray | JsonObject | boolean | number | string", "A string is a string of JSON, not its text."],
};

const interval = `/** What \`pg\` makes of an interval. */
export interface PostgresInterval {
  years?: number;
  months?: number;
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
  toPostgres(): string;
  toISO(): string;
}
`;

export default function valuesFile(it: PackContext): string {
  const { jsonInput = "text", kinds } = driverOf(it.options, dialectOf(it));
  const [type, comment] = inputs[jsonInput];
  const input = `${it.ts.docComment(comment)}export type JsonInput = ${type};\n`;
  return new OutputFile(it, "./").text([json, input, ...(kinds.interval === "interval" ? [interval] : [])]);
}
