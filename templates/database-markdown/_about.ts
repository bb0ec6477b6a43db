/** The line under a heading: what the page is about, and the way up. */
import type { It, Table } from "./_database.ts";
import { unitLink } from "./_text.ts";

const kinds: Readonly<Record<string, string>> = {
  table: "Table",
  "partitioned-table": "Partitioned table",
  "foreign-table": "Foreign table",
  "virtual-table": "Virtual table",
  view: "View",
  "materialized-view": "Materialized view",
};

export function aboutTable(it: It, table: Table): string {
  const line = `${kinds[table.kind] ?? "Table"} ${placeText(it, table.schema)}.`;
  const joined = table.isPivot ? joinedTables(it, table) : undefined;
  return joined === undefined ? line : `${line} It joins ${joined}.`;
}

/** Only where it is plain which two are meant. */
function joinedTables(it: It, { relations }: Table): string | undefined {
  const targets = relations.flatMap(({ kind, table }) =>
    kind === "belongs-to" && table !== undefined ? [table.id] : [],
  );
  return targets.length === 2 ? it.text.list(targets.map((id) => unitLink(it, id))) : undefined;
}

export function aboutType(it: It, kind: string, schema: string): string {
  return `${kind} ${placeText(it, schema)}.`;
}

/** The way to the page of the database, and of the schema where there are several. */
export function placeText(it: It, schema?: string): string {
  const { md, source } = it;
  const database = md.link(source.name, it.link(`database:${source.name}`));
  const page = schema === undefined ? undefined : it.link(`schema:${schema}`);
  return page === undefined ? `of ${database}` : `of ${md.link(schema ?? "", page)} in ${database}`;
}
