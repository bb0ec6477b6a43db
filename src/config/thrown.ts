/** What a `.ts` config threw, as diagnostics at the line of the user's code. No absolute path gets into a message. */
import { placeAt, placeAtLine } from "#document/place.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import type { MissingImport, Modules } from "./modules.ts";

/** One problem for each error in what was thrown: the compiler throws several at once. */
export function thrownProblems(thrown: unknown, file: string, modules: Modules, root: string): Diagnostic[] {
  if (thrown instanceof AggregateError) return thrown.errors.flatMap((one) => thrownProblems(one, file, modules, root));
  if (thrown instanceof BuildMessage) return [syntaxProblem(thrown, file, modules, root)];
  const message = `the config threw ${describe(thrown)}`.replaceAll(`${root}/`, "");
  return [error("config/code", message, { place: placeOfThrow(thrown, modules, root) ?? { file } })];
}

/** An import that leads nowhere, at the place that names it. `text` is the module that imports. */
export function missingImport({ from, name }: MissingImport, text: string): Diagnostic {
  const at = ['"', "'"].map((quote) => text.indexOf(quote + name + quote)).find((index) => index >= 0);
  const place = at === undefined ? { file: from } : placeAt(from, text, at, { length: name.length + 2 });
  const notes = name.startsWith(".") ? [] : ["packages come from `node_modules`; `specmill` itself needs none"];
  return error("config/code", `cannot find \`${name}\``, { place, notes });
}

function syntaxProblem(thrown: BuildMessage, file: string, modules: Modules, root: string): Diagnostic {
  const { position } = thrown;
  const message = thrown.message.charAt(0).toLowerCase() + thrown.message.slice(1);
  if (position === null) return error("config/syntax", message, { place: { file } });
  const at = projectPath(root, position.file);
  return error("config/syntax", message, { place: placeInModule(at, position.line, position.column, modules) });
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a value that is not an error: ${firstLine(Bun.inspect(thrown))}`;
  return `${thrown.name}: ${firstLine(thrown.message)}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}

/** The first frame of the stack that is a module of the config; frames of the runtime and of specmill say nothing to a user. */
function placeOfThrow(thrown: unknown, modules: Modules, root: string): Place | undefined {
  const stack = thrown instanceof Error && typeof thrown.stack === "string" ? thrown.stack : "";
  const files = new Map([...modules.files.keys()].map((file) => [absolute(root, file), file]));
  for (const [, path, line, column] of stack.matchAll(/^\s+at .*?\(?([^()\s][^()]*):(\d+):(\d+)\)?$/gm)) {
    const file = files.get(path ?? "");
    if (file !== undefined) return placeInModule(file, Number(line), Number(column), modules);
  }
  return undefined;
}

function placeInModule(file: string, line: number, column: number, modules: Modules): Place {
  const bytes = modules.files.get(file);
  return bytes === undefined
    ? { file, line, column }
    : placeAtLine(file, new TextDecoder().decode(bytes), line, column);
}
