/** Lists of constants in check expressions: `(1, 2)` after IN, and what `= ANY` of PostgreSQL takes: `ARRAY['a'::text]`, `'{a,b}'::text[]`. */
import type { Constant } from "./check-constants.ts";
import { castConstant } from "./check-constants.ts";
import type { Cursor } from "./check-cursor.ts";
import { keywordAt, readCasts, readGroup, skip } from "./check-cursor.ts";
import { readTerm } from "./check-terms.ts";
import { readQuoted } from "./quoted-text.ts";

type Constants = readonly Constant[];

/** In parentheses; `undefined` when something else than a constant is among them, such as NULL. */
export function readList(cursor: Cursor): Constants | undefined {
  return readGroup(cursor, readConstants);
}

/** In parentheses too, as ANY has it. */
export function readAnyList(cursor: Cursor): Constants | undefined {
  return readGroup(cursor, readArray);
}

function readConstants(cursor: Cursor): Constants | undefined {
  const found: Constant[] = [];
  do {
    const term = readTerm(cursor);
    if (term === undefined || term.kind === "column" || term.kind === "length") return undefined;
    found.push(term);
  } while (skip(cursor, ","));
  return found;
}

function readArray(cursor: Cursor): Constants | undefined {
  const elements = readBareArray(cursor);
  return elements && readCasts(cursor)?.reduce<Constants | undefined>(castElements, elements);
}

function readBareArray(cursor: Cursor): Constants | undefined {
  if (keywordAt(cursor) === "(") return readGroup(cursor, readArray);
  const token = cursor.check.tokens[cursor.at];
  cursor.at += 1;
  // Without its cast the text would be no array.
  if (token?.kind === "string" && keywordAt(cursor) === "::") return elementsOf(token.text);
  if (token?.keyword !== "array" || !skip(cursor, "[")) return undefined;
  const elements = readConstants(cursor);
  return skip(cursor, "]") ? elements : undefined;
}

function castElements(elements: Constants | undefined, type: string): Constants | undefined {
  if (elements === undefined || !type.endsWith("[]")) return undefined;
  const cast = elements.map((element) => castConstant(element, type.slice(0, -2)));
  return cast.every((element) => element !== undefined) ? cast : undefined;
}

/** A text without quotes in an array that is written as one text; outer spaces do not count. */
const bareElement = /[^\s",{}\\](?:[^",{}\\]*[^\s",{}\\])?/y;

/** The elements of `{a,"b c"}`; `undefined` for arrays of arrays, empty ones and those with a NULL. */
function elementsOf(text: string): Constants | undefined {
  const found: Constant[] = [];
  for (let at = 1; text.startsWith("{"); at += 1) {
    const element = elementAt(text, at);
    if (element === undefined) return undefined;
    found.push({ kind: "text", value: element.value });
    at = element.end;
    if (text[at] === "}") return at === text.length - 1 ? found : undefined;
    if (text[at] !== ",") return undefined;
  }
  return undefined;
}

function elementAt(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  if (text[at] === '"') return readQuoted(text, at, (letter) => letter);
  bareElement.lastIndex = at;
  const value = bareElement.exec(text)?.[0];
  return value === undefined || /^null$/i.test(value) ? undefined : { value, end: at + value.length };
}
