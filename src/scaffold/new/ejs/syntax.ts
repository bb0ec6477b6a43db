/** Why EJS code does not compile, and where in the template. */
import { looseBracket } from "./brackets.ts";
import type { EjsCode, EjsTag } from "./code.ts";
import { ejsParameters } from "./code.ts";
import { lineOfSyntaxError, offsetOfLine, tagAt, templateOffset } from "./place.ts";
import type { EjsSyntaxError } from "./render.ts";

/** A sentence about a part of a template text. */
export interface EjsMishap {
  readonly message: string;
  /** Absent when the whole text is meant. */
  readonly offset?: number;
  readonly length?: number;
  readonly notes: readonly string[];
}

/** Pure: nothing runs. */
export function explainSyntax({ code, cause }: EjsSyntaxError): EjsMishap {
  if (code.unclosed !== undefined) return unclosed(code.unclosed);
  const said = cause instanceof Error ? cause.message : String(cause);
  const at = offsetOfLine(code.source, lineOfSyntaxError(cause) ?? 1);
  return awaited(code, at) ?? loose(code) ?? parsed(code) ?? { message: sentence(said), notes: [], ...whole(code, at) };
}

function unclosed({ open, start }: { readonly open: string; readonly start: number }): EjsMishap {
  const notes = ["end it with `%>`; text that is no tag is written `<%%`"];
  return { message: `\`${open}\` is not closed`, offset: start, length: open.length, notes };
}

function awaited(code: EjsCode, at: number): EjsMishap | undefined {
  const tag = tagAt(code, at);
  const found = tag === undefined ? null : /\bawait\b(?=\s*[\w$("'`[])/.exec(tag.code);
  if (tag === undefined || found === null) return undefined;
  const notes = [
    "templates are rendered at once: await it in `params` or `prompt` of the hook, and name the result here",
  ];
  return { message: "`await` is not possible in a template", offset: tag.start + found.index, length: 5, notes };
}

function loose(code: EjsCode): EjsMishap | undefined {
  const found = looseBracket(code.tags);
  if (found === undefined) return undefined;
  const { tag, index, bracket, opens } = found;
  const place = { offset: tag.start + index, length: 1 };
  if (!opens) return { message: `\`${bracket}\` closes nothing`, ...place, notes: [] };
  const notes = bracket === "{" ? ["a block ends with `<% } %>`"] : [];
  return { message: `\`${bracket}\` is not closed`, ...place, notes };
}

interface Parsed {
  readonly message: string;
  readonly position?: { readonly line: number; readonly column: number; readonly length: number } | null;
}

/** A second opinion: Bun's own parser knows columns. Code that it takes is still wrong for the engine. */
function parsed(code: EjsCode): EjsMishap | undefined {
  const wrapped = `function template(${ejsParameters}) {\n${code.source}}`;
  const { message, position } = parse(wrapped) ?? {};
  if (message === undefined || !position) return undefined;
  const start = offsetOfLine(wrapped, position.line);
  const column = Buffer.from(wrapped.slice(start))
    .subarray(0, position.column - 1)
    .toString().length;
  const at = start + column - wrapped.indexOf("\n") - 1;
  const tag = tagAt(code, at);
  if (tag === undefined) return undefined;
  const inside = Math.max(1, Math.min(position.length, tag.code.length - (at - tag.at)));
  return { message: sentence(message), offset: templateOffset(tag, at), length: inside, notes: [] };
}

function parse(source: string): Parsed | undefined {
  try {
    new Bun.Transpiler({ loader: "js" }).scan(source);
    return undefined;
  } catch (thrown) {
    const first = (thrown as { errors?: Parsed[] }).errors?.[0];
    return first ?? (thrown as Parsed);
  }
}

function whole(code: EjsCode, at: number): { readonly offset?: number; readonly length?: number } {
  const tag: EjsTag | undefined = tagAt(code, at);
  return tag === undefined ? {} : { offset: templateOffset(tag, at), length: 1 };
}

/** In our form: one sentence that begins small and has no full stop; quotes become backquotes. */
function sentence(text: string): string {
  const [first = ""] = text.split("\n");
  const marked = first.replace(/["']([^"'\s]+)["']/g, "`$1`").replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(marked) ? marked.charAt(0).toLowerCase() + marked.slice(1) : marked;
}
