/** TypeScript templates: a module whose default function gives the text, or pieces of it, and whose `header` says what for. */
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { PackFile, Template, TemplateContext } from "#model/template.ts";
import { functionMark, headerObjectPlace } from "../header.ts";
import { moduleFailure } from "../module-failure.ts";
import { loadPackModule } from "../pack-module.ts";
import type { CompiledTemplate, Engine, PackAccess, Rendered } from "./engine.ts";
import { TemplateError } from "./engine.ts";

export const engine: Engine = {
  name: "typescript",
  extensions: [".ts"],
  isCode: true,
  async header(file, pack) {
    const { exports } = await loadPackModule(file.path, pack);
    if (typeof exports.default !== "function") {
      throw headerError(
        "the template has no default function",
        file,
        pack,
        "`export default function (it) { … }` gives the text",
      );
    }
    const { header } = exports;
    if (typeof header !== "object" || header === null || Array.isArray(header)) {
      throw headerError(
        "the template has no header",
        file,
        pack,
        "`export const header = { each: …, output: … }` says what for",
      );
    }
    return { header: asText(header), bodyLine: 1 };
  },
  async compile(template, pack) {
    const { exports } = await loadPackModule(template.file.path, pack);
    const header = exports.header as { readonly output?: unknown; readonly when?: unknown };
    const text = await compileText(template, pack);
    return {
      render: (context) => render(exports.default as TemplateFunction, context, template, pack),
      output:
        typeof header.output === "function"
          ? pathFunction(header.output as TemplateFunction, template, pack)
          : text.output,
      when:
        typeof header.when === "function" ? whenFunction(header.when as TemplateFunction, template, pack) : text.when,
    };
  },
};

type TemplateFunction = (context: TemplateContext) => unknown;

function render(run: TemplateFunction, context: TemplateContext, template: Template, pack: PackAccess): Rendered {
  const given = call(run, context, template, pack);
  if (typeof given === "string") return given;
  if (typeof given === "object" && given !== null && Symbol.iterator in given) {
    return pieces(given as Iterable<unknown>, template, pack);
  }
  throw resultError(given, "the template", template, pack);
}

/** Pieces are made while they are taken, so that is when they may fail. */
function* pieces(given: Iterable<unknown>, template: Template, pack: PackAccess): Iterable<string> {
  try {
    for (const piece of given) {
      if (typeof piece !== "string") throw resultError(piece, "the template", template, pack);
      yield piece;
    }
  } catch (thrown) {
    throw moduleFailure(thrown, template.file.path, pack);
  }
}

function pathFunction(run: TemplateFunction, template: Template, pack: PackAccess): CompiledTemplate["output"] {
  return (context) => {
    const given = call(run, context, template, pack);
    if (typeof given === "string" && given !== "") return given;
    throw resultError(given, "`output`", template, pack);
  };
}

function whenFunction(run: TemplateFunction, template: Template, pack: PackAccess): CompiledTemplate["when"] {
  return (context) => Boolean(call(run, context, template, pack));
}

function call(run: TemplateFunction, context: TemplateContext, template: Template, pack: PackAccess): unknown {
  try {
    return run(context);
  } catch (thrown) {
    throw moduleFailure(thrown, template.file.path, pack);
  }
}

/** `output` and `when` that are text are Eta expressions, as in the front matter of an Eta template. */
async function compileText(template: Template, pack: PackAccess): Promise<Pick<CompiledTemplate, "output" | "when">> {
  const { compileHeader, headerScope } = await import("../eta/template.ts");
  return compileHeader(template, headerScope(pack));
}

function asText(header: object): JsonObject {
  const values = Object.entries(header).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    values.map(([key, value]) => [key, typeof value === "function" ? functionMark : (value as Json)]),
  );
}

function headerError(message: string, file: PackFile, pack: PackAccess, note: string): TemplateError {
  const place = headerObjectPlace(file, pack.display(file.path))();
  return new TemplateError(error("template/header", message, { place, notes: [note] }));
}

function resultError(given: unknown, who: string, template: Template, pack: PackAccess): TemplateError {
  const isPromise = given instanceof Promise;
  // Nobody will wait for it: a rejection would end the process.
  if (isPromise) given.catch(() => {});
  const what = given === "" ? "an empty path" : isPromise ? "a promise" : given === null ? "null" : typeof given;
  const place = headerObjectPlace(template.file, pack.display(template.file.path))();
  const notes = isPromise ? ["a template function cannot be `async`"] : [];
  return new TemplateError(error("template/failed", `${who} gives ${what} instead of text`, { place, notes }));
}
