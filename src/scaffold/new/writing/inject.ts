/** Puts a body into a text. Pure; where it goes is in location.ts. */
import { EOL } from "node:os";
import type { Compat, Injection } from "../action.ts";
import { insertionIndex, searchPattern } from "./location.ts";

/** `no-location`: the front matter names none, or a line below 0. The text is as it was unless `inserted`. */
export type InjectOutcome = "inserted" | "skipped" | "no-match" | "no-location";

export interface Injected {
  readonly text: string;
  readonly outcome: InjectOutcome;
}

/** `body` goes in as lines of its own: what it ends with stands before a line end of the target. */
export function inject(target: string, body: string, injection: Injection, compat: Compat): Injected {
  const { location, skipIf, eofLast } = injection;
  if (skipIf !== undefined && searchPattern(skipIf).test(target)) return { text: target, outcome: "skipped" };
  if (location === undefined) return { text: target, outcome: "no-location" };
  const lineEnd = lineEndOf(target);
  const lines = target.split(lineEnd);
  const index = insertionIndex(location, lines, compat);
  if (index === undefined) return { text: target, outcome: location.at === "line" ? "no-location" : "no-match" };
  const text = lines.toSpliced(index, 0, fitEnd(body, eofLast, lineEnd)).join(lineEnd);
  return { text, outcome: "inserted" };
}

/** CRLF where most lines end so; a text of one line has the line ends of the system. */
function lineEndOf(text: string): string {
  const crlf = countOf(text, "\r\n");
  const lf = countOf(text, "\n") - crlf;
  if (crlf + lf === 0) return EOL;
  return crlf > lf ? "\r\n" : "\n";
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

/** Without `eof_last` the line end of the body stays, and makes an empty line. */
function fitEnd(body: string, eofLast: boolean | undefined, lineEnd: string): string {
  if (eofLast === false) return body.replace(/\r?\n$/, "");
  return eofLast === true && !body.endsWith("\n") ? body + lineEnd : body;
}
