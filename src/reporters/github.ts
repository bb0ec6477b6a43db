/**
 * Annotations for GitHub Actions, on the lines of a pull request. Data is escaped so that it stays inside its field: it can neither
 * add a property nor start a command of its own.
 */
import type { Severity } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import type { Finding } from "./findings/finding.ts";
import { endColumn, findingOf, noteLines } from "./findings/finding.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "./reporter.ts";
import { safeLine, safeText } from "./text/diagnostic.ts";
import { plural } from "./text/summary.ts";

/** GitHub shows ten annotations of each severity a step and drops the rest without a word. */
const SHOWN = 10;
/** It cuts longer ones, wherever that may be. */
const LONGEST_MESSAGE = 4_000;

export const reporter: ReporterFormat = {
  name: "github",
  stream: "stdout",
  paths: "workspace",
  isDocument: false,
  open,
};

function open(options: ReporterOptions): Reporter {
  const seen = { error: 0, warning: 0 };
  return {
    on(event: Event) {
      const finding = findingOf(event);
      if (finding === undefined) return;
      seen[finding.severity] += 1;
      if (seen[finding.severity] <= SHOWN) options.write(`${formatAnnotation(finding)}\n`);
    },
    end: () => options.write(restNotice(seen)),
  };
}

function restNotice(seen: Readonly<Record<Severity, number>>): string {
  const rest = (["error", "warning"] as const)
    .filter((severity) => seen[severity] > SHOWN)
    .map((severity) => plural(seen[severity] - SHOWN, `more ${severity}`));
  return rest.length === 0 ? "" : `::notice title=specmill::${rest.join(" and ")} in the log of this step\n`;
}

function formatAnnotation(finding: Finding): string {
  const { rule, severity, message, place } = finding;
  const { file, line, column } = place ?? {};
  const properties = Object.entries({
    file,
    line,
    col: column,
    endLine: line,
    endColumn: place && endColumn(place),
    title: rule,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(",")}::${escapeData(cut(safeText([message, ...noteLines(finding)].join("\n"))))}`;
}

function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE).toWellFormed()}…`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(safeLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
