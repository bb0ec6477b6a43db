/** What becomes of one tracked file when its template gives `given`. Pure. The user's own work is never replaced unless he says so by name. */

import { hashContent } from "#platform/hash.ts";
import { isSame } from "../writing/project-tree.ts";
import { firstMarker, mergeTexts } from "./merge-texts.ts";
import { outputRecord } from "./output-record.ts";
import { textOrBinary, unpackText } from "./packed-text.ts";
import type { TrackedOutput } from "./tracked-scaffold.ts";

export interface Standing {
  readonly record: TrackedOutput;
  /** What lies there; `undefined` when it was deleted. */
  readonly there: Uint8Array | undefined;
  /** Path of the template in the action's folder, and what it gives. */
  readonly template: string;
  readonly given: Uint8Array;
  /** The user said that the template's text shall replace it. */
  readonly mayReplace: boolean;
}

export type Decision =
  /** Nothing to do but to remember. */
  | { readonly kind: "in-step"; readonly record: TrackedOutput }
  /** Deleted by the user: it is not made again. */
  | { readonly kind: "gone" }
  | {
      readonly kind: "write";
      readonly after: Uint8Array;
      readonly record: TrackedOutput;
      /** Lines of opening markers, from 1. */
      readonly conflicts: readonly number[];
    }
  /** Left alone; `line` is that of a marker. */
  | { readonly kind: "unmerged"; readonly line: number }
  | { readonly kind: "unmergeable"; readonly why: "binary" | "damaged" };

export function decideOutput(standing: Standing): Decision {
  const { record, there, template, given, mayReplace } = standing;
  if (there === undefined) return { kind: "gone" };
  const fresh = outputRecord(template, given, record);
  const replaced: Decision = { kind: "write", after: given, record: fresh, conflicts: [] };
  const marker = record.hasConflict ? firstMarker(Buffer.from(there).toString("utf8")) : undefined;
  if (isSame(there, given)) return { kind: "in-step", record: fresh };
  if (marker !== undefined) return mayReplace ? replaced : { kind: "unmerged", line: marker };
  if (fresh.hash === record.hash) return { kind: "in-step", record: fresh };
  if (mayReplace || hashContent(there) === record.hash) return replaced;
  return merge(standing, there, fresh);
}

function merge({ record, given }: Standing, there: Uint8Array, fresh: TrackedOutput): Decision {
  const [ours, theirs] = [textOrBinary(there), textOrBinary(given)];
  if (ours === undefined || theirs === undefined || record.base === undefined)
    return { kind: "unmergeable", why: "binary" };
  const base = baseText(record);
  if (base === undefined) return { kind: "unmergeable", why: "damaged" };
  // A file that git checked out with other line ends was not edited because of that.
  const eol = lineEndOf(ours);
  const { text, conflicts } = mergeTexts({ base: withLineEnd(base, eol), ours, theirs: withLineEnd(theirs, eol) }, eol);
  if (text === ours) return { kind: "in-step", record: fresh };
  const known = conflicts.length === 0 ? fresh : { ...fresh, hasConflict: true as const };
  return { kind: "write", after: Buffer.from(text), record: known, conflicts };
}

/** What the template gave last; `undefined` when the record is damaged, or of no text. */
export function baseOf({ base, hash }: TrackedOutput): Uint8Array | undefined {
  const bytes = base === undefined ? undefined : unpackText(base);
  return bytes !== undefined && hashContent(bytes) === hash ? bytes : undefined;
}

function baseText(record: TrackedOutput): string | undefined {
  const bytes = baseOf(record);
  return bytes === undefined ? undefined : textOrBinary(bytes);
}

/** The one that most lines have. */
function lineEndOf(text: string): "\n" | "\r\n" {
  const all = text.split("\n").length - 1;
  const crlf = text.split("\r\n").length - 1;
  return crlf * 2 > all ? "\r\n" : "\n";
}

function withLineEnd(text: string, eol: "\n" | "\r\n"): string {
  const plain = text.replaceAll("\r\n", "\n");
  return eol === "\n" ? plain : plain.replaceAll("\n", eol);
}
