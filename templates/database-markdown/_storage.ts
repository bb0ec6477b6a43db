/** How a table is kept, and what a view is made of. */
import type { It, Table } from "./_database.ts";
import { codes, section } from "./_text.ts";

export function partitions(it: It, { partitionedBy, partitions: parts = [] }: Table): string {
  const { md } = it;
  const rows = parts.map(({ name, bound }) => [md.code(name), md.code(bound)]);
  return section(
    "Partitions",
    partitionedBy !== undefined && `Partitioned by ${md.code(partitionedBy)}.`,
    md.table(["Partition", "Rows"], rows),
  );
}

export function storage(it: It, { options, inherits }: Table): string {
  const parents = (inherits ?? []).map((name) => it.md.link(name, it.link(`table:${name}`)));
  return section(
    "Storage",
    parents.length > 0 && `Inherits from ${it.text.list(parents)}.`,
    options !== undefined && options.length > 0 && `Options: ${codes(it, options)}.`,
  );
}

export function definition(it: It, table: Table): string {
  return section("Definition", table.definition !== undefined && it.md.fence(table.definition, "sql"));
}
