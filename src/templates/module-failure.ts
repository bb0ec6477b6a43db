/**
 * What a module of a pack threw -> a problem at the innermost line of the pack that is on the stack.
 * Code that is compiled into the binary has no lines: there the file is all that is known.
 */
import { posix } from "node:path";
import { placeAt, placeAtLine } from "#document/place.ts";
import type { Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";
import type { PackAccess } from "./engines/engine.ts";
import { TemplateError } from "./engines/engine.ts";
import { syntaxProblems } from "./module-graph.ts";
import { culprit, describeThrown } from "./thrown.ts";

/** Turns what the module `path` threw into the error to throw on; our own faults pass unchanged. */
export function moduleFailure(thrown: unknown, path: string, pack: PackAccess): Error {
  if (thrown instanceof InternalError || thrown instanceof SpecmillError) return thrown;
  const placed = (message: string) => modulePlace(thrown, pack, message) ?? { file: pack.display(path) };
  if (thrown instanceof TemplateError) {
    const { diagnostic } = thrown;
    return diagnostic.place === undefined ? new TemplateError({ ...diagnostic, place: placed("") }) : thrown;
  }
  if (isBuildProblem(thrown)) {
    const [first] = syntaxProblems(thrown, pack.display(path), pack.file(path)?.text ?? "");
    if (first !== undefined) return new TemplateError(first);
  }
  const { message, notes } = describeThrown(thrown);
  return new TemplateError(error("template/failed", message, { place: placed(message), notes }));
}

/** The innermost line of a stack that stands in a file of the pack. */
export function modulePlace(thrown: unknown, pack: PackAccess, message = ""): Place | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  for (const line of stack.split("\n")) {
    const frame = /^\s*at (?:.*? \()?(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/.exec(line);
    const path = frame?.[1] === undefined ? undefined : pathInPack(frame[1], pack);
    const text = path === undefined ? undefined : pack.file(path)?.text;
    if (path === undefined || text === undefined) continue;
    const [row, column] = [Number(frame?.[2]), Number(frame?.[3])];
    const start = text.split("\n", row - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const marked = culprit(text, start + column - 1, message);
    // What stands in another line was not meant.
    if (marked.start < start) return placeAtLine(pack.display(path), text, row, column);
    return placeAt(pack.display(path), text, marked.start, { length: marked.length });
  }
  return undefined;
}

/** Only in a checkout of specmill do built-in packs have files, below `templates/`. */
function pathInPack(file: string, pack: PackAccess): string | undefined {
  const found = file.replaceAll("\\", "/");
  if (pack.folder !== undefined) return posix.relative(pack.folder.replaceAll("\\", "/"), found);
  const folder = `/templates/${pack.display("")}/`;
  const at = found.lastIndexOf(folder);
  return at < 0 ? undefined : found.slice(at + folder.length);
}

function isBuildProblem(thrown: unknown): boolean {
  return (
    thrown instanceof BuildMessage || (thrown instanceof AggregateError && thrown.errors[0] instanceof BuildMessage)
  );
}
