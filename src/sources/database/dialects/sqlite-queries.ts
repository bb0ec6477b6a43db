/**
 * The questions that SQLite is asked: one a kind of thing, whatever the number of tables, by joining its table-valued pragmas.
 * A view over a table that is gone, or a virtual table of an unknown module, fails the question it is in. Hence they have one of their own,
 * and when that fails they are asked one by one.
 */

/** A row of sqlite_schema: the text is what parsing has to work with. */
export interface ObjectRow {
  readonly type: "table" | "view" | "index" | "trigger";
  readonly name: string;
  readonly sql: string | null;
}

export interface TableRow {
  readonly name: string;
  readonly type: "table" | "view" | "virtual" | "shadow";
  readonly wr: number;
  readonly strict: number;
}

export interface ColumnRow {
  readonly tbl: string;
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  /** Place in the primary key, from 1; 0 for none. */
  readonly pk: number;
  /** 1: of a virtual table, for its own use; 2 and 3: generated, virtual and stored. */
  readonly hidden: number;
}

/** A column of an index. */
export interface IndexRow {
  readonly tbl: string;
  readonly idx: string;
  readonly unique: number;
  /** What made it: CREATE INDEX, a unique constraint, or a primary key. */
  readonly origin: "c" | "u" | "pk";
  readonly cid: number;
  readonly name: string | null;
  readonly desc: number;
  readonly coll: string;
}

/** A column of a foreign key. */
export interface ForeignKeyRow {
  readonly tbl: string;
  readonly id: number;
  readonly table: string;
  readonly from: string;
  /** Null: the primary key of the table. */
  readonly to: string | null;
  readonly on_update: string;
  readonly on_delete: string;
}

const where = "where l.schema = 'main' and l.type <> 'shadow'";
const join = "from pragma_table_list l cross join";
const columns = 'x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden';
const columnsOf = (types: string) =>
  `select l.name as tbl, ${columns} ${join} pragma_table_xinfo(l.name, 'main') x ${where} and l.type in (${types}) order by l.name, x.cid`;

const queries = {
  objects: "select type, name, sql from main.sqlite_schema",
  tables: `select l.name, l.type, l.wr, l.strict from pragma_table_list l ${where}`,
  columns: columnsOf("'table'"),
  columnsOfViews: columnsOf("'view', 'virtual'"),
  indexes:
    'select l.name as tbl, i.name as idx, i."unique", i.origin, x.cid, x.name, x."desc", x.coll ' +
    `${join} pragma_index_list(l.name, 'main') i cross join pragma_index_xinfo(i.name, 'main') x ` +
    `${where} and l.type = 'table' and x.key = 1 order by l.name, i.name, x.seqno`,
  foreignKeys:
    'select l.name as tbl, f.id, f."table", f."from", f."to", f.on_update, f.on_delete ' +
    `${join} pragma_foreign_key_list(l.name, 'main') f ${where} and l.type = 'table' order by l.name, f.id desc, f.seq`,
} as const;

/** The answers, by the names of `queries`. */
export interface Catalogue {
  readonly objects: readonly ObjectRow[];
  readonly tables: readonly TableRow[];
  readonly columns: readonly ColumnRow[];
  readonly indexes: readonly IndexRow[];
  readonly foreignKeys: readonly ForeignKeyRow[];
}

/** Yields queries and takes their rows, or the error of one by `throw`: so it serves a connection that waits and a file that does not. */
export type Questions<T> = Generator<string, T, readonly object[]>;

export function* readCatalogue(): Questions<Catalogue> {
  const objects = yield* ask<ObjectRow>(queries.objects);
  const tables = yield* ask<TableRow>(queries.tables);
  const ofTables = yield* ask<ColumnRow>(queries.columns);
  const ofViews = yield* askForViews(tables);
  const indexes = yield* ask<IndexRow>(queries.indexes);
  const foreignKeys = yield* ask<ForeignKeyRow>(queries.foreignKeys);
  return { objects, tables, columns: [...ofTables, ...ofViews], indexes, foreignKeys };
}

function* ask<Row>(query: string): Questions<readonly Row[]> {
  return (yield query) as readonly Row[];
}

function* askForViews(tables: readonly TableRow[]): Questions<readonly ColumnRow[]> {
  try {
    return yield* ask<ColumnRow>(queries.columnsOfViews);
  } catch {
    const found: ColumnRow[] = [];
    for (const table of tables) if (table.type !== "table") found.push(...(yield* askForView(table.name)));
    return found;
  }
}

/** A view that is broken has no columns. */
function* askForView(name: string): Questions<readonly ColumnRow[]> {
  const text = `'${name.replaceAll("'", "''")}'`;
  try {
    return yield* ask<ColumnRow>(
      `select ${text} as tbl, ${columns} from pragma_table_xinfo(${text}, 'main') x order by x.cid`,
    );
  } catch {
    return [];
  }
}
