/** Says what is wrong with TOML that the parser refused. The parser gives no place, so the line is found by trying beginnings of the file. */
import type { TextProblem } from "./document-problems.ts";

/** Every line is a trial: 3,000 lines take about a second. */
const maxLines = 3000;

/** `fault` is the message of the parser. */
export function findTomlProblem(text: string, fault: string): TextProblem {
  const plain = fault.replace(/^TOML Parse error: /, "");
  const [, twice] = /^Cannot redefine key '(.*)'$/s.exec(plain) ?? [];
  const message = twice === undefined ? inOurWords(plain) : `the key \`${twice}\` is there twice`;
  const line = firstBadLine(text);
  const code = twice === undefined ? "document/syntax" : "document/duplicate-key";
  if (line === undefined) return { code, message };
  const start = line.start + (/^\s*/.exec(line.text)?.[0].length ?? 0);
  return { code, offset: start, length: Math.max(1, line.text.trim().length), message };
}

function inOurWords(fault: string): string {
  const quoted = fault.replaceAll(/'([^']*)'/g, "`$1`").replace(/ but found \(0x0A\)/, " before the end of the line");
  return `the TOML does not parse: ${quoted.charAt(0).toLowerCase()}${quoted.slice(1)}`;
}

/** The line after the longest beginning of the file that parses: before it everything is right, from it on nothing is. */
function firstBadLine(text: string): { readonly start: number; readonly text: string } | undefined {
  const lines = text.split("\n");
  if (lines.length > maxLines) return undefined;
  let start = 0;
  let bad = { start: 0, text: lines[0] ?? "" };
  for (const [at, line] of lines.entries()) {
    start += line.length + 1;
    if (parses(text.slice(0, start))) bad = { start, text: lines[at + 1] ?? "" };
  }
  return bad;
}

function parses(text: string): boolean {
  try {
    Bun.TOML.parse(text);
    return true;
  } catch {
    return false;
  }
}
