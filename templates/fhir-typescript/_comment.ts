/** Doc comments: what the definitions say about a type, an element or a code. */
import type { OutputFile } from "./_file.ts";

interface Said {
  readonly short?: string | undefined;
  readonly definition?: string | undefined;
}

/** The comment before a declaration, with its line end; "" when there is nothing to say, or comments are off. `notes` are of this pack. */
export function commentOf(file: OutputFile, said: Said, indent = "", notes: readonly string[] = []): string {
  const { comments } = file.options;
  if (comments === "none") return "";
  const short = plain(said.short);
  const definition = comments === "full" ? plain(firstParagraph(said.definition)) : "";
  const texts = isSaidTwice(short, definition) ? [short] : [short, definition];
  const all = [...texts, ...notes.map(plain)].filter((text) => text !== "");
  return all.length === 0 ? "" : file.it.ts.docComment(all.join("\n\n"), indent);
}

/** Definitions of elements go on for pages; their first paragraph says what the element is. */
function firstParagraph(text = ""): string {
  return /^\s*([\s\S]*?)(?:\r?\n\s*\r?\n|$)/.exec(text)?.[1] ?? "";
}

/** A line of prose that starts with `@` is not a tag. */
function plain(text: string | undefined): string {
  if (text === undefined) return "";
  const trimmed = text.trim();
  return trimmed.includes("@") ? trimmed.replace(/(^|[\n\r\u2028\u2029\x85]\s*)@/g, "$1\\@") : trimmed;
}

function isSaidTwice(short: string, definition: string): boolean {
  return definition.replace(/\.$/, "") === short.replace(/\.$/, "");
}
