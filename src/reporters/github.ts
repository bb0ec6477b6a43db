/**
 * Annotations for GitHub Actions, on the lines of a pull request. Data is escaped so that it stays inside its field: it can neither
 * add a property nor start a command of its own.
 */
import type { Diagnostic, Severity } from "#model/diagnostic.ts";
import type { Event, OutputEvent, SnapshotEvent } from "#model/event.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatPlace, safeLine, safeText } from "./text/diagnostic.ts";
import { plural } from "./text/summary.ts";

/** GitHub shows ten annotations of each severity a step and drops the rest without a word. */
const SHOWN = 10;

export const reporter: ReporterFormat = { name: "github", stream: "stdout", open };

interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly col?: number | undefined;
}

function open(options: ReporterOptions): Reporter {
  const seen = { error: 0, warning: 0 };
  const add = (annotation: Annotation | undefined) => {
    if (annotation === undefined) return;
    seen[annotation.severity] += 1;
    if (seen[annotation.severity] <= SHOWN) options.write(`${formatAnnotation(annotation)}\n`);
  };
  return {
    on(event: Event) {
      if (event.type === "diagnostic") add(fromDiagnostic(event.diagnostic));
      else if (event.type === "output") add(fromOutput(event));
      else if (event.type === "snapshot") add(fromSnapshot(event));
      else if (event.type === "summary") options.write(restNotice(seen));
    },
  };
}

function fromDiagnostic(diagnostic: Diagnostic): Annotation {
  const notes = diagnostic.notes.map((note) => {
    const where = note.place === undefined ? "" : `${formatPlace(note.place)}  `;
    return `note: ${where}${note.message}`;
  });
  const { place, severity, code, message } = diagnostic;
  const text = [message, ...notes].join("\n");
  return { severity, title: code, message: text, file: place?.file, line: place?.line, col: place?.column };
}

const driftMessages = {
  stale: "is not what the specs and templates give now; run `specmill generate`",
  missing: "does not exist; run `specmill generate`",
  edited: "was edited by hand; `specmill generate --overwrite PATH` replaces it",
  orphaned: "is made by nothing any more; run `specmill generate`",
} as const;

function fromOutput(event: OutputEvent): Annotation | undefined {
  const { status, path } = event;
  if (!(status in driftMessages)) return undefined;
  const message = driftMessages[status as keyof typeof driftMessages];
  return { severity: "error", title: `${status} output`, message: `\`${path}\` ${message}`, file: path };
}

function fromSnapshot({ status, path, changes }: SnapshotEvent): Annotation | undefined {
  if (status !== "stale" && status !== "missing") return undefined;
  const what = status === "stale" ? "is not what its source has now" : "was never pulled";
  const message = [`\`${path}\` ${what}; run \`specmill pull\``, ...changes].join("\n");
  return { severity: "error", title: `${status} snapshot`, message, file: path };
}

function restNotice(seen: Readonly<Record<Severity, number>>): string {
  const rest = (["error", "warning"] as const)
    .filter((severity) => seen[severity] > SHOWN)
    .map((severity) => plural(seen[severity] - SHOWN, `more ${severity}`));
  return rest.length === 0 ? "" : `::notice title=specmill::${rest.join(" and ")} in the log of this step\n`;
}

function formatAnnotation(annotation: Annotation): string {
  const { severity, title, message, file, line, col } = annotation;
  const properties = Object.entries({ file, line, col, endLine: line, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(",")}::${escapeData(safeText(message))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(safeLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
