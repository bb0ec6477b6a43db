/** Doc comments: what the database says about a table, a column or a type. */
import type { OutputFile } from "./_file.ts";

/** The comment before a declaration, with its line end; "" when there is nothing to say, or comments are off. */
export function commentOf(
  file: OutputFile,
  { comment }: { readonly comment?: string },
  indent = "",
  note = "",
): string {
  const said = comment === undefined || !file.options.comments ? "" : withoutTags(comment.trim());
  const lines = [said, note].filter((text) => text !== "");
  return lines.length === 0 ? "" : file.it.ts.docComment(lines.join("\n\n"), indent);
}

/** A line of prose that starts with `@` is not a tag. */
function withoutTags(text: string): string {
  return text.includes("@") ? text.replace(/(^|[\n\r\u2028\u2029\x85]\s*)@/g, "$1\\@") : text;
}
