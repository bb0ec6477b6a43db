/** What is asked of a server before its catalogue: which one it is, which databases it has, and which of them the connection is to. */
import type { DialectName } from "../schema.ts";
import type { Connection } from "./dialect.ts";
import type { KnownColumns } from "./mysql-catalogue.ts";
import { ask, readKnownColumns } from "./mysql-catalogue.ts";

export interface Server {
  readonly dialect: Extract<DialectName, "mysql" | "mariadb">;
  /** The database of the connection, when it is to one. */
  readonly database: string | undefined;
  /** Those that the user may see. */
  readonly databases: readonly ServerDatabase[];
  /** Names of databases and tables differ by case alone only where the file system tells them apart. */
  readonly foldsCase: boolean;
  readonly known: KnownColumns;
}

export interface ServerDatabase {
  readonly name: string;
  readonly comment: string | undefined;
}

/**
 * The session decides how the catalogue is spelled: quotes and escapes of expressions, and TIMESTAMPs, which are shown in its zone.
 * With these a schema reads the same, however its server is configured.
 */
const settings = "SET SESSION sql_mode = '', sql_quote_show_create = 1, time_zone = '+00:00'";

/** A client that was given no database may be in one of these. */
const systemDatabases: ReadonlySet<string> = new Set(["information_schema", "mysql", "performance_schema", "sys"]);

/** Makes the settings of the session, which is the connection's until it is closed. */
export async function openSession(connection: Connection): Promise<Server> {
  await connection.query(settings);
  const [sessions, databases, known] = await Promise.all([
    ask(connection, "SELECT VERSION() AS `version`, DATABASE() AS `database`, @@lower_case_table_names AS `folding`"),
    // All columns: a comment is there since MariaDB 10.5, and nowhere in MySQL.
    ask(connection, "SELECT * FROM information_schema.SCHEMATA"),
    readKnownColumns(connection),
  ]);
  const { version = "", database = "", folding } = sessions[0] ?? {};
  return {
    dialect: /mariadb/i.test(version) ? "mariadb" : "mysql",
    database: database === "" || systemDatabases.has(database.toLowerCase()) ? undefined : database,
    databases: databases.map(({ SCHEMA_NAME = "", SCHEMA_COMMENT }) => ({
      name: SCHEMA_NAME,
      comment: SCHEMA_COMMENT === "" ? undefined : SCHEMA_COMMENT,
    })),
    foldsCase: folding !== "0",
    known,
  };
}
