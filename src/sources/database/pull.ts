/** `pull` for a database: reads the schema from where the URL leads, and gives the snapshot with what is new in it. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute } from "#platform/paths.ts";
import type { PullContext, Pulled, Puller, SourceInput } from "../source.ts";
import { withConnection } from "./connect.ts";
import type { Connection, Dialect } from "./dialects/dialect.ts";
import { differences } from "./differences.ts";
import type { SqliteEndpoint } from "./endpoint.ts";
import { findEndpoint } from "./endpoint.ts";
import { reportMissing } from "./missing.ts";
import { keptText, oldSnapshot } from "./old-snapshot.ts";
import type { Options } from "./options.ts";
import { snapshotPath } from "./read-snapshot.ts";
import type { DatabaseSchema } from "./schema.ts";
import { selectTables } from "./select-tables.ts";
import { snapshotText } from "./snapshot-text.ts";

const DEFAULT_TIMEOUT = 10;

export const puller: Puller<Options> = {
  snapshot: (options) => (options.url === undefined ? undefined : snapshotPath(options)),
  async pull(input, context): Promise<Pulled> {
    const old = oldSnapshot(snapshotPath(input.options), context);
    const whole = await introspect(input, context);
    const now = selectTables(whole, input.options);
    refuseMissing(whole, now, input, context);
    const text = snapshotText(now);
    if (old === undefined) return { text, changes: [] };
    const changes = differences(old.schema, now);
    return { text: changes.length === 0 ? keptText(old, text) : text, changes };
  },
};

async function introspect(input: SourceInput<Options>, context: PullContext): Promise<DatabaseSchema> {
  const { url = "", schemas = [], timeout = DEFAULT_TIMEOUT } = input.options;
  const endpoint = findEndpoint(url, input.name, context);
  if (endpoint.kind === "sqlite") {
    return readFile(endpoint, context);
  }
  const dialect = await dialectOf(endpoint.kind);
  const limits = { source: input.name, seconds: timeout, signal: context.signal };
  return withConnection(endpoint, limits, (connection) => read(dialect, connection, schemas));
}

/** The schemas that were asked for; where one is not there all others too, since one of them may be meant. */
async function read(dialect: Dialect, connection: Connection, schemas: readonly string[]): Promise<DatabaseSchema> {
  const asked = await dialect.introspect(connection, { schemas });
  const found = new Set(asked.schemas.map(({ name }) => name));
  if (schemas.every((name) => found.has(name))) return asked;
  const all = await dialect.introspect(connection, { schemas: [] }).catch((problem: unknown) => {
    if (problem instanceof SpecmillError) return { schemas: [] };
    throw problem;
  });
  return { ...asked, schemas: [...asked.schemas, ...all.schemas.filter(({ name }) => !found.has(name))] };
}

/** The path is not shown: it may say more of the machine than the config does. */
async function readFile({ path, where }: SqliteEndpoint, { root, fs }: PullContext): Promise<DatabaseSchema> {
  const { readSqliteFile } = await import("./dialects/sqlite-file.ts");
  try {
    return readSqliteFile(absolute(root, path), fs, where);
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    const named = `the SQLite file that \`${where}\` names`;
    throw new SpecmillError(
      problem.diagnostics.map(({ place: _, message, ...rest }) => {
        return { ...rest, message: message.replace(`\`${where}\``, named) };
      }),
    );
  }
}

async function dialectOf(kind: "postgres" | "mysql"): Promise<Dialect> {
  const module = kind === "postgres" ? await import("./dialects/postgres.ts") : await import("./dialects/mysql.ts");
  return module.dialect;
}

/** A schema that the options misname must not become an empty snapshot. */
function refuseMissing(
  whole: DatabaseSchema,
  selected: DatabaseSchema,
  input: SourceInput<Options>,
  { report }: PullContext,
): void {
  const problems: Diagnostic[] = [];
  reportMissing(whole, selected, input, (problem) => problems.push(problem));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new SpecmillError(errors);
  for (const problem of problems) report(problem);
}
