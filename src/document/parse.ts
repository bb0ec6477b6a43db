/**
 * Turns the bytes of a document into plain data, or says what is wrong and where. Every value that comes out is JSON: finite
 * numbers, no cycles, not deeper than the cap; keys such as `__proto__` are own keys like any other.
 */
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import { checkSize, decodeDocument, emptyProblem } from "./check-bytes.ts";
import { firstFlaw, pathToCycle, pathToNotFinite } from "./check-values.ts";
import type { DocumentText } from "./document-problems.ts";
import {
  cycleProblem,
  duplicateProblem,
  jsonProblem,
  notFiniteProblem,
  severalProblem,
  textProblem,
  tooDeepProblem,
} from "./document-problems.ts";
import type { DuplicateKey } from "./duplicate-keys.ts";
import { duplicateKeyFinder } from "./duplicate-keys.ts";
import type { DocumentFormat } from "./format.ts";
import { formatOf } from "./format.ts";
import { scanJson } from "./json-scan.ts";
import { silentVisitor } from "./structure.ts";
import { scanYaml } from "./yaml-scan.ts";

/** Larger JSON is machine-made, and the scan would cost as much as the parser: its duplicate keys go unseen, the last one counts. */
const maxJsonScan = 1_000_000;

/** Up to here the slow parser confirms what the scanner found (0.1 s for 200 KB, 2 s for 2 MB). */
const maxSecondOpinion = 2_000_000;

/** More than the parsers of YAML and TOML take, so that a cycle ends even where `limits.depth` is `Infinity`. */
const maxDepth = 10_000;

type Report = (problem: Diagnostic) => void;

/**
 * Parses and checks a document; `undefined` after at least one error was reported.
 * Duplicate keys are an error in YAML of any size and in JSON up to 1 MB. With `limits.depth` of `Infinity` the walk that checks
 * depth is left out for JSON, for callers that walk the value themselves (it takes as long as the parser).
 */
export async function parseDocument(
  file: string,
  bytes: Uint8Array,
  limits: Limits,
  report: Report,
  format: DocumentFormat = formatOf(file, bytes),
): Promise<Json | undefined> {
  const tooLarge = checkSize(file, bytes.length, limits);
  if (tooLarge !== undefined) {
    report(tooLarge);
    return undefined;
  }
  const text = decodeDocument(file, bytes, report);
  if (text === undefined) return undefined;
  const source: DocumentText = { file, bytes, text, limits, report };
  if (format === "json") return parseJson(source);
  if (format === "yaml") return parseYaml(source);
  if (format === "toml") return parseToml(source);
  const { parseRecords } = await import("./records.ts");
  return parseRecords(bytes, format, { file, limits, report });
}

/** Parses bytes that `parseDocument` accepted before, without any check. */
export function parseAgain(bytes: Uint8Array, format: "json" | "yaml" | "toml"): Json {
  const text = new TextDecoder().decode(bytes);
  if (format === "json") return JSON.parse(text) as Json;
  if (format === "toml") return plainToml(Bun.TOML.parse(text));
  const value = Bun.YAML.parse(text) as Json;
  return Array.isArray(value) ? onlyDocument(value, scanYaml(bytes, silentVisitor)) : value;
}

function parseJson(source: DocumentText): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(source.text) as Json;
  } catch (fault) {
    source.report(jsonProblem(source, scanJson(source.bytes, silentVisitor), String(fault)));
    return undefined;
  }
  if (source.bytes.length <= maxJsonScan) {
    const finder = duplicateKeyFinder(source.bytes);
    scanJson(source.bytes, finder);
    if (reportDuplicates(source, finder.found)) return undefined;
  }
  if (source.limits.depth === Number.POSITIVE_INFINITY) return value;
  return checkValues(source, value, "json") ? value : undefined;
}

async function parseYaml(source: DocumentText): Promise<Json | undefined> {
  const { file, bytes, text, report } = source;
  let value: Json;
  try {
    value = Bun.YAML.parse(text) as Json;
  } catch (fault) {
    await reportYamlFault(source, fault);
    return undefined;
  }
  const finder = duplicateKeyFinder(bytes);
  const documents = scanYaml(bytes, finder);
  const [first, second] = documents.starts;
  if (first === undefined) {
    report(emptyProblem(file));
    return undefined;
  }
  if (second !== undefined) {
    report(severalProblem(source, first, second));
    return undefined;
  }
  if (finder.found.length > 0 && (bytes.length > maxSecondOpinion || (await confirmDuplicates(text)))) {
    reportDuplicates(source, finder.found);
    return undefined;
  }
  const only = onlyDocument(value, documents);
  return checkValues(source, only, "yaml") ? only : undefined;
}

/** The parser gives a list as soon as there is a second `---`, even when nothing follows it. */
function onlyDocument(value: Json, documents: { readonly count: number; readonly first: number }): Json {
  return documents.count > 1 && Array.isArray(value) ? ((value as readonly Json[])[documents.first] ?? null) : value;
}

async function confirmDuplicates(text: string): Promise<boolean> {
  const { hasDuplicateKeys } = await import("./yaml-problem.ts");
  return hasDuplicateKeys(text);
}

async function reportYamlFault(source: DocumentText, fault: unknown): Promise<void> {
  if (fault instanceof RangeError) {
    source.report(tooDeepProblem(source, "yaml"));
    return;
  }
  const { findYamlProblem } = await import("./yaml-problem.ts");
  source.report(
    textProblem(source, await findYamlProblem(source.text, fault instanceof Error ? fault.message : String(fault))),
  );
}

async function parseToml(source: DocumentText): Promise<Json | undefined> {
  try {
    const value = Bun.TOML.parse(source.text);
    return checkValues(source, value as Json, "toml") ? plainToml(value) : undefined;
  } catch (fault) {
    const { findTomlProblem } = await import("./toml-problem.ts");
    source.report(
      textProblem(source, findTomlProblem(source.text, fault instanceof Error ? fault.message : String(fault))),
    );
    return undefined;
  }
}

/** Dates and times come as objects; in data they are the text that was written. */
function plainToml(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function checkValues(source: DocumentText, value: Json, format: "json" | "yaml" | "toml"): boolean {
  const { depth } = source.limits;
  const flaw = firstFlaw(value, format === "json" ? depth : Math.min(depth, maxDepth), format === "yaml");
  if (flaw === undefined) return true;
  const cycle = flaw === "too-deep" && format === "yaml" ? pathToCycle(value) : undefined;
  if (cycle !== undefined) source.report(cycleProblem(source, cycle));
  else if (flaw === "too-deep") source.report(tooDeepProblem(source, format));
  else source.report(notFiniteProblem(source, format, pathToNotFinite(value) ?? []));
  return false;
}

function reportDuplicates(source: DocumentText, found: readonly DuplicateKey[]): boolean {
  for (const duplicate of found) source.report(duplicateProblem(source, duplicate));
  return found.length > 0;
}
