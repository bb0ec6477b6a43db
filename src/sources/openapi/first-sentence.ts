/** Short texts from long ones, for facts. */
import type { Json } from "#model/json.ts";

/** `summary` on one line, else the first sentence of `description`, else "". */
export function summaryOf(summary: Json | undefined, description: Json | undefined): string {
  const short = typeof summary === "string" ? oneLine(summary) : "";
  if (short !== "" || typeof description !== "string") return short;
  return firstSentence(description);
}

/** Up to the first full stop that ends a word of two letters or more (so `e.g. ` goes on), and never past the first paragraph. */
function firstSentence(markdown: string): string {
  const paragraph = markdown.trimStart().split(/\r?\n[ \t]*\r?\n/, 1)[0] ?? "";
  const line = oneLine(paragraph);
  return /^.*?(?:(?<=\p{L}{2}|[^\p{L}\s.])[.!?](?=\s|$)|$)/u.exec(line)?.[0] ?? line;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
