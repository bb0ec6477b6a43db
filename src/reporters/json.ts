/**
 * For programs: one JSON object a line, each with the version of the format. Fields are only ever added; a change of meaning raises
 * the version. Strings keep every character, but those a terminal would act on are escaped.
 */
import type { Event } from "#model/event.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "./reporter.ts";
import { redact } from "./text/redact.ts";

const VERSION = 1;

export const reporter: ReporterFormat = { name: "json", stream: "stdout", open };

function open(options: ReporterOptions): Reporter {
  return {
    on(event: Event) {
      // Progress depends on the speed of the machine and would drown the rest.
      if (event.type !== "progress") options.write(`${formatJson({ version: VERSION, ...event })}\n`);
    },
  };
}

/** One line of JSON that no terminal and no log viewer takes for anything else; secrets are masked. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? redact(part) : part));
  return escapeForTerminal(text);
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
