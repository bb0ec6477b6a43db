/** JSON that no terminal and no log viewer takes for anything else. Every value keeps its meaning; secrets in strings are masked. */
import { redact } from "./redact.ts";

/** One line, or with `indent` as many as there are values. */
export function formatJson(value: unknown, indent?: number): string {
  const masked = (_key: string, part: unknown) => (typeof part === "string" ? redact(part) : part);
  return escapeForTerminal(JSON.stringify(value, masked, indent));
}

/** C0 is escaped by JSON itself; this adds C1, marks of direction, line separators, and the `##[` of pipelines. */
export function escapeForTerminal(json: string): string {
  return json
    .replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, unicodeEscape)
    .replaceAll("##[", "##\\u005b");
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
