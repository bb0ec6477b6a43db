/**
 * Compiled Eta texts, kept by content: the same text in the same scope is compiled once a process, whoever includes it.
 * Functions hold no state, so that a template renders the same text whatever was rendered before it.
 */
import { Eta } from "eta/core";
import QuickLRU from "quick-lru";
import { error } from "#model/diagnostic.ts";
import { TemplateError } from "../engines/engine.ts";
import type { EtaCode, EtaFunction } from "./code.ts";
import { compileCode, spanOf, writeCode, writeExpression } from "./code.ts";
import type { Piece, TagPiece } from "./parse.ts";
import { parsePieces } from "./parse.ts";
import type { EtaSource } from "./source.ts";
import { placeIn } from "./source.ts";

export interface CompiledEta {
  /** In the name of its stack frames. */
  readonly id: number;
  readonly run: EtaFunction;
  readonly code: EtaCode;
  readonly source: EtaSource;
  /** Whether its tags mention the functions of `_helpers.ts`. */
  readonly usesPack: boolean;
}

/** More than the templates and partials of any pack; a text that is compiled again costs some 50 microseconds. */
const maxKept = 1000;

const eta = new Eta({ autoTrim: false });
const kept = new QuickLRU<string, CompiledEta>({ maxSize: maxKept });
let count = 0;

/** Stack traces must reach from a helper that throws up to the template that called it. */
Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 50);

/** The function for a text with tags. Throws TemplateError with the place of what does not compile. */
export function compileText(source: EtaSource, names: readonly string[]): CompiledEta {
  const key = keyOf("text", source, names);
  return kept.get(key) ?? compile(key, source, parse(source), (pieces) => writeCode(pieces, names));
}

/** The function for one JavaScript expression; it gives whatever the expression gives. */
export function compileExpression(source: EtaSource, names: readonly string[]): CompiledEta {
  const key = keyOf("expression", source, names);
  const tag: TagPiece = { kind: "raw", code: source.text, offset: 0 };
  return kept.get(key) ?? compile(key, source, [tag], () => writeExpression(tag, names));
}

/** A line of a stack trace that stands in a compiled text. */
export interface EtaFrame {
  readonly source: EtaSource;
  readonly offset: number;
  readonly length: number;
}

/** The text that a line of a stack trace stands in. Slow: only for problems. */
export function findFrame(line: string): EtaFrame | undefined {
  const match = /specmill-template:(\d+):(\d+):(\d+)/.exec(line);
  if (match === null) return undefined;
  const compiled = [...kept.values()].find(({ id }) => id === Number(match[1]));
  const span = compiled === undefined ? undefined : spanOf(compiled.code, Number(match[2]), Number(match[3]));
  return compiled === undefined || span === undefined ? undefined : { source: compiled.source, ...span };
}

function compile(
  key: string,
  source: EtaSource,
  pieces: readonly Piece[],
  write: (pieces: readonly Piece[]) => EtaCode,
): CompiledEta {
  const tags = pieces.filter((piece) => piece.kind !== "text");
  const code = write(pieces);
  const id = ++count;
  const run = compileCode(code, tags, `specmill-template:${id}`);
  if (typeof run !== "function") {
    throw new TemplateError(error("template/syntax", run.message, { place: placeIn(source, run.offset, run.length) }));
  }
  const compiled = { id, run, code, source, usesPack: tags.some((tag) => /\bpack\b/.test(tag.code)) };
  kept.set(key, compiled);
  return compiled;
}

function parse(source: EtaSource): Piece[] {
  const pieces = parsePieces(eta, source.text);
  if (Array.isArray(pieces)) return pieces;
  const notes = pieces.message.includes("string") ? ["a quote in a `//` comment counts too: use `/* */` there"] : [];
  throw new TemplateError(error("template/syntax", pieces.message, { place: placeIn(source, pieces.offset), notes }));
}

function keyOf(kind: string, source: EtaSource, names: readonly string[]): string {
  return [kind, source.display, source.identity, ...names].join("\n");
}
