/**
 * For programs: one JSON object a line, each with the version of the format. Fields are only ever added; a change of meaning raises
 * the version. Strings keep every character, but those a terminal would act on are escaped.
 */
import type { Event } from "#model/event.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatJson } from "./text/json-text.ts";

const VERSION = 1;

export const reporter: ReporterFormat = { name: "json", stream: "stdout", paths: "project", isDocument: false, open };

function open(options: ReporterOptions): Reporter {
  return {
    on(event: Event) {
      // Progress depends on the speed of the machine and would drown the rest.
      if (event.type !== "progress") options.write(`${formatJson({ version: VERSION, ...event })}\n`);
    },
  };
}
