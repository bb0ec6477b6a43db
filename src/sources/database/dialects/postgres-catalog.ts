/**
 * Reads the catalogue of PostgreSQL: in a transaction that only reads and sees one moment, under settings that end with it, so that the
 * server spells the same schema the same way for every role, time zone and configuration.
 */
import { InternalError } from "#model/errors.ts";
import type { Connection } from "./dialect.ts";
import { catalogQuery } from "./postgres-queries.ts";
import type { Catalog } from "./postgres-rows.ts";

const settings: Readonly<Record<string, string>> = {
  // No schema on the path: every name that is not of the system comes qualified.
  search_path: "",
  quote_all_identifiers: "off",
  standard_conforming_strings: "on",
  // How constants in defaults and in the bounds of partitions look.
  timezone: "UTC",
  datestyle: "ISO, YMD",
  intervalstyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  lc_monetary: "C",
  // The statement is long and runs once: compiling it would take longer than running it.
  jit: "off",
};

const applySettings = `select pg_catalog.current_setting('server_version_num')::int as version, ${Object.entries(
  settings,
)
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`)
  .join(", ")}`;

/** No names: every schema that is not of the system. A name that is not there gives no row. */
export async function readCatalog(connection: Connection, schemas: readonly string[]): Promise<Catalog> {
  await connection.query("begin isolation level repeatable read read only");
  try {
    const { version } = only(await connection.query<{ readonly version: number }>(applySettings));
    const query = catalogQuery(version);
    const { catalog } = only(await connection.query<{ readonly catalog: string }>(query, [JSON.stringify(schemas)]));
    await connection.query("commit");
    return JSON.parse(catalog);
  } catch (problem) {
    // What went wrong before is the one to tell of, whether the connection still lives or not.
    await connection.query("rollback").catch(() => undefined);
    throw problem;
  }
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new InternalError("PostgreSQL answered a query for one row with none");
  return row;
}
