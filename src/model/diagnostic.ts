/** Problems as plain data: they cross threads, are cached and replayed, and every reporter shows the same ones. */
import type { Code } from "./codes.ts";

export type Severity = "error" | "warning";

/** A place in a file a user can open. Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface Place {
  /** Relative to the project root, with `/`; the user's own spelling for files outside of it. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** RFC 6901 pointer into the document, when the place is a node of one. */
  readonly pointer?: string;
  /** The lines around the place, captured when the problem was found, so that no reporter opens a file. */
  readonly frame?: Frame;
}

export interface Frame {
  /** Number of the first of `lines`, from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** How many columns to underline from the place on; at least 1. */
  readonly length: number;
}

/** A further sentence: where else, why, or what to do next. */
export interface Note {
  readonly message: string;
  readonly place?: Place;
}

/**
 * One problem a user can act on.
 * `message` is one sentence, lower case start, no full stop, names in backquotes; the fix goes into a note.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly notes: readonly Note[];
}

/** Extra parts of a diagnostic, for the constructors below. */
export interface Details {
  readonly place?: Place | undefined;
  readonly notes?: readonly (Note | string)[];
}

/** Makes an error; string notes become notes without a place. */
export function error(code: Code, message: string, details: Details = {}): Diagnostic {
  return make("error", code, message, details);
}

/** Makes a warning; it never changes the exit code. */
export function warning(code: Code, message: string, details: Details = {}): Diagnostic {
  return make("warning", code, message, details);
}

/** Sorts by file, line, column, code and message: the same problems print in the same order, whatever thread found them first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.place?.file ?? "", b.place?.file ?? "") ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

function make(severity: Severity, code: Code, message: string, details: Details): Diagnostic {
  const notes = (details.notes ?? []).map((note) => (typeof note === "string" ? { message: note } : note));
  return details.place === undefined
    ? { code, severity, message, notes }
    : { code, severity, message, notes, place: details.place };
}

/** Code-unit order, the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
