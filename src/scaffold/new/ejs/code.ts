/**
 * EJS 3 as JavaScript. The code is what `ejs` makes of a text, statement by statement, with two differences: literal text
 * is handed in from outside, so that templates with the same tags share one compiled function; and it is known which piece of the code
 * comes from which piece of the template, so that a problem has a line and a column. test/scaffold/new/ejs-code.test.ts compares it with `ejs`.
 */

/** A piece of code and where it comes from. */
export interface EjsTag {
  /** What opens it: `<%=`. */
  readonly open: string;
  /** Offset of `code` in the template. */
  readonly start: number;
  /** Offset of `code` in the source. */
  readonly at: number;
  readonly code: string;
}

export interface EjsCode {
  /** Body of a function of `ejsParameters`. */
  readonly source: string;
  readonly literals: readonly string[];
  readonly tags: readonly EjsTag[];
  /** A tag without an end: nothing behind it was read. */
  readonly unclosed?: { readonly open: string; readonly start: number };
}

export const ejsParameters = "locals, escapeFn, include, rethrow, __lines, __filename, __text";

const prologue =
  'var __line = 1, __output = ""; function __append(s) { if (s !== undefined && s !== null) __output += s } with (locals || {}) {\n';
const epilogue = "}\nreturn __output;\n";

const delimiters = /(<%%|%%>|<%[=\-_#]?|[-_]?%>)/;

type Mode = "code" | "escaped" | "raw" | "comment" | "literal" | undefined;

const modes: ReadonlyMap<string, Mode> = new Map<string, Mode>([
  ["<%", "code"],
  ["<%_", "code"],
  ["<%=", "escaped"],
  ["<%-", "raw"],
  ["<%#", "comment"],
]);

/** Whether EJS makes anything else of a text than the text itself. */
export function hasTags(text: string): boolean {
  return text.includes("<%") || text.includes("%>");
}

/** Pure; compiles nothing. */
export function ejsCode(template: string): EjsCode {
  return new Writer(template).write();
}

/** The state is that of EJS's own scanner: a stray `%>` prints nothing, and `<%%` ends with the next end of a tag. */
class Writer {
  readonly #tokens: readonly string[];
  readonly #offsetOf: (slurped: number) => number;
  readonly #literals: string[] = [];
  readonly #tags: EjsTag[] = [];
  /** The line number is kept only where a template can see it: it would make every function its own. */
  readonly #countsLines: boolean;
  #source = prologue;
  #line = 1;
  #mode: Mode;
  #open = "";
  #truncates = false;

  constructor(template: string) {
    const { text, offsetOf } = slurp(template);
    this.#tokens = text.split(delimiters).filter((token) => token !== "");
    this.#offsetOf = offsetOf;
    this.#countsLines = template.includes("__line");
  }

  write(): EjsCode {
    let offset = 0;
    for (const [index, token] of this.#tokens.entries()) {
      if (modes.has(token) && !/^[-_]?%>$/.test(this.#tokens[index + 2] ?? "")) return this.#unclosed(token, offset);
      this.#scan(token, offset);
      offset += token.length;
    }
    return { source: this.#source + epilogue, literals: this.#literals, tags: this.#tags };
  }

  #unclosed(open: string, offset: number): EjsCode {
    const unclosed = { open, start: this.#offsetOf(offset) };
    return { source: this.#source + epilogue, literals: this.#literals, tags: this.#tags, unclosed };
  }

  #scan(token: string, offset: number): void {
    if (modes.has(token)) {
      this.#mode = modes.get(token);
      this.#open = token;
    } else if (token === "<%%" || token === "%%>") {
      this.#mode = "literal";
      this.#append(token === "<%%" ? "<%" : "%>");
    } else if (token === "%>" || token === "-%>" || token === "_%>") this.#close(token);
    else this.#text(token, offset);
  }

  #close(token: string): void {
    if (this.#mode === "literal") this.#output(token);
    this.#mode = undefined;
    this.#truncates = token.length === 3;
  }

  #text(token: string, offset: number): void {
    if (this.#mode === undefined || this.#mode === "literal") this.#output(token);
    else if (this.#mode !== "comment") this.#code(token, offset);
    const lines = token.split("\n").length - 1;
    if (lines === 0) return;
    this.#line += lines;
    this.#source += `;__line = ${this.#countsLines ? this.#line : 0}\n`;
  }

  #output(token: string): void {
    const text = this.#truncates ? token.replace(/^(?:\r\n|\r|\n)/, "") : token;
    this.#truncates = false;
    if (text !== "") this.#append(text);
  }

  #append(text: string): void {
    this.#source += `;__append(__text[${this.#literals.length}])\n`;
    this.#literals.push(text);
  }

  #code(code: string, offset: number): void {
    // A comment must not swallow what closes the statement.
    const line = code.lastIndexOf("//") > code.lastIndexOf("\n") ? `${code}\n` : code;
    const [before, after] = wrappers[this.#mode ?? ""] ?? ["", ""];
    this.#source += `;${before}`;
    this.#tags.push({ open: this.#open, start: this.#offsetOf(offset), at: this.#source.length, code });
    this.#source += `${before === "" ? line : line.replace(/;(\s*)$/, "$1")}${after}\n`;
  }
}

const wrappers: Readonly<Record<string, readonly [string, string]>> = {
  escaped: ["__append(escapeFn(", "))"],
  raw: ["__append(", ")"],
};

/** `<%_` takes the blanks before it along, `_%>` those behind it; both wherever they stand. */
function slurp(template: string): { readonly text: string; readonly offsetOf: (slurped: number) => number } {
  if (!template.includes("<%_") && !template.includes("_%>")) return { text: template, offsetOf: (offset) => offset };
  const before = cutOut(template, /[ \t]+(?=<%_)/g);
  const after = cutOut(before.text, /(?<=_%>)[ \t]+/g);
  return { text: after.text, offsetOf: (offset) => before.offsetOf(after.offsetOf(offset)) };
}

function cutOut(text: string, what: RegExp) {
  const cuts: { at: number; length: number }[] = [];
  let removed = 0;
  const rest = text.replace(what, (blanks, at: number) => {
    cuts.push({ at: at - removed, length: blanks.length });
    removed += blanks.length;
    return "";
  });
  const offsetOf = (offset: number) =>
    cuts.reduce((sum, { at, length }) => (at <= offset ? sum + length : sum), offset);
  return { text: rest, offsetOf };
}
