/**
 * One render of an Eta template: what its tags can call, and what includes and layouts do.
 * A partial sees everything that its includer sees, plus what it is handed; its last line end is not part of what `include` gives.
 */
import { error } from "#model/diagnostic.ts";
import { suggestNote } from "#model/suggest.ts";
import type { PackAccess } from "../engines/engine.ts";
import { TemplateError } from "../engines/engine.ts";
import type { CompiledEta } from "./compile.ts";
import { compileText } from "./compile.ts";
import { bodySource, placeIn } from "./source.ts";

export interface EtaScope {
  readonly pack: PackAccess;
  /** Names that tags use without `it.`. */
  readonly names: readonly string[];
  readonly escape: (value: string) => string;
  /** Files of the pack that `pack.<name>` runs: each is a read of a job whose tags mention `pack`. */
  readonly helperFiles: readonly string[];
}

/** Deeper than any sane nesting: partials that include one another without end are told so before the stack is full. */
const maxDepth = 100;

/** Words that cannot be declared, so a value handed to a partial under one of them is reached through `it`. */
const reservedWords = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield await eval arguments it include layout".split(
    " ",
  ),
);

/** What one text of a render sees. */
export interface EtaSight {
  readonly it: object;
  readonly scope: EtaScope;
  /** How many includes led here. */
  readonly depth: number;
}

/** Runs a compiled text over a context and puts it into its layout, when it named one. */
export function renderText(compiled: CompiledEta, frame: EtaSight): string {
  const { it, scope, depth } = frame;
  if (depth > maxDepth) {
    throw new TemplateError(error("template/failed", `\`${compiled.source.display}\` includes itself without end`));
  }
  if (compiled.usesPack) for (const path of scope.helperFiles) scope.pack.file(path);
  let wrapping: { readonly path: string; readonly extra: object } | undefined;
  const text: unknown = compiled.run(it, {
    escaped: (value) => scope.escape(textOf(value)),
    raw: textOf,
    include: (path, extra) => includeText(path, extra, frame),
    layout: (path, extra = {}) => {
      wrapping = { path, extra };
    },
  });
  if (typeof text !== "string") {
    const place = placeIn(compiled.source, Math.max(0, compiled.source.text.search(/\breturn\b/)), "return".length);
    throw new TemplateError(error("template/failed", "a tag cannot return from the template", { place }));
  }
  if (wrapping === undefined) return text;
  const body = withoutLastLineEnd(text);
  return `${includeText(wrapping.path, { ...wrapping.extra, body }, frame)}\n`;
}

/** Text of an interpolated value. Nothing is empty text; what could only print as `[object Object]` is a problem. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  const isPlain = typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";
  const text = isPlain ? String(value) : objectText(value);
  if (text !== undefined) return text;
  const what = Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
  const notes = Array.isArray(value) ? ['join it: `.join(", ")`'] : [];
  throw new TemplateError(error("template/failed", `the value of the tag is ${what}, not text`, { notes }));
}

/** Objects that say how they read as text (a `Temporal` date, a `String`) do so. */
function objectText(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const own: unknown = value.toString;
  return typeof own !== "function" || own === Object.prototype.toString ? undefined : String(value);
}

function includeText(path: string, extra: object | undefined, { it, scope, depth }: EtaSight): string {
  const file = scope.pack.file(path);
  if (file === undefined) {
    const notes = suggestNote(path, scope.pack.partials ?? []);
    throw new TemplateError(error("template/partial-missing", `the pack has no file \`${path}\``, { notes }));
  }
  const added = Object.keys(extra ?? {}).filter((name) => isDeclarable(name) && !scope.names.includes(name));
  const inner = added.length === 0 ? scope : { ...scope, names: [...scope.names, ...added.sort()] };
  const compiled = compileText(bodySource(file, scope.pack.display(path)), inner.names);
  const seen = extra === undefined ? it : extend(it, extra);
  return withoutLastLineEnd(renderText(compiled, { it: seen, scope: inner, depth: depth + 1 }));
}

/** A context with more names; the first one is not touched, and its getters run only when they are asked for. */
export function extend(it: object, extra: object): object {
  return { ...it, ...extra };
}

function isDeclarable(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !reservedWords.has(name);
}

function withoutLastLineEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
