/** SQLite. A file has one schema, `main`; what is asked is the same for a connection and for a file that is read directly. */
import type { DatabaseSchema } from "../schema.ts";
import type { Connection, Dialect, IntrospectionRequest } from "./dialect.ts";
import type { Questions } from "./sqlite-queries.ts";
import { readCatalogue } from "./sqlite-queries.ts";
import { tablesOf } from "./sqlite-tables.ts";

export const dialect: Dialect = { schemes: ["sqlite", "file"], introspect };

async function introspect(connection: Connection, { schemas }: IntrospectionRequest): Promise<DatabaseSchema> {
  const questions = readSchema();
  let next = questions.next();
  while (!next.done) {
    const answer = await Promise.allSettled([connection.query<object>(next.value)]);
    next = resume(questions, answer[0]);
  }
  const isWanted = schemas.length === 0 || schemas.includes(next.value.defaultSchema);
  return isWanted ? next.value : { ...next.value, schemas: [] };
}

/** Reads the schema through `rows`, which answers a query with its rows as objects, or throws. */
export function introspectSqlite(rows: (text: string) => readonly object[]): DatabaseSchema {
  const questions = readSchema();
  let next = questions.next();
  while (!next.done) next = resume(questions, settle(rows, next.value));
  return next.value;
}

function settle(rows: (text: string) => readonly object[], query: string): PromiseSettledResult<readonly object[]> {
  try {
    return { status: "fulfilled", value: rows(query) };
  } catch (reason) {
    return { status: "rejected", reason };
  }
}

function resume<T>(
  questions: Questions<T>,
  answer: PromiseSettledResult<readonly object[]>,
): IteratorResult<string, T> {
  return answer.status === "fulfilled" ? questions.next(answer.value) : questions.throw(answer.reason);
}

function* readSchema(): Questions<DatabaseSchema> {
  const tables = tablesOf(yield* readCatalogue());
  const main = { name: "main", enums: [], domains: [], composites: [], sequences: [], tables };
  return { dialect: "sqlite", defaultSchema: "main", schemas: [main] };
}
