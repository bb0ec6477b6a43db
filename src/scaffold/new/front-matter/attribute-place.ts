/** The place of a key in the front matter of a template, for problems with its value. */
import { placeAt } from "#document/place.ts";
import type { Place } from "#model/diagnostic.ts";
import type { ActionTemplate } from "../action.ts";

/** Where `key` stands in its template; the line that opens the front matter when it is written in a way that is not searched for. */
export function attributePlace(template: ActionTemplate, key: string): Place {
  const { display, text } = template;
  const block = frontMatterOf(text);
  const offset = keyOffset(block.yaml, key);
  if (offset === undefined) return placeAt(display, text, block.opener, { length: 3 });
  return placeAt(display, text, block.start + offset, { length: key.length });
}

interface Block {
  /** Offset of the line that opens it. */
  readonly opener: number;
  /** Offset of `yaml`. */
  readonly start: number;
  readonly yaml: string;
}

function frontMatterOf(text: string): Block {
  const opened = /^\uFEFF?(---|= yaml =)$/m.exec(text);
  if (opened === null) return { opener: 0, start: 0, yaml: "" };
  const start = opened.index + opened[0].length;
  const closed = new RegExp(`^(?:${opened[1]}|\\.\\.\\.)\\s*$`, "m").exec(text.slice(start));
  const end = closed === null ? text.length : start + closed.index;
  return { opener: start - (opened[1]?.length ?? 0), start, yaml: text.slice(start, end) };
}

/** A key of the top level begins a line; only the first one may be indented, because the block is trimmed. */
function keyOffset(yaml: string, key: string): number | undefined {
  const written = `(["']?)${RegExp.escape(key)}\\1[ \\t]*:`;
  const found = new RegExp(`^${written}`, "m").exec(yaml) ?? new RegExp(`(?<=^\\s*)${written}`).exec(yaml);
  if (found === null) return undefined;
  return found.index + (found[1]?.length ?? 0);
}
