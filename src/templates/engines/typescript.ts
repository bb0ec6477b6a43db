/** TypeScript templates: a module whose default function gives the text, or pieces of it, and whose `header` says what for. */
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { PackFile, TemplateContext } from "#model/template.ts";
import { functionMark, headerObjectPlace } from "../header.ts";
import { moduleFailure } from "../module-failure.ts";
import { loadPackModule } from "../pack-module.ts";
import type { Engine, PackAccess, Rendered } from "./engine.ts";
import { TemplateError } from "./engine.ts";

/** What a template exports, or gives in its header: checked only where it is used. */
type TemplateFunction = (context: TemplateContext) => unknown;

/** The file that runs, for problems. */
interface Running {
  readonly file: PackFile;
  readonly pack: PackAccess;
}

export const engine: Engine = {
  name: "typescript",
  extensions: [".ts"],
  isCode: true,
  async header(file, pack) {
    const { exports } = await loadPackModule(file.path, pack);
    const { header } = exports;
    if (typeof exports.default !== "function") {
      const note = "`export default function (it) { … }` gives the text";
      throw headerError("the template has no default function", note, { file, pack });
    }
    if (typeof header !== "object" || header === null || Array.isArray(header)) {
      const note = "`export const header = { each: …, output: … }` says what for";
      throw headerError("the template has no header", note, { file, pack });
    }
    return { header: asText(header), bodyLine: 1 };
  },
  async compile(template, pack) {
    const running = { file: template.file, pack };
    const { exports } = await loadPackModule(template.file.path, pack);
    const { output, when } = exports.header as { readonly output?: unknown; readonly when?: unknown };
    const { compileHeader, headerScope } = await import("../eta/template.ts");
    // What is text in the header is an Eta expression, as in the front matter of an Eta template.
    const text = compileHeader(template, headerScope(pack));
    return {
      render: (context) => render(exports.default as TemplateFunction, context, running),
      output: isFunction(output) ? (context) => pathOf(output, context, running) : text.output,
      when: isFunction(when) ? (context) => Boolean(call(when, context, running)) : text.when,
    };
  },
};

function isFunction(value: unknown): value is TemplateFunction {
  return typeof value === "function";
}

function render(run: TemplateFunction, context: TemplateContext, running: Running): Rendered {
  const given = call(run, context, running);
  if (typeof given === "string") return given;
  if (typeof given === "object" && given !== null && Symbol.iterator in given) {
    return pieces(given as Iterable<unknown>, running);
  }
  throw resultError("the template", given, running);
}

/** Pieces are made while they are taken, so that is when they may fail. */
function* pieces(given: Iterable<unknown>, running: Running): Iterable<string> {
  try {
    for (const piece of given) {
      if (typeof piece !== "string") throw resultError("the template", piece, running);
      yield piece;
    }
  } catch (thrown) {
    throw moduleFailure(thrown, running.file.path, running.pack);
  }
}

function pathOf(run: TemplateFunction, context: TemplateContext, running: Running): string {
  const given = call(run, context, running);
  if (typeof given === "string" && given !== "") return given;
  throw resultError("`output`", given, running);
}

function call(run: TemplateFunction, context: TemplateContext, { file, pack }: Running): unknown {
  try {
    return run(context);
  } catch (thrown) {
    throw moduleFailure(thrown, file.path, pack);
  }
}

/** The header as data: that a value is a function is all that can be said of it. */
function asText(header: object): JsonObject {
  const values = Object.entries(header).filter(([, value]) => value !== undefined);
  return Object.fromEntries(values.map(([key, value]) => [key, isFunction(value) ? functionMark : (value as Json)]));
}

function headerError(message: string, note: string, { file, pack }: Running): TemplateError {
  const place = headerObjectPlace(file, pack.display(file.path))();
  return new TemplateError(error("template/header", message, { place, notes: [note] }));
}

function resultError(who: string, given: unknown, { file, pack }: Running): TemplateError {
  const isPromise = given instanceof Promise;
  // Nobody will wait for it: a rejection would end the process.
  if (isPromise) given.catch(() => {});
  const what = given === "" ? "an empty path" : isPromise ? "a promise" : given === null ? "null" : typeof given;
  const place = headerObjectPlace(file, pack.display(file.path))();
  const notes = isPromise ? ["a template function cannot be `async`"] : [];
  return new TemplateError(error("template/failed", `${who} gives ${what} instead of text`, { place, notes }));
}
