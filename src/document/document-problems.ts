/** What can be wrong with a document, as diagnostics: the words and the places, in one file. */
import type { Code } from "#model/codes.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic, Note } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { DuplicateKey } from "./duplicate-keys.ts";
import type { DocumentFormat } from "./format.ts";
import type { JsonProblem } from "./json-scan.ts";
import { scanJson } from "./json-scan.ts";
import { locate } from "./locate.ts";
import { placeAt, placeAtByte } from "./place.ts";
import { pointerOf } from "./pointer.ts";
import type { StructureVisitor } from "./structure.ts";
import { silentVisitor } from "./structure.ts";
import { scanYaml } from "./yaml-scan.ts";

/** A document while it is read. */
export interface DocumentText {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly limits: Limits;
  readonly report: (problem: Diagnostic) => void;
}

/** A problem in a text, before it is a diagnostic. */
export interface TextProblem {
  /** `document/syntax` without it. */
  readonly code?: Code;
  /** UTF-16 offset in the text; absent when the place is not known. */
  readonly offset?: number;
  readonly length?: number;
  readonly message: string;
  readonly note?: string;
}

export function textProblem(
  { file, text }: DocumentText,
  { code, offset, length, message, note }: TextProblem,
): Diagnostic {
  const place = offset === undefined ? { file } : placeAt(file, text, offset, { length: length ?? 1 });
  return error(code ?? "document/syntax", message, { place, notes: note === undefined ? [] : [note] });
}

/** `found` is what the scanner says; should it see nothing, `fault` is what the parser said. */
export function jsonProblem({ file, bytes }: DocumentText, found: JsonProblem | undefined, fault: string): Diagnostic {
  if (found === undefined) return error("document/syntax", `the JSON does not parse: ${fault}`, { place: { file } });
  const notes: (Note | string)[] = found.note === undefined ? [] : [found.note];
  if (found.opener !== undefined)
    notes.push({ message: "it begins here", place: placeAtByte(file, bytes, found.opener) });
  const place = placeAtByte(file, bytes, found.offset, { length: found.length });
  return error("document/syntax", found.message, { place, notes });
}

export function severalProblem({ file, bytes }: DocumentText, first: number, second: number): Diagnostic {
  const place = placeAtByte(file, bytes, second);
  const before = { message: "the first one is here", place: placeAtByte(file, bytes, first) };
  const notes = [before, "put each document into a file of its own"];
  return error("document/several", "there is more than one YAML document in this file", { place, notes });
}

export function duplicateProblem({ file, bytes }: DocumentText, found: DuplicateKey): Diagnostic {
  const { name, offset, length, firstOffset } = found;
  const place = placeAtByte(file, bytes, offset, { length });
  const first = { message: "the first one is here", place: placeAtByte(file, bytes, firstOffset, { length }) };
  const notes = [first, "only one of them can count: remove or rename the other"];
  return error("document/duplicate-key", `the key \`${name}\` is there twice`, { place, notes });
}

/** `path` leads to the alias. */
export function cycleProblem({ file, bytes }: DocumentText, path: readonly string[]): Diagnostic {
  const place = locate(file, bytes, "yaml", pointerOf(path), "value");
  return error("document/syntax", "an alias stands for the value that contains it", { place });
}

export function notFiniteProblem(document: DocumentText, format: DocumentFormat, path: readonly string[]): Diagnostic {
  const place = locate(document.file, document.bytes, format, pointerOf(path), "value");
  return error("document/syntax", "numbers have to be finite", {
    place,
    notes: ["put it in quotes to keep it as text"],
  });
}

export function tooDeepProblem(document: DocumentText, format: "json" | "yaml" | "toml"): Diagnostic {
  const { file, bytes, limits } = document;
  const offset = format === "toml" ? undefined : offsetOfDepth(bytes, format, limits.depth);
  const place = offset === undefined ? { file } : placeAtByte(file, bytes, offset);
  const message = `the document is nested deeper than the ${limits.depth} levels that \`limits.depth\` allows`;
  return error("document/too-deep", message, { place });
}

/** Where the first container too many begins. */
function offsetOfDepth(bytes: Uint8Array, format: "json" | "yaml", limit: number): number | undefined {
  let found: number | undefined;
  const open = (depth: number, _isMap: boolean, start: number) => {
    if (depth >= limit) found ??= start;
  };
  const visitor: StructureVisitor = { ...silentVisitor, open };
  if (format === "json") scanJson(bytes, visitor);
  else scanYaml(bytes, visitor);
  return found;
}
