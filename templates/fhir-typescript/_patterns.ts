/**
 * Regular expressions of primitives, for validators.
 * Invariant: the generated code has no expression but those below, whatever a definition says. Each of them takes time in proportion to
 * the text: no repetition can go over the same characters in two ways.
 */
import type { Primitive } from "./_types.ts";

const year = "([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)";
const monthAndDay = "(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])";
const clock = "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)";
const zone = "((0[0-9]|1[0-3]):[0-5][0-9]|14:00)";
const toMonth = `${year}(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])`;
const [parts, nineParts] = [String.raw`(\.[0-9]+)?`, String.raw`(\.[0-9]{1,9})?`];

/** As R4, R4B and R5 publish them. */
const published: ReadonlySet<string> = new Set([
  String.raw`\S*`,
  String.raw`[ \r\n\t\S]+`,
  String.raw`[\s\S]+`,
  String.raw`[^\s]+(\s[^\s]+)*`,
  String.raw`[^\s]+( [^\s]+)*`,
  String.raw`[A-Za-z0-9\-\.]{1,64}`,
  String.raw`urn:oid:[0-2](\.(0|[1-9][0-9]*))+`,
  "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
  "[0]|[-+]?[1-9][0-9]*",
  String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`,
  `${toMonth})?)?`,
  clock + parts,
  clock + nineParts,
  String.raw`${year}-${monthAndDay}T${clock}${parts}(Z|(\+|-)${zone})`,
  String.raw`${year}-${monthAndDay}T${clock}${nineParts}(Z|(\+|-)${zone})`,
  String.raw`${toMonth}(T${clock}${parts}(Z|(\+|-)${zone}))?)?)?`,
  String.raw`${toMonth}(T${clock}${nineParts})?)?(Z|(\+|-)${zone}?)?)?`,
]);

const base64 = String.raw`[\s0-9A-Za-z+/=]*`;
const decimal = String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`;

/** For what a release says in other words: that of `base64Binary` counts to four in two ways, and that of `decimal` in R5 has a brace too many. */
const byType: ReadonlyMap<string, string> = new Map([
  ["base64Binary", base64],
  ["code", String.raw`[^\s]+(\s[^\s]+)*`],
  ["date", `${toMonth})?)?`],
  ["dateTime", String.raw`${toMonth}(T${clock}${parts}(Z|(\+|-)${zone}))?)?)?`],
  ["decimal", decimal],
  ["id", String.raw`[A-Za-z0-9\-\.]{1,64}`],
  ["instant", String.raw`${year}-${monthAndDay}T${clock}${parts}(Z|(\+|-)${zone})`],
  ["oid", String.raw`urn:oid:[0-2](\.(0|[1-9][0-9]*))+`],
  ["time", clock + parts],
  ["uuid", "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"],
]);

/** A literal of the expression for the whole text; `undefined` where any text will do, or none is known that is safe. */
export function patternOf({ regex, type }: Pick<Primitive, "regex" | "type">): string | undefined {
  if (regex === undefined) return undefined;
  const source = published.has(regex) ? regex : byType.get(type);
  if (source === undefined) return undefined;
  return source.includes("|") ? `/^(?:${source})$/` : `/^${source}$/`;
}

/** Whole numbers as FHIR limits them; a `decimal` is any number. */
export const wholeNumbers: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ["integer", [-(2 ** 31), 2 ** 31 - 1]],
  ["positiveInt", [1, 2 ** 31 - 1]],
  ["unsignedInt", [0, 2 ** 31 - 1]],
]);
