/** What `specmill doctor` says: one sentence a thing, how it is, and what to do about it. Plain data, as `--json` shows it. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { formatPlace } from "#reporters/text/diagnostic.ts";

export interface Finding {
  /** What was looked at: stable, for programs. */
  readonly check: Check;
  readonly state: "ok" | "warning" | "problem";
  readonly message: string;
  /** Absent when nothing has to be done. */
  readonly next?: string;
}

export type Check =
  | "binary"
  | "system"
  | "environment"
  | "config"
  | "source"
  | "target"
  | "formatter"
  | "editor"
  | "lock"
  | "cache"
  | "git"
  | "scaffolds";

export function fine(check: Check, message: string): Finding {
  return { check, state: "ok", message };
}

export function warn(check: Check, message: string, next: string): Finding {
  return { check, state: "warning", message, next };
}

export function problem(check: Check, message: string, next: string): Finding {
  return { check, state: "problem", message, next };
}

/** A diagnostic as a finding; its first note is the next step. */
export function toFinding(check: Check, { severity, message, place, notes, code }: Diagnostic): Finding {
  const where = place === undefined ? "" : `${formatPlace(place)}: `;
  const [note] = notes;
  return {
    check,
    state: severity === "error" ? "problem" : "warning",
    message: `${where}${message} [${code}]`,
    ...(note === undefined ? {} : { next: note.message }),
  };
}
