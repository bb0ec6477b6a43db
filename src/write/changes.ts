/** Results -> changes: what may be written, what is left alone and why. Promise 4 is kept here: yours stays yours. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import type { Digest } from "#model/unit.ts";

/** What lies at an output path, seen from the one who would write it. */
export type Standing =
  | "absent"
  /** The bytes that are wanted: nothing to do, and the file counts as ours. */
  | "same"
  /** Ours, unedited: may be replaced or deleted. */
  | "ours"
  | "edited"
  | "foreign";

/** `there` is the hash on disk (`undefined` for nothing, "other" for what is not a file); `owned` the hashes specmill wrote there. */
export function standing(
  there: Digest | "other" | undefined,
  wanted: Digest | undefined,
  owned: ReadonlySet<Digest> | undefined,
): Standing {
  if (there === undefined) return "absent";
  if (there === wanted) return "same";
  if (owned === undefined || owned.size === 0) return "foreign";
  return owned.has(there) ? "ours" : "edited";
}

/** The problem of an output that is left alone. */
export function keptDiagnostic(path: string, why: "edited" | "foreign", isOrphan: boolean): Diagnostic {
  const place = { file: path };
  const replace = `\`specmill generate --overwrite ${path}\` replaces it`;
  if (isOrphan) {
    const message = `\`${path}\` is not made any more, but was edited by hand: it is left alone`;
    return error("write/edited", message, { place, notes: ["move your changes elsewhere and delete it"] });
  }
  if (why === "edited") {
    const message = `\`${path}\` was edited by hand after specmill wrote it: it is left alone`;
    return error("write/edited", message, { place, notes: ["`specmill diff` shows what would change", replace] });
  }
  const message = `\`${path}\` was not written by specmill and is in the way: it is left alone`;
  return error("write/foreign", message, {
    place,
    notes: ["move it away, or give the target another output folder", replace],
  });
}

/** Said once, when the starter's claim goes: from then on the file is as any other of the user's. */
export function leftStarterDiagnostic(path: string): Diagnostic {
  const message = `\`${path}\` is yours, and what it was started for is gone`;
  return warning("write/left", message, { place: { file: path }, notes: ["delete it when you need it no longer"] });
}
