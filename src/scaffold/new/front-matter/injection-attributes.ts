/** The attributes that say where a body is injected -> an Injection. */
import type { Injection, Location } from "../action.ts";
import type { AttributeReader } from "./attribute-reader.ts";
import { kindOf } from "./attribute-reader.ts";

const locationKeys = ["at_line", "prepend", "append", "before", "after"] as const;
type LocationKey = (typeof locationKeys)[number];

/** Reads the first location key of the front matter, `skip_if` and `eof_last`. Problems go to the reader. */
export function toInjection(reader: AttributeReader): Injection {
  const location = readLocation(reader);
  const skipIf = readSkipIf(reader);
  const eofLast = reader.boolean("eof_last");
  return {
    ...(location === undefined ? {} : { location }),
    ...(skipIf === undefined ? {} : { skipIf }),
    ...(eofLast === undefined ? {} : { eofLast }),
  };
}

/** The location keys of a template, in the order of its front matter. */
export function givenLocations(reader: AttributeReader): readonly LocationKey[] {
  return Object.keys(reader.values).flatMap((key) => locationKeys.find((known) => known === key) ?? []);
}

function readLocation(reader: AttributeReader): Location | undefined {
  const [key, ...others] = givenLocations(reader);
  if (key === undefined) return undefined;
  for (const other of others) reader.warn(other, `\`${other}\` is not used, because \`${key}\` stands before it`);
  if (key === "at_line") return readLine(reader);
  if (key === "before" || key === "after") return readPatternLocation(reader, key);
  if (isRefusal(reader.values[key])) {
    reader.warn(key, `\`${key}\` counts whatever its value is`, [`remove the line to not ${key}`]);
  }
  return { at: key };
}

function isRefusal(value: unknown): boolean {
  return value === false || (typeof value === "string" && ["", "false"].includes(value.trim()));
}

function readPatternLocation(reader: AttributeReader, at: "before" | "after"): Location | undefined {
  const value = reader.values[at];
  if (value === null || value === undefined || value === "") {
    const what = value === null ? "looks for the text `null`" : "matches the first line";
    reader.warn(at, `\`${at}\` is empty, and ${what}`, ["write what to look for, in quotes"]);
  }
  const pattern = readPattern(reader, at);
  return pattern === undefined ? undefined : { at, pattern };
}

/** Everything that is true for JavaScript is a pattern here, booleans included: only an added file has a yes or no. */
function readSkipIf(reader: AttributeReader): string | RegExp | undefined {
  const value = reader.values.skip_if;
  if (!value) return undefined;
  const text = String(value).trim();
  if (text === "true" || text === "false") {
    reader.warn("skip_if", `\`skip_if\` looks for the text \`${text}\` in the target`, [
      "of an injection, it is a regular expression; an empty one never skips",
      "to inject or not by a condition, compute `to`: an empty path does nothing",
    ]);
  }
  return readPattern(reader, "skip_if");
}

/** A text is the source of a regular expression without flags; one from `!!js/regexp` keeps its flags. */
function readPattern(reader: AttributeReader, key: string): string | RegExp | undefined {
  const value = reader.values[key];
  if (value instanceof RegExp) return value;
  if (!reader.isStrict && value !== null && (typeof value === "object" || typeof value === "function")) {
    reader.fail(key, `\`${key}\` takes a regular expression, and is ${kindOf(value)}`, ["write it in quotes"]);
    return undefined;
  }
  const source = value === undefined ? "" : String(value);
  const problem = syntaxProblem(source);
  if (problem === undefined) return source;
  reader.fail(key, `\`${key}\` is no regular expression: ${problem}`, [
    `it is \`${source}\``,
    "put a backslash before each of `( ) [ ] { } . * + ? ^ $ |` that stands for itself",
  ]);
  return undefined;
}

function syntaxProblem(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (thrown) {
    return String(thrown instanceof Error ? thrown.message : thrown).replace("Invalid regular expression: ", "");
  }
}

function readLine(reader: AttributeReader): Location | undefined {
  const value = reader.values.at_line;
  const line = reader.isStrict ? toNumber(value) : writtenNumber(value);
  if (Number.isNaN(line) && !reader.isStrict) {
    const given = typeof value === "string" ? `the text "${value}"` : kindOf(value);
    reader.fail("at_line", `\`at_line\` takes a number, and is ${given}`, ["0 is the top, 1 is after the first line"]);
    return undefined;
  }
  if (line < 0) {
    reader.warn("at_line", `\`at_line: ${line}\` inserts nothing`, [
      "it counts from the top: 0 is before the first line; `append` goes to the end",
    ]);
  }
  return { at: "line", line };
}

function writtenNumber(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

/** What comparing and counting make of a value in JavaScript: an empty one is 0. */
function toNumber(value: unknown): number {
  return Number(value);
}
