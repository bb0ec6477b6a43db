/** What is remembered of an output: the text that its template gave, and which template that was. */
import { hashContent } from "#platform/hash.ts";
import { packText, textOrBinary } from "./packed-text.ts";
import type { TrackedOutput } from "./tracked-scaffold.ts";

/** The record of `content`. The same text is not packed again: another machine may pack it in another way. */
export function outputRecord(template: string, content: Uint8Array, earlier?: TrackedOutput): TrackedOutput {
  const hash = hashContent(content);
  if (earlier?.hash === hash) return { template, hash, ...(earlier.base === undefined ? {} : { base: earlier.base }) };
  return textOrBinary(content) === undefined ? { template, hash } : { template, hash, base: packText(content) };
}
