/**
 * The source kind `database`: tables and what hangs together with them. Reads a snapshot that `pull` wrote, a SQLite file, or SQL scripts
 * that are run in memory; it never opens a connection.
 */
import type { Source, SourceContext, SourceInput } from "../source.ts";
import { indexTypes } from "./described-types.ts";
import { reportMissing } from "./missing.ts";
import { morphPairs } from "./morphs.ts";
import type { Options } from "./options.ts";
import type { ReadSchema } from "./origins.ts";
import { deriveRelations } from "./relations.ts";
import { selectTables } from "./select-tables.ts";
import { indexTables } from "./table-names.ts";
import { DatabaseUnits, unitKinds } from "./units.ts";

export const source: Source<Options> = {
  kind: "database",
  unitKinds,
  async load(input, context) {
    const { schema, origins } = await readSchema(input, context);
    const database = selectTables(schema, input.options);
    reportMissing(schema, database, input, (problem) => context.report({ place: origins.place([]), ...problem }));
    const tables = indexTables(database);
    const types = indexTypes(database);
    const morphs = morphPairs(input.options.polymorphic, tables, context.report);
    const relations = deriveRelations(tables, morphs);
    return new DatabaseUnits(input.name, { types, tables, relations }, origins);
  },
};

/** Each way of reading is loaded only when it is used: a snapshot needs no SQLite. */
async function readSchema(input: SourceInput<Options>, context: SourceContext): Promise<ReadSchema> {
  const { path, schema } = input.options;
  if (path !== undefined) return (await import("./read-sqlite.ts")).readSqlite(path, context);
  if (schema !== undefined) return (await import("./read-scripts.ts")).readScripts(schema, input, context);
  return (await import("./read-snapshot.ts")).readSnapshot(input, context);
}
