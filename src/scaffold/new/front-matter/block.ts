/** Where the front matter of a scaffolding template begins and ends. */

/** A template cut into its block and its body, in offsets of its text. */
export interface FrontMatter {
  /** Without the blanks around it, as it is parsed; so a block that is indented as a whole is indented but for its first line. */
  readonly yaml: string;
  readonly yamlStart: number;
  /** What the body is without: markers, block, and the blank lines behind the closing marker. */
  readonly start: number;
  readonly end: number;
}

/** A front matter opens only in a text whose first line holds a marker. */
const firstLineOpens = /^[^\n]*?(?:---|= yaml =)/;
/** A marker alone on its line, the block, and the same marker or `...`; one line end and every blank line behind it go too. */
const block = /^\uFEFF?(---|= yaml =)$([\s\S]*?)^(?:\1|\.\.\.)\s*$\n?/m;

/** The block of a text, or nothing when it has none. Pure. */
export function cutFrontMatter(text: string): FrontMatter | undefined {
  if (!firstLineOpens.test(text)) return undefined;
  const found = block.exec(text);
  if (found === null) return undefined;
  const [all, marker = "", inside = ""] = found;
  const insideStart = found.index + all.indexOf(marker) + marker.length;
  const yaml = inside.trim();
  const yamlStart = insideStart + inside.length - inside.trimStart().length;
  const start = text.indexOf(all);
  return { yaml, yamlStart, start, end: start + all.length };
}
