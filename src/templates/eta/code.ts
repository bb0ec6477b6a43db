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
  /** Offset in the template of the first character of each line of `script`; `undefined` for lines of our own. */
  readonly offsets: readonly (number | undefined)[];
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
      script.own(`__out += __runtime.${piece.kind}(`);
      script.verbatim(piece);
      script.own(");");
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

/** Offset in the template of a line and column of a stack frame. */
export function offsetOf(code: EtaCode, line: number, column: number): number | undefined {
  const start = code.offsets[line - functionHeaderLines - 1];
  return start === undefined ? undefined : start + column - 1;
}

class Script {
  readonly #lines: string[] = [];
  readonly #offsets: (number | undefined)[] = [];

  own(line: string): void {
    this.#lines.push(line.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
    this.#offsets.push(undefined);
  }

  verbatim(tag: TagPiece): void {
    this.#lines.push(tag.code);
    this.#offsets.push(tag.offset);
    for (const found of tag.code.matchAll(lineBreak)) this.#offsets.push(tag.offset + found.index + found[0].length);
  }

  code(): EtaCode {
    return { script: this.#lines.join("\n"), offsets: this.#offsets };
  }
}

function declarations(tags: readonly TagPiece[], names: readonly string[]): string {
  const mentioned = new Set(tags.flatMap((tag) => tag.code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []));
  const used = names.filter((name) => mentioned.has(name));
  const own = ["include", "layout"].filter((name) => mentioned.has(name) && !used.includes(name));
  return `const { ${used.join(", ")} } = it; const { ${own.join(", ")} } = __runtime;`;
}

/** `new Function` does not say where the problem is; the transpiler does, unless it only shows after the last tag. */
function syntaxProblem(code: EtaCode, tags: readonly TagPiece[], problem: unknown): CodeProblem {
  const found = transpilerProblem(code.script);
  const start = found === undefined ? undefined : code.offsets[found.line];
  if (found !== undefined && start !== undefined) {
    return { message: lowerFirst(found.message), offset: start + found.column - 1, length: Math.max(1, found.length) };
  }
  const unclosed = unbalanced(tags);
  if (unclosed !== undefined) return unclosed;
  const message = found?.message ?? (problem instanceof Error ? problem.message : String(problem));
  const tag = tags.findLast((one) => code.offsets.indexOf(one.offset) < (found?.line ?? 0)) ?? tags[0];
  return { message: lowerFirst(message), offset: tag?.offset ?? 0, length: Math.max(1, tag?.code.length ?? 1) };
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

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
