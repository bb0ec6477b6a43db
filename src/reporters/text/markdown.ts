/** Text from anywhere inside of GitHub's Markdown: it is shown as it is, and makes no link, no image and no HTML. */
import { safeLine } from "./diagnostic.ts";

/** Longer ones are cut: a summary has a cap, and one message must not use it up. */
const LONGEST = 500;

/** A message, whose names in backquotes become code. */
export function markdownText(message: string): string {
  return cut(safeLine(message))
    .split(/(`[^`]+`)/)
    .map((part, at) => (at % 2 === 1 ? markdownCode(part.slice(1, -1)) : escaped(part)))
    .join("");
}

/** A path or a name as code. Also fits into a cell of a table. */
export function markdownCode(text: string): string {
  const clean = cut(safeLine(text)).replaceAll("|", "\\|");
  if (clean.trim() === "") return "";
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = clean.startsWith("`") || clean.endsWith("`") ? " " : "";
  return `${fence}${pad}${clean}${pad}${fence}`;
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~>]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/\$/g, "&#36;")
    .replace(/@/g, "&#64;")
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}&#46;`);
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}
