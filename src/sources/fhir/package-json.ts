/** A JSON file of a package as plain data; what is wrong with it is reported with its place. Synchronous, because definitions are many. */
import { checkSize, decodeDocument } from "#document/check-bytes.ts";
import { firstFlaw } from "#document/check-values.ts";
import type { DocumentText } from "#document/document-problems.ts";
import { jsonProblem, tooDeepProblem } from "#document/document-problems.ts";
import { scanJson } from "#document/json-scan.ts";
import { silentVisitor } from "#document/structure.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";

/** `undefined` after an error was reported. A byte order mark is no part of the text; of a key that is there twice the last one counts. */
export function parsePackageJson(
  file: string,
  bytes: Uint8Array,
  limits: Limits,
  report: (problem: Diagnostic) => void,
): Json | undefined {
  const tooLarge = checkSize(file, bytes.length, limits);
  if (tooLarge !== undefined) report(tooLarge);
  const text = tooLarge === undefined ? decodeDocument(file, bytes, report) : undefined;
  if (text === undefined) return undefined;
  const source: DocumentText = { file, bytes, text, limits, report };
  try {
    const value = JSON.parse(text) as Json;
    if (firstFlaw(value, limits.depth) === undefined) return value;
    report(tooDeepProblem(source, "json"));
  } catch (fault) {
    report(jsonProblem(source, scanJson(bytes, silentVisitor), String(fault)));
  }
  return undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text with something in it. */
export function textIn(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Without the fields that have no value. */
export function present<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const found = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
