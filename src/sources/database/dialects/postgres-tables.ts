/** Tables and views of a schema, each with all that belongs to it; partitions are a part of theirs. */
import { compareText } from "#model/diagnostic.ts";
import type { Column, Table, TableKind } from "../schema.ts";
import { constraintsByTable } from "./postgres-constraints.ts";
import { indexesByTable } from "./postgres-indexes.ts";
import type { Relation } from "./postgres-places.ts";
import { groupBy, nameFrom, sortedByName } from "./postgres-places.ts";
import type { Catalog, Oid, PartitionRow, RelationRow } from "./postgres-rows.ts";
import { commentsOfRelations } from "./postgres-types.ts";

export interface TableContext {
  readonly defaultSchema: string;
  relationOf(id: Oid): Relation;
  columnsOf(relation: Oid): readonly Column[];
}

export function tablesBySchema(catalog: Catalog, context: TableContext): (schema: Oid) => Table[] {
  const { defaultSchema, relationOf, columnsOf } = context;
  const rowsOf = groupBy(catalog.relations, (row) => row.schema);
  const comments = commentsOfRelations(catalog.comments);
  const constraintsOf = constraintsByTable(catalog, relationOf);
  const indexesOf = indexesByTable(catalog, relationOf, defaultSchema);
  const inheritedBy = parentsByTable(catalog, defaultSchema);
  const partitionsOf = partitionsByTable(catalog);
  const tableOf = (row: RelationRow): Table[] => {
    const kind = kinds[row.kind];
    const comment = comments.get(row.id);
    if (kind === undefined) return [];
    const table = {
      name: row.name,
      kind,
      ...(comment !== undefined && { comment }),
      columns: columnsOf(row.id),
      ...constraintsOf(row.id),
      indexes: indexesOf(row.id),
      ...queryOf(row),
      ...partitionsOf(row),
      ...inheritedBy(row.id),
      ...storageOf(row),
    };
    return [table];
  };
  return (schema) => sortedByName(rowsOf(schema).flatMap(tableOf));
}

/** A composite is no table. */
const kinds: { readonly [kind in RelationRow["kind"]]: TableKind | undefined } = {
  r: "table",
  p: "partitioned-table",
  v: "view",
  m: "materialized-view",
  f: "foreign-table",
  c: undefined,
};

function queryOf({ definition }: RelationRow): Pick<Table, "definition"> {
  return definition === null ? {} : { definition: definition.trim().replace(/;$/, "") };
}

function parentsByTable({ parents }: Catalog, defaultSchema: string): (table: Oid) => Pick<Table, "inherits"> {
  const rowsOf = groupBy(parents, (row) => row.relation);
  return (table) => {
    const inherits = rowsOf(table).map(({ schema, name }) => nameFrom(defaultSchema, schema, name));
    return inherits.length === 0 ? {} : { inherits };
  };
}

/** Whatever lies between: a partition that has partitions stands beside them. */
function partitionsByTable({
  partitions,
}: Catalog): (table: RelationRow) => Pick<Table, "partitionedBy" | "partitions"> {
  const rowsOf = groupBy(partitions, (row) => row.relation);
  const nameIn = (table: RelationRow, { schema, schemaName, name }: PartitionRow) =>
    schema === table.schema ? name : `${schemaName}.${name}`;
  return (table) => {
    if (table.partitionedBy === null) return {};
    const below = rowsOf(table.id).map((row) => ({ name: nameIn(table, row), bound: row.bound }));
    return { partitionedBy: table.partitionedBy, partitions: sortedByName(below) };
  };
}

/** Where its rows lie is not told: a tablespace belongs to the server. */
function storageOf({ unlogged, method, server, parameters }: RelationRow): Pick<Table, "options"> {
  const options = [
    ...(unlogged ? ["UNLOGGED"] : []),
    ...(method === null ? [] : [`USING ${method}`]),
    ...(server === null ? [] : [`SERVER ${server}`]),
    ...(parameters === null ? [] : [`WITH (${parameters.toSorted(compareText).join(", ")})`]),
  ];
  return options.length === 0 ? {} : { options };
}
