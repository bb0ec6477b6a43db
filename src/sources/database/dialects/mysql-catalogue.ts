/**
 * Reads information_schema, a query for each of its views. A query names one database, and with `=`: both servers then open only that
 * folder of the catalogue. What differs between MySQL, MariaDB and their versions is asked of the server and not told by its number.
 */
import type { Connection } from "./dialect.ts";
import type { Catalogue, CatalogueView, ViewName } from "./mysql-views.ts";
import { catalogueViews } from "./mysql-views.ts";

/** Columns of information_schema that a server has: `STATISTICS.EXPRESSION`. */
export type KnownColumns = ReadonlySet<string>;

type Cells = Readonly<Partial<Record<string, string>>>;

/** Rows with every cell as a text, whatever the client makes of its type; what is NULL is left out. */
export async function ask(
  connection: Connection,
  text: string,
  values?: readonly unknown[],
): Promise<readonly Cells[]> {
  const rows = await connection.query<Readonly<Record<string, unknown>>>(text, values);
  return rows.map(cellsOf);
}

export async function readKnownColumns(connection: Connection): Promise<KnownColumns> {
  const names = Object.values(catalogueViews).map((view) => view.from);
  const rows = await ask(
    connection,
    `SELECT TABLE_NAME AS \`view\`, COLUMN_NAME AS \`column\` FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME IN (${names.map(() => "?").join(", ")})`,
    names,
  );
  return new Set(rows.map(({ view, column }) => `${view}.${column}`.toUpperCase()));
}

/** The queries go out together, so that over a network they do not wait for one another. */
export async function readCatalogue(connection: Connection, known: KnownColumns, database: string): Promise<Catalogue> {
  const names = Object.keys(catalogueViews) as ViewName[];
  const rows = await Promise.all(
    names.map((name) => {
      const text = queryOf(catalogueViews[name], known);
      return text === undefined ? [] : ask(connection, text, [database]);
    }),
  );
  return Object.fromEntries(names.map((name, at) => [name, rows[at]])) as unknown as Catalogue;
}

/** Nothing when this server does not have the view, or does not need it. */
function queryOf({ from, of, always, maybe, only, unless }: CatalogueView, known: KnownColumns): string | undefined {
  if (!known.has(`${from}.${of}`) || (unless !== undefined && known.has(unless))) return undefined;
  const cells = Object.entries({ ...always, ...maybe }).map(
    ([name, column]) => `${known.has(`${from}.${column}`) ? column : "NULL"} AS \`${name}\``,
  );
  const where = [`${of} = ?`, ...(only === undefined ? [] : [only])].join(" AND ");
  return `SELECT ${cells.join(", ")} FROM information_schema.${from} WHERE ${where}`;
}

function cellsOf(row: Readonly<Record<string, unknown>>): Cells {
  const cells: Record<string, string> = {};
  for (const name in row) {
    const cell = row[name];
    if (cell !== null && cell !== undefined) cells[name] = cell instanceof Uint8Array ? decode(cell) : String(cell);
  }
  return cells;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
