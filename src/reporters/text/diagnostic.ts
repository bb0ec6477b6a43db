/** One problem as people read it: what, where and why on the first line, then the source, then what to do. */
import type { Diagnostic, Note, Place } from "#model/diagnostic.ts";
import { formatFrame } from "./code-frame.ts";
import { redact } from "./redact.ts";
import { cleanLine, cleanText, defuseCommands } from "./sanitize.ts";
import type { Style } from "./style.ts";

/** Lines without a line feed at the end; the first begins with `error[…]` or `warning[…]`, all others with two spaces. */
export function formatDiagnostic(diagnostic: Diagnostic, width: number, style: Style): string[] {
  const { code, severity, message, place } = diagnostic;
  const label = (severity === "error" ? style.error : style.warning)(`${severity}[${code}]`);
  const where = place === undefined ? "" : ` ${style.place(formatPlace(place))} `;
  return [
    `${label}${where} ${safeLine(message)}`,
    ...frameLines(place, width, style),
    ...(place?.pointer ? [style.faint(`  at #${safeLine(place.pointer)}`)] : []),
    ...diagnostic.notes.flatMap((note) => noteLines(note, width, style)),
  ];
}

/** `file:line:column`, as editors and terminals turn into a link. */
export function formatPlace(place: Place): string {
  const position = [place.line, place.column].filter((part) => part !== undefined);
  return [safeLine(place.file), ...position].join(":");
}

/** A message from anywhere, as one line that is safe to show; it must not come first on its line (see `defuseCommands`). */
export function safeLine(text: string): string {
  return redact(cleanLine(text)).replaceAll("##[", "## [");
}

/** As `safeLine`, but line feeds and tabs stay. */
export function safeText(text: string): string {
  return redact(cleanText(text)).replaceAll("##[", "## [");
}

function noteLines(note: Note, width: number, style: Style): string[] {
  const where = note.place === undefined ? "" : `${style.place(formatPlace(note.place))}  `;
  const [first = "", ...more] = safeText(note.message).split("\n");
  return [
    `  ${style.strong("note:")} ${where}${first}`,
    // These lines begin with data: blanks before a `::command::` do not keep a pipeline from obeying it.
    ...more.map((line) => (line === "" ? "" : `    ${defuseCommands(line)}`)),
    ...frameLines(note.place, width, style),
  ];
}

function frameLines(place: Place | undefined, width: number, style: Style): string[] {
  if (place?.frame === undefined || place.line === undefined) return [];
  return formatFrame(place.frame, { line: place.line, column: place.column ?? 1 }, width, style);
}
