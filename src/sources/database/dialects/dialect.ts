/** The extension point for databases: one file a dialect, which only `pull` (and a SQLite file that is read directly) loads. */
import type { DatabaseSchema } from "../schema.ts";

/** A connection that answers queries; closing it is the caller's business. */
export interface Connection {
  /** Rows as objects. Values of a query are bound, never spliced into its text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface IntrospectionRequest {
  /** Schemas by name; none means: the default one, and in PostgreSQL every schema that is not of the system. */
  readonly schemas: readonly string[];
}

export interface Dialect {
  /** Schemes of connection URLs, without the colon: `postgres`, `postgresql`. */
  readonly schemes: readonly string[];
  /**
   * Reads the whole schema, in a number of queries that does not depend on the number of tables. The same schema gives the same value,
   * whatever rows it has and on whichever server it lies.
   */
  introspect(connection: Connection, request: IntrospectionRequest): Promise<DatabaseSchema>;
}
