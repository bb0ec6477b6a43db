/** `packages.ini` of the cache, which all FHIR tools keep: which packages are there, since when, and how large. Pure. */

export interface IniPackage {
  /** `hl7.fhir.us.core#6.1.0`. */
  readonly folder: string;
  /** `YYYYMMDDHHmmss`. */
  readonly time: string;
  readonly sizeBytes: number;
}

const empty = "[cache]\nversion=3\n\n[urls]\n\n[local]\n\n[packages]\n\n[package-sizes]\n";

/** The text with the package in it. Everything else stays as it is, also what is not understood, and the kind of its line ends. */
export function withPackage(text: string, { folder, time, sizeBytes }: IniPackage): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = (text.trim() === "" ? empty : text).split(/\r?\n/);
  setValue(lines, "packages", folder, time);
  setValue(lines, "package-sizes", folder, String(sizeBytes));
  const whole = lines.join(end);
  return whole.endsWith(end) ? whole : whole + end;
}

function setValue(lines: string[], section: string, key: string, value: string): void {
  const line = `${key} = ${value}`;
  let start = lines.findIndex((one) => one.trim() === `[${section}]`);
  if (start < 0) start = addSection(lines, section);
  const next = lines.findIndex((one, index) => index > start && /^\s*\[/.test(one));
  const stop = next < 0 ? lines.length : next;
  const at = lines.findIndex((one, index) => index > start && index < stop && keyOf(one) === key);
  if (at >= 0) lines[at] = line;
  else lines.splice(lastLine(lines, start, stop) + 1, 0, line);
}

function keyOf(line: string): string {
  return line.slice(0, Math.max(0, line.indexOf("="))).trim();
}

/** The last line of a section that says something. */
function lastLine(lines: readonly string[], start: number, stop: number): number {
  let at = stop - 1;
  while (at > start && lines[at]?.trim() === "") at--;
  return at;
}

function addSection(lines: string[], section: string): number {
  while (lines.at(-1)?.trim() === "") lines.pop();
  return lines.push("", `[${section}]`) - 1;
}
