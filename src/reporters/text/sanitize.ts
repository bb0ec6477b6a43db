/**
 * Text that came from a spec, a template or a file name, made fit to be shown: it can neither steer a terminal nor give a command
 * to a pipeline. Every reporter passes all data through here; the shape of a report is written around it, never by it.
 */

/**
 * Sequences that terminals act on: strings (OSC, DCS, …) up to their end, then CSI, then two-byte escapes.
 * No part can run past the start of the next one, so the time stays linear on text made to defeat it.
 */
const escapeSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-Z\\^-~]/g;

/** C0 but tab and line feed, DEL, C1, and the marks that turn the direction of text. */
const control =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Most text holds none of it; one test is cheaper than the replacements. */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Keeps line feeds and tabs; CR LF becomes LF, and other line ends become line feeds. */
export function cleanText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(escapeSequence, "")
    .replace(control, "");
}

/** One line: line ends, with the blanks around them, and tabs become single spaces. */
export function cleanLine(text: string): string {
  const clean = cleanText(text).replaceAll("\t", " ");
  if (!clean.includes("\n")) return clean;
  const lines = clean.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}

/** What a log viewer of GitHub Actions takes for a command: `::` at the start of a line, `##[` anywhere in one. */
export function defuseCommands(text: string): string {
  return text.replace(/^([^\S\n\r\u2028\u2029]*):(?=:)/gm, "$1: ").replaceAll("##[", "## [");
}
