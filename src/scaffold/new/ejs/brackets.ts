/** Brackets of EJS code that do not fit: the usual reason why a template does not compile, and one that no parser can place. */
import type { EjsTag } from "./code.ts";

export interface LooseBracket {
  readonly tag: EjsTag;
  /** In the code of the tag. */
  readonly index: number;
  readonly bracket: string;
  /** Whether it opens something that nothing closes, or closes nothing. */
  readonly opens: boolean;
}

const partners: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Whole strings, templates without `${`, comments, and regular expressions where one can stand; else a single bracket. */
const pieces =
  /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=(?:^|[=(,:[!&|?{};])\s*)\/(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n[])+\/|[()[\]{}]/g;

/** The first bracket that fits nothing. What a tag prints has to be whole in itself; blocks go over tags. */
export function looseBracket(tags: readonly EjsTag[]): LooseBracket | undefined {
  const open: LooseBracket[] = [];
  for (const tag of tags) {
    const isOutput = tag.open === "<%=" || tag.open === "<%-";
    const stack = isOutput ? [] : open;
    const loose = scan(tag, stack) ?? (isOutput ? stack[0] : undefined);
    if (loose !== undefined) return loose;
  }
  return open.at(-1);
}

function scan(tag: EjsTag, stack: LooseBracket[]): LooseBracket | undefined {
  for (const { 0: bracket, index } of tag.code.matchAll(pieces)) {
    if (bracket.length > 1 || !/[()[\]{}]/.test(bracket)) continue;
    const partner = partners[bracket];
    if (partner === undefined) stack.push({ tag, index, bracket, opens: true });
    else if (stack.at(-1)?.bracket === partner) stack.pop();
    else return stack.at(-1) ?? { tag, index, bracket, opens: false };
  }
  return undefined;
}
