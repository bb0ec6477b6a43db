/**
 * Which databases are read, and what the result calls them. The database of the URL is `main`, so that a copy under another name gives
 * the same schema; every other one keeps its name. `schemas` of the config lists the databases to read, where `main` is the one of
 * the URL; one that is listed by its own name goes by that name, also when it is the one of the URL.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Server, ServerDatabase } from "./mysql-server.ts";

export interface NamedDatabase extends ServerDatabase {
  /** Its name in the result. */
  readonly schema: string;
}

export interface DatabaseNames {
  /** The schema whose tables go by their bare names: that of the URL, or without one the first that is asked for. */
  readonly defaultSchema: string;
  /** What is to be read; a name that the server does not have is not in it. */
  readonly databases: readonly NamedDatabase[];
  schemaOf(database: string): string;
}

/** Name of the URL's database in the result. */
const MAIN = "main";

/** Throws SpecmillError when nothing says which database is meant. */
export function nameDatabases(server: Server, requested: readonly string[]): DatabaseNames {
  const own =
    server.database === undefined ? undefined : (findDatabase(server, server.database)?.name ?? server.database);
  const first = own === undefined ? requested[0] : MAIN;
  if (first === undefined) throw noDatabase();
  const databases = new Map<string, NamedDatabase>();
  for (const schema of requested.length === 0 ? [MAIN] : requested) {
    const found = findDatabase(server, schema === MAIN && own !== undefined ? own : schema);
    if (found !== undefined && !databases.has(found.name)) databases.set(found.name, { ...found, schema });
  }
  const ownSchema = (own !== undefined && databases.get(own)?.schema) || first;
  return {
    defaultSchema: ownSchema,
    databases: [...databases.values()],
    schemaOf: (database) => databases.get(database)?.schema ?? (database === own ? ownSchema : database),
  };
}

function findDatabase({ databases, foldsCase }: Server, name: string): ServerDatabase | undefined {
  const exact = databases.find((one) => one.name === name);
  if (exact !== undefined || !foldsCase) return exact;
  return databases.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function noDatabase(): SpecmillError {
  const notes = [
    "end the URL with its name, as `mysql://user@host:3306/shop`, or name databases in `schemas` of the source",
  ];
  return new SpecmillError([error("database/connection", "the connection URL names no database", { notes })]);
}
