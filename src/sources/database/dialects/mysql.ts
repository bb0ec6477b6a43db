/**
 * MySQL and MariaDB. A database is a schema here; mysql-databases.ts says what it is called. Both servers answer from information_schema,
 * in thirteen queries for one database and at most nine for each further one, whatever it holds. Proved on MariaDB; what
 * is said of MySQL is from its manual, and tested on rows as it shows them.
 */
import type { DatabaseSchema, Schema } from "../schema.ts";
import type { Connection, Dialect, IntrospectionRequest } from "./dialect.ts";
import { readCatalogue } from "./mysql-catalogue.ts";
import type { NamedDatabase } from "./mysql-databases.ts";
import { nameDatabases } from "./mysql-databases.ts";
import { byName, present } from "./mysql-present.ts";
import { readSequences } from "./mysql-sequences.ts";
import { openSession } from "./mysql-server.ts";
import type { TableRows } from "./mysql-table-rows.ts";
import { tableRowsOf } from "./mysql-table-rows.ts";
import type { TablesContext } from "./mysql-tables.ts";
import { tablesOf } from "./mysql-tables.ts";

export const dialect: Dialect = {
  schemes: ["mysql", "mysql2", "mariadb"],
  introspect,
};

/** What was read of one database. */
interface ReadDatabase extends NamedDatabase, Pick<Schema, "sequences"> {
  readonly tables: readonly TableRows[];
}

async function introspect(connection: Connection, { schemas }: IntrospectionRequest): Promise<DatabaseSchema> {
  const server = await openSession(connection);
  const names = nameDatabases(server, schemas);
  const databases: ReadDatabase[] = [];
  for (const database of names.databases) {
    const catalogue = await readCatalogue(connection, server.known, database.name);
    const sequences = await readSequences(connection, database.name, catalogue);
    databases.push({ ...database, sequences, tables: tableRowsOf(catalogue) });
  }
  const isMariaDB = server.dialect === "mariadb";
  const knownTables = new Map(databases.map(({ schema, tables }) => [schema, columnNames(tables)]));
  return {
    dialect: server.dialect,
    defaultSchema: names.defaultSchema,
    schemas: databases
      .map((database) => {
        const naming = { own: database.name, schemaOf: names.schemaOf };
        return schemaOf(database, { isMariaDB, naming, knownTables });
      })
      .sort(byName),
  };
}

function schemaOf({ schema, comment, sequences, tables }: ReadDatabase, context: TablesContext): Schema {
  return present({
    name: schema,
    comment,
    enums: [],
    domains: [],
    composites: [],
    sequences,
    tables: tablesOf(tables, context),
  });
}

/** Names of the columns of every table, in their order. */
function columnNames(tables: readonly TableRows[]): ReadonlyMap<string, readonly string[]> {
  return new Map(tables.map(({ table, columns }) => [table.table, columns.map((column) => column.name)]));
}
