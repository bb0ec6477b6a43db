/** What code of the user threw, as diagnostics at the line of that code. Frames of the runtime and of specmill never show. */
import { dirname, isAbsolute, sep } from "node:path";
import { placeAt, placeAtLine } from "#document/place.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";
import { realFileSystem } from "#platform/file-system.ts";

/** The module that was loaded or called, and how problems name a file. */
interface Origin {
  readonly path: string;
  display(path: string): string;
}

/** The error to throw on for what the hook at `path` threw. Problems that have a diagnostic already, and our own faults, pass unchanged. */
export function hookFailure(thrown: unknown, path: string, display: (path: string) => string): Error {
  if (thrown instanceof SpecmillError || thrown instanceof InternalError) return thrown;
  return new SpecmillError(problemsOf(thrown, { path, display }));
}

/** One problem for each error in what was thrown: the compiler throws several at once. */
function problemsOf(thrown: unknown, origin: Origin): Diagnostic[] {
  if (thrown instanceof AggregateError && thrown.errors.length > 0 && thrown.errors.every(isOfLoader))
    return thrown.errors.flatMap((one) => problemsOf(one, origin));
  if (thrown instanceof ResolveMessage) return [missingModule(thrown, origin)];
  if (thrown instanceof BuildMessage) return [syntaxProblem(thrown, origin)];
  const place = placeOfThrow(thrown, origin) ?? { file: origin.display(origin.path) };
  return [error("scaffold/hook", `\`${nameOf(origin)}\` threw ${describe(thrown)}`, { place })];
}

function isOfLoader(thrown: unknown): boolean {
  return thrown instanceof BuildMessage || thrown instanceof ResolveMessage;
}

function syntaxProblem(thrown: BuildMessage, origin: Origin): Diagnostic {
  const message = thrown.message.charAt(0).toLowerCase() + thrown.message.slice(1);
  const { position } = thrown;
  const place =
    position === null
      ? { file: origin.display(origin.path) }
      : placeInFile(position.file, position.line, position.column, origin);
  return error("scaffold/hook", message, { place });
}

function missingModule(thrown: ResolveMessage, origin: Origin): Diagnostic {
  const { specifier, referrer } = thrown;
  const from = textOf(referrer) === undefined ? origin.path : referrer;
  const text = textOf(from) ?? "";
  const at = ['"', "'", "`"].map((quote) => text.indexOf(quote + specifier + quote)).find((index) => index >= 0);
  const file = origin.display(asGiven(from, origin));
  const place = at === undefined ? { file } : placeAt(file, text, at, { length: specifier.length + 2 });
  const notes = /^[./]/.test(specifier)
    ? []
    : [`packages come from a \`node_modules\` beside \`${nameOf(origin)}\` or above; install it there`];
  return error("scaffold/hook", `cannot find \`${specifier}\``, { place, notes });
}

/** The innermost frame of the user's own code; a package that threw was called from there. */
function placeOfThrow(thrown: unknown, origin: Origin): Place | undefined {
  const stack = thrown instanceof Error && typeof thrown.stack === "string" ? thrown.stack : "";
  for (const [, path = "", line, column] of stack.matchAll(/^\s+at .*?\(?([^()\s][^()]*):(\d+):(\d+)\)?$/gm)) {
    const file = path.replace(/^(?:async )?(?:file:\/\/)?/, "");
    if (isUsers(file)) return placeInFile(file, Number(line), Number(column), origin);
  }
  return undefined;
}

/** The folder of specmill's own modules; the binary carries them in a file system of its own. */
const ownFolder = dirname(dirname(dirname(import.meta.dir))) + sep;
const inBinary = /^(?:\/\$bunfs\/|[A-Z]:[\\/]~BUN[\\/])/;

function isUsers(file: string): boolean {
  if (!isAbsolute(file) || file.split(/[/\\]/).includes("node_modules") || inBinary.test(file)) return false;
  return inBinary.test(import.meta.dir) || !file.startsWith(ownFolder);
}

function placeInFile(path: string, line: number, column: number, origin: Origin): Place {
  const file = origin.display(asGiven(path, origin));
  const text = textOf(path);
  return text === undefined ? { file, line, column } : placeAtLine(file, text, line, column);
}

/** The runtime names modules with their links resolved; users know the names that they gave. */
function asGiven(path: string, origin: Origin): string {
  const folder = dirname(origin.path);
  const real = realFileSystem.realPath(folder) ?? folder;
  return path.startsWith(real + sep) ? folder + path.slice(real.length) : path;
}

function textOf(path: string): string | undefined {
  const bytes = realFileSystem.read(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

function nameOf(origin: Origin): string {
  return origin.path.split(/[/\\]/).at(-1) ?? origin.path;
}

/** Characters of a thrown value: a message is one line. */
const shownOfValue = 200;

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error))
    return `a value that is not an error: ${Bun.inspect(thrown).replace(/\s+/g, " ").slice(0, shownOfValue)}`;
  return `${thrown.name}: ${firstLine(thrown.message)}`;
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.trim() ?? "";
}
