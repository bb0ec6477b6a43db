/** Renders EJS texts in this realm. Templates with the same tags share one compiled function, whatever their text is. */

import * as path from "node:path";
import { posix, win32 } from "node:path";
import type { EjsCode } from "./code.ts";
import { ejsCode, ejsParameters, hasTags } from "./code.ts";

/** What a render goes through: the text, and the file that an `include` took it from. */
export interface EjsText {
  readonly text: string;
  /** Absolute; absent for what is no included file, so that only absolute paths can be included from it. */
  readonly file?: string;
}

/** Reads a file for `include`; nothing when there is none. */
export type ReadText = (path: string) => string | undefined;

/** What `ejs.render(text, data)` takes for its options when a local has such a name. */
const optionNames = [
  "delimiter",
  "scope",
  "context",
  "debug",
  "compileDebug",
  "client",
  "_with",
  "rmWhitespace",
  "strict",
  "filename",
  "async",
];

/** The mark of our functions in a stack. */
export const sourceName = "specmill:ejs";

type Data = Readonly<Record<string, unknown>>;
type EjsFunction = (
  locals: Data,
  escapeFn: typeof escapeXml,
  include: (path: string, data?: object) => unknown,
  rethrow: (thrown: unknown) => never,
  lines: string,
  filename: string | undefined,
  literals: readonly string[],
) => unknown;

/** A text that threw while it was rendered, and those that included it. */
export interface EjsFailure {
  readonly within: EjsText;
  /** From the inside out. */
  readonly includedBy: readonly EjsText[];
}

/** Thrown for what `new Function` would not take, and for a tag without an end. */
export class EjsSyntaxError extends Error {
  override name = "EjsSyntaxError";
  override readonly cause: unknown;
  readonly code: EjsCode;

  constructor(code: EjsCode, cause: unknown) {
    super(cause instanceof Error ? cause.message : "a tag is not closed");
    this.cause = cause;
    this.code = code;
  }
}

const functions = new Map<string, EjsFunction>();

/** Which locals EJS takes for its options. */
export function ejsOptions(locals: Data): readonly string[] {
  return optionNames.filter((name) => Object.hasOwn(locals, name) && locals[name] !== undefined);
}

/** A text ready to be rendered. */
export interface CompiledEjs {
  readonly code: EjsCode;
  /** The same one for all texts with the same tags. */
  readonly run: EjsFunction;
}

/** Compiles without running anything. Throws EjsSyntaxError. */
export function compileEjs(text: string): CompiledEjs {
  const code = ejsCode(text);
  if (code.unclosed !== undefined) throw new EjsSyntaxError(code, undefined);
  return { code, run: compile(code) };
}

/** Renders texts with data that is theirs alone; keeps, for whatever they threw, which text it was. */
export class EjsRenderer {
  readonly #read: ReadText;
  readonly #failures = new WeakMap<object, EjsFailure>();
  /** Gets every text before it runs, because it may assign something global. */
  readonly #beforeRun: (compiled: CompiledEjs) => void;

  constructor(read: ReadText, beforeRun: (compiled: CompiledEjs) => void = () => {}) {
    this.#read = read;
    this.#beforeRun = beforeRun;
  }

  /** A text, or what a `return` in the template gives. Throws what the template throws, and EjsSyntaxError. */
  render(what: EjsText, data: Data): unknown {
    if (!hasTags(what.text)) return what.text;
    try {
      const compiled = compileEjs(what.text);
      this.#beforeRun(compiled);
      const include = (path: string, more?: object) => this.#include(path, what, { data, more });
      return compiled.run(data, escapeXml, include, rethrow, what.text, what.file, compiled.code.literals);
    } catch (thrown) {
      this.#note(thrown, what);
      throw thrown;
    }
  }

  /** Where something came from that `render` threw. Nothing for what is no object. */
  failure(thrown: unknown): EjsFailure | undefined {
    return isObject(thrown) ? this.#failures.get(thrown) : undefined;
  }

  #note(thrown: unknown, within: EjsText): void {
    if (!isObject(thrown)) return;
    const inner = this.#failures.get(thrown);
    const failure =
      inner === undefined ? { within, includedBy: [] } : { ...inner, includedBy: [...inner.includedBy, within] };
    this.#failures.set(thrown, failure);
  }

  #include(path: string, from: EjsText, { data, more }: { data: Data; more: object | undefined }): unknown {
    const file = includePath(String(path), from.file);
    const text = file === undefined ? undefined : this.#read(file);
    if (file === undefined || text === undefined) throw new Error(notIncluded(path, file));
    return this.render({ text: text.replace(/^\uFEFF/, ""), file }, Object.assign(Object.create(null), data, more));
  }
}

function notIncluded(path: string, file: string | undefined): string {
  return file === undefined
    ? `\`include\` of \`${path}\`: only absolute paths can be included, such as \`templates + "/shared/…"\``
    : `\`include\` of \`${path}\`: there is no file \`${file}\``;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** As EJS has it: an absolute path, or one relative to the file that includes; without an extension it is `.ejs`. */
function includePath(name: string, from: string | undefined): string | undefined {
  const isAbsolute = posix.isAbsolute(name) || (/^[A-Za-z]+:\\/.test(name) && win32.isAbsolute(name));
  if (!isAbsolute && from === undefined) return undefined;
  const found = isAbsolute ? path.resolve("/", name.replace(/^\/*/, "")) : path.resolve(path.dirname(from ?? ""), name);
  return path.extname(name) === "" ? `${found}.ejs` : found;
}

function rethrow(thrown: unknown): never {
  throw thrown;
}

function compile(code: EjsCode): EjsFunction {
  const known = functions.get(code.source);
  if (known !== undefined) return known;
  try {
    const made = new Function(ejsParameters, `${code.source}//# sourceURL=${sourceName}\n`) as EjsFunction;
    functions.set(code.source, made);
    return made;
  } catch (cause) {
    throw new EjsSyntaxError(code, cause);
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

function escapeXml(value: unknown): string {
  return value === undefined || value === null ? "" : String(value).replace(/[&<>"']/g, (one) => entities[one] ?? one);
}
