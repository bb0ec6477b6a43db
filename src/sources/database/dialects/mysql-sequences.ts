/**
 * Sequences of MariaDB. Each is a table of one row, and 10.11 has no view of the catalogue that lists them: one query over all of them
 * reads what they were declared with. Where they stand now is data and not read.
 */
import type { Sequence } from "../schema.ts";
import type { Connection } from "./dialect.ts";
import { ask } from "./mysql-catalogue.ts";
import { columnType } from "./mysql-columns.ts";
import { byName, flag, present } from "./mysql-present.ts";
import { quotedName, quotedText } from "./mysql-sql.ts";
import type { Catalogue } from "./mysql-views.ts";

/** No query when the database has none. */
export async function readSequences(
  connection: Connection,
  database: string,
  { tables, columns }: Catalogue,
): Promise<readonly Sequence[]> {
  const sequences = tables.filter((row) => row.type === "SEQUENCE");
  if (sequences.length === 0) return [];
  const values = columns.filter((column) => column.name === "start_value");
  const types = new Map(values.map((column) => [column.table, columnType(column.type)]));
  const comments = new Map(sequences.map((row) => [row.table, row.comment]));
  const rows = await ask(connection, sequences.map((row) => selectFrom(database, row.table)).join(" UNION ALL "));
  return rows
    .map(({ name = "", start = "", increment = "", min = "", max = "", cycle }) =>
      present({
        name,
        type: types.get(name) ?? "bigint",
        start,
        increment,
        min,
        max,
        cycle: flag(cycle === "1"),
        comment: comments.get(name) || undefined,
      }),
    )
    .sort(byName);
}

/** Names cannot be bound as values: they are quoted. */
function selectFrom(database: string, name: string): string {
  return `SELECT ${quotedText(name)} AS \`name\`, start_value AS \`start\`, increment AS \`increment\`, minimum_value AS \`min\`,
    maximum_value AS \`max\`, cycle_option AS \`cycle\` FROM ${quotedName(database)}.${quotedName(name)}`;
}
