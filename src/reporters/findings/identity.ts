/**
 * Names for findings that stay the same from run to run, so that a platform can tell old ones from new ones. Lines may move:
 * no number of a line is in them. Equal findings are told apart by counting.
 */
import { hashParts } from "#platform/hash.ts";
import type { Finding } from "./finding.ts";

export interface Identity {
  readonly hash: string;
  /** Which of the equal ones this is, from 1. */
  readonly occurrence: number;
}

/** One for each finding, in their order. Pure. */
export function identities(findings: readonly Finding[]): Identity[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, message, place, drift }) => {
    const what = drift === undefined ? withoutLines(message) : "";
    const hash = hashParts([rule, place?.file ?? "", place?.pointer ?? "", what]);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return { hash, occurrence };
  });
}

/** `api.yaml:12:3` and `line 12` of a message are places too. */
function withoutLines(message: string): string {
  return message.replace(/(?::\d+)+\b/g, "").replace(/\b(lines?|columns?) \d+/g, "$1");
}
