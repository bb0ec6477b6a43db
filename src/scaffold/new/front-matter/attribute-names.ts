/** The keys that mean something in front matter, and what was meant by one that nearly does. */
import { editDistance } from "#model/suggest.ts";
import type { ParsedTemplate } from "../action.ts";

const names = [
  "to",
  "from",
  "force",
  "unless_exists",
  "inject",
  "before",
  "after",
  "prepend",
  "append",
  "at_line",
  "skip_if",
  "eof_last",
  "sh",
  "sh_ignore_exit",
  "spinner",
  "message",
  "echo",
  "setup",
  "mode",
  "verbose",
];

/** Other words are near to these by chance: they are only recognised in another spelling (`To`, `ECHO`). */
const shortest = 5;
const common = ["setup", "verbose"];

/** A key that looks like a slip of the pen, with the key that was meant. */
export interface NearMiss {
  readonly key: string;
  readonly meant: string;
}

/**
 * Unknown keys are the template's own business: it reads them as `attributes.x`.
 * A slip is a key near to a known one that is not there itself, and that the body never names.
 */
export function nearMisses({ attributes, body }: ParsedTemplate): readonly NearMiss[] {
  return Object.keys(attributes).flatMap((key) => {
    const meant = meantName(key);
    if (meant === undefined || meant in attributes || body.includes(key)) return [];
    return [{ key, meant }];
  });
}

/** The same few keys stand in thousands of templates of a tree. */
const meanings = new Map<string, string | undefined>(names.map((name) => [name, undefined]));

function meantName(key: string): string | undefined {
  if (!meanings.has(key)) {
    const bare = letters(key);
    meanings.set(key, names.find((name) => letters(name) === bare) ?? names.find((name) => isSlip(key, name)));
  }
  return meanings.get(key);
}

function isSlip(key: string, name: string): boolean {
  if (name.length < shortest || common.includes(name)) return false;
  return editDistance(key.toLowerCase(), name) <= (name.length > 8 ? 2 : 1);
}

function letters(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}
