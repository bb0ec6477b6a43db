/** The schema of a SQLite file, read where it lies. Its rows are never looked at; that it changed is known by its content. */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute } from "#platform/paths.ts";
import type { SourceContext } from "../source.ts";
import { readSqliteFile } from "./dialects/sqlite-file.ts";
import type { ReadSchema } from "./origins.ts";

export function readSqlite(path: string, context: SourceContext): ReadSchema {
  // The digest is taken before the file is read: what is written meanwhile counts as a change.
  if (context.inputs.digest(path) === undefined) {
    const notes = ["`path` of the source says where it is"];
    throw new SpecmillError([
      error("source/missing", `there is no file \`${path}\``, { place: { file: path }, notes }),
    ]);
  }
  // What was committed since the last checkpoint lies beside the file.
  context.inputs.digest(`${path}-wal`);
  const schema = readSqliteFile(absolute(context.root, path), context.fs, path);
  return { schema, origins: { file: path, place: () => ({ file: path }) } };
}
