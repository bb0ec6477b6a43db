/** The answers of SQLite put together, a table at a time. */
import { compareText } from "#model/diagnostic.ts";
import type { Table, TableKind } from "../schema.ts";
import { parseCreateTable, viewQuery, virtualModule } from "../sqlite-ddl.ts";
import { foldCase } from "../sqlite-ddl-tokens.ts";
import { collationOf, columnsOf } from "./sqlite-columns.ts";
import { indexesOf } from "./sqlite-indexes.ts";
import type { Targets } from "./sqlite-keys.ts";
import { foreignKeysOf, primaryKeyOf, sortKeys, targetOf, uniquesOf } from "./sqlite-keys.ts";
import type { Catalogue, ColumnRow, ForeignKeyRow, IndexRow, TableRow } from "./sqlite-queries.ts";

/** All tables and views but those that SQLite or a virtual table keeps for itself, by name. */
export function tablesOf(catalogue: Catalogue): Table[] {
  const parts = partsOfTables(catalogue);
  const tables = catalogue.tables.filter((row) => parts.texts.has(row.name) && !/^sqlite_/i.test(row.name));
  return tables.map((row) => tableOf(row, parts)).sort((a, b) => compareText(a.name, b.name));
}

/** Everything by the name of its table or index. */
interface Parts {
  readonly texts: ReadonlyMap<string, string>;
  readonly indexTexts: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>;
  readonly indexes: ReadonlyMap<string, readonly IndexRow[]>;
  readonly foreignKeys: ReadonlyMap<string, readonly ForeignKeyRow[]>;
  readonly targets: Targets;
}

function partsOfTables({ objects, tables, columns, indexes, foreignKeys }: Catalogue): Parts {
  const ofTables = Map.groupBy(columns, (row) => row.tbl);
  const textsOf = (types: readonly string[]) =>
    new Map(objects.filter((row) => types.includes(row.type)).map((row) => [row.name, row.sql ?? ""] as const));
  return {
    texts: textsOf(["table", "view"]),
    indexTexts: textsOf(["index"]),
    columns: ofTables,
    indexes: Map.groupBy(indexes, (row) => row.tbl),
    foreignKeys: Map.groupBy(foreignKeys, (row) => row.tbl),
    targets: new Map(tables.map(({ name }) => [foldCase(name), targetOf(name, ofTables.get(name) ?? [])])),
  };
}

const kinds: Readonly<Record<string, TableKind>> = { table: "table", view: "view", virtual: "virtual-table" };

function tableOf(row: TableRow, parts: Parts): Table {
  const sql = parts.texts.get(row.name) ?? "";
  const kind = kinds[row.type] ?? "table";
  const columns = parts.columns.get(row.name) ?? [];
  if (kind === "table") return ordinaryTable(row, sql, parts);
  const details = kind === "view" ? { definition: viewQuery(sql) } : { options: [`USING ${virtualModule(sql)}`] };
  return { name: row.name, kind, columns: columnsOf({ rows: columns, isRowid: false }), ...withoutKeys, ...details };
}

const withoutKeys = { uniques: [], checks: [], foreignKeys: [], indexes: [] } as const;

function ordinaryTable(row: TableRow, sql: string, parts: Parts): Table {
  const parsed = parseCreateTable(sql);
  const columns = parts.columns.get(row.name) ?? [];
  const indexes = [...Map.groupBy(parts.indexes.get(row.name) ?? [], (index) => index.idx).values()];
  const primaryKey = primaryKeyOf(columns, parsed);
  const options = optionsOf(row);
  return {
    name: row.name,
    kind: "table",
    ...(parsed.comment === undefined ? {} : { comment: parsed.comment }),
    columns: columnsOf({ rows: columns, parsed, isRowid: isRowid(columns, indexes) }),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: uniquesOf(indexes, parsed),
    checks: sortKeys(parsed.checks),
    foreignKeys: foreignKeysOf(parts.foreignKeys.get(row.name) ?? [], parsed, parts.targets),
    indexes: indexesOf({
      indexes,
      texts: parts.indexTexts,
      collationOf: (column) => collationOf(parsed.columns.get(foldCase(column)) ?? {}),
    }),
    ...(options.length === 0 ? {} : { options }),
  };
}

/** The key is the rowid when SQLite made no index for it; `INTEGER PRIMARY KEY DESC` and WITHOUT ROWID have one. */
function isRowid(columns: readonly ColumnRow[], indexes: readonly (readonly IndexRow[])[]): boolean {
  const hasKey = columns.some((column) => column.pk > 0);
  return hasKey && !indexes.some(([first]) => first?.origin === "pk");
}

function optionsOf({ strict, wr }: TableRow): string[] {
  return [...(strict === 1 ? ["STRICT"] : []), ...(wr === 1 ? ["WITHOUT ROWID"] : [])];
}
