/**
 * Pieces -> a JavaScript function. The code of every tag starts on a line of its own, unchanged, so that any line and column that
 * the engine names leads back to the template: `offsets` says where each line of the function stands there.
 */
import type { Piece, TagPiece } from "./parse.ts";

/** What a compiled template calls while it runs. */
export interface EtaRuntime {
  /** Text of an interpolated value, safe for where it lands. */
  escaped(value: unknown): string;
  raw(value: unknown): string;
  include(path: string, extra?: object): string;
  layout(path: string, extra?: object): void;
}

export type EtaFunction = (it: object, runtime: EtaRuntime) => string;

export interface EtaCode {
  readonly script: string;
  readonly lines: readonly ScriptLine[];
}

/** Where a line of the script comes from. */
export interface ScriptLine {
  /** Offset in the template of the first character of the line; for a line of our own, of the tag that it belongs to. */
  readonly offset: number | undefined;
  /** Whether the line stands in the template as it is. */
  readonly isVerbatim: boolean;
  /** Of the code of that tag. */
  readonly length: number;
}

export interface CodeProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** Lines that `new Function` puts before the body, in the runtime that specmill is compiled with (a test knows when it changes). */
const functionHeaderLines = 2;

/** Line breaks as JavaScript counts them. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

/** Writes the function; only the names that the tags mention are taken from the context, so that nothing is looked up in vain. */
export function writeCode(pieces: readonly Piece[], names: readonly string[]): EtaCode {
  const tags = pieces.filter((piece) => piece.kind !== "text");
  const script = new Script();
  // A block of its own, so that `const text = …` in a template may hide a name instead of clashing with it.
  script.own(`"use strict"; ${declarations(tags, names)} let __out = ""; {`);
  for (const piece of pieces) {
    if (piece.kind === "text") {
      script.own(`__out += ${JSON.stringify(piece.text)};`);
    } else if (piece.kind === "code") {
      script.verbatim(piece);
    } else {
      script.own(`__out += __runtime.${piece.kind}(`, piece);
      script.verbatim(piece);
      script.own(");", piece);
    }
  }
  script.own("} return __out;");
  return script.code();
}

/** Writes a function that gives the value of one expression. */
export function writeExpression(tag: TagPiece, names: readonly string[]): EtaCode {
  const script = new Script();
  script.own(`"use strict"; ${declarations([tag], names)} return (`);
  script.verbatim(tag);
  script.own(");");
  return script.code();
}

/** Makes the function, or says where the code does not parse. `id` names its frames in stack traces. */
export function compileCode(code: EtaCode, tags: readonly TagPiece[], id: string): EtaFunction | CodeProblem {
  try {
    return new Function("it", "__runtime", `${code.script}\n//# sourceURL=${id}`) as EtaFunction;
  } catch (problem) {
    return syntaxProblem(code, tags, problem);
  }
}

/** Where in the template a line and column of a stack frame is; all of the tag when the call is not its own. */
export function spanOf(code: EtaCode, line: number, column: number): { offset: number; length: number } | undefined {
  const { offset, isVerbatim, length = 1 } = code.lines[line - functionHeaderLines - 1] ?? {};
  if (offset === undefined) return undefined;
  return isVerbatim === true ? { offset: offset + column - 1, length: 1 } : { offset, length };
}

class Script {
  readonly #lines: string[] = [];
  readonly #origins: ScriptLine[] = [];

  own(line: string, tag?: TagPiece): void {
    this.#lines.push(line.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
    this.#origins.push({ offset: tag?.offset, isVerbatim: false, length: tag?.code.length ?? 0 });
  }

  verbatim(tag: TagPiece): void {
    const breaks = [...tag.code.matchAll(lineBreak)].map((found) => found.index + found[0].length);
    this.#lines.push(tag.code);
    for (const start of [0, ...breaks]) {
      this.#origins.push({ offset: tag.offset + start, isVerbatim: true, length: tag.code.length });
    }
  }

  code(): EtaCode {
    return { script: this.#lines.join("\n"), lines: this.#origins };
  }
}

function declarations(tags: readonly TagPiece[], names: readonly string[]): string {
  const mentioned = new Set(tags.flatMap((tag) => tag.code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []));
  const used = names.filter((name) => mentioned.has(name));
  const own = ["include", "layout"].filter((name) => mentioned.has(name) && !used.includes(name));
  return `const { ${used.join(", ")} } = it; const { ${own.join(", ")} } = __runtime;`;
}

/** `new Function` does not say where the problem is; the transpiler does, unless it only shows after the end of a tag. */
function syntaxProblem(code: EtaCode, tags: readonly TagPiece[], problem: unknown): CodeProblem {
  const found = transpilerProblem(code.script);
  const { offset, isVerbatim } = code.lines[found?.line ?? -1] ?? {};
  if (found !== undefined && offset !== undefined && isVerbatim === true) {
    return { message: sentence(found.message), offset: offset + found.column - 1, length: Math.max(1, found.length) };
  }
  const unclosed = unbalanced(tags);
  if (unclosed !== undefined) return unclosed;
  const before = code.lines.findLast((line, index) => line.isVerbatim && index < (found?.line ?? 0))?.offset ?? 0;
  const tag = tags.findLast((one) => one.offset <= before) ?? tags[0];
  const message =
    problem instanceof Error && found === undefined ? sentence(problem.message) : "the tag is not complete";
  return { message, offset: tag?.offset ?? 0, length: Math.max(1, tag?.code.length ?? 1) };
}

/** The first complaint, with its line of the script counted from 0. */
function transpilerProblem(
  script: string,
): { message: string; line: number; column: number; length: number } | undefined {
  try {
    new Bun.Transpiler({ loader: "js" }).transformSync(`(function (it, __runtime) {\n${script}\n})`);
    return undefined;
  } catch (thrown) {
    const first: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
    if (!(first instanceof BuildMessage) || first.position === null) return undefined;
    return { ...first.position, message: first.message, line: first.position.line - 2 };
  }
}

const brackets: { readonly [close: string]: string } = { ")": "(", "]": "[", "}": "{" };
const tokens = /\/\*.*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[{}()[\]]/gs;

/**
 * A bracket that is never closed is the commonest slip (`<% if (x) { %>` without its `<% } %>`), and the one whose place a parser
 * cannot tell: it notices at the end of the file.
 */
function unbalanced(tags: readonly TagPiece[]): CodeProblem | undefined {
  const open: CodeProblem[] = [];
  for (const { bracket, offset } of bracketsOf(tags)) {
    const opener = brackets[bracket];
    const last = open.at(-1);
    if (opener === undefined) open.push({ message: `\`${bracket}\` is never closed`, offset, length: 1 });
    else if (last === undefined) return { message: `\`${bracket}\` closes nothing`, offset, length: 1 };
    else if (last.message.startsWith(`\`${opener}`)) open.pop();
    else return last;
  }
  return open.at(-1);
}

function* bracketsOf(tags: readonly TagPiece[]): Iterable<{ bracket: string; offset: number }> {
  for (const tag of tags) {
    for (const { 0: bracket, index } of tag.code.matchAll(tokens)) {
      if (bracket.length === 1) yield { bracket, offset: tag.offset + index };
    }
  }
}

/** The parser's message in our form. That it expects `)` says where our own code goes on, not what is missing. */
function sentence(message: string): string {
  const text = message
    .replace(/^Expected "\)" but found/, "Unexpected")
    .replace(/^Unexpected ([^\w"]\S*)$/, 'Unexpected "$1"')
    .replace(/"([^"]+)"/g, "`$1`");
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
