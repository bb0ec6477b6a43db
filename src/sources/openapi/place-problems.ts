/** Problems become diagnostics: now the files are scanned for lines. */
import { formatOf } from "#document/format.ts";
import { locate } from "#document/locate.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import type { SourceContext } from "../source.ts";
import type { Problem, Spot } from "./problem.ts";

/** More of the same would take minutes to place and help nobody. */
const maxPlaced = 1000;

/** Each problem once, with its place. */
export function placeProblems(problems: readonly Problem[], context: Pick<SourceContext, "inputs">): Diagnostic[] {
  const seen = new Set<string>();
  const distinct = problems.filter(({ code, message, at }) => {
    const key = JSON.stringify([code, message, at.file, at.pointer]);
    return seen.size < maxPlaced && !seen.has(key) && seen.add(key);
  });
  return distinct.map(({ code, severity, message, at, notes = [] }) => ({
    code,
    severity,
    message,
    place: placeOf(at, context),
    notes: notes.map((note) =>
      typeof note === "string" ? { message: note } : { message: note.message, place: placeOf(note.at, context) },
    ),
  }));
}

/** Line, column and frame of a node, or of the nearest one above it that the file has. */
export function placeOf({ file, pointer, side }: Spot, { inputs }: Pick<SourceContext, "inputs">): Place {
  const bytes = inputs.read(file);
  if (bytes === undefined) return { file, pointer };
  const format = formatOf(file, bytes);
  return format === "json" || format === "yaml" ? locate(file, bytes, format, pointer, side) : { file, pointer };
}
