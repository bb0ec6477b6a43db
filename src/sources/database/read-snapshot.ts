/** The schema as `pull` wrote it. A snapshot that is missing, damaged or newer is one problem that says what to run. */
import { locate } from "#document/locate.ts";
import { parseDocument } from "#document/parse.ts";
import { pointerOf } from "#document/pointer.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { Options } from "./options.ts";
import type { ReadSchema } from "./origins.ts";
import type { DatabaseSchema } from "./schema.ts";
import { MAX_PROBLEMS } from "./snapshot-lists.ts";
import { schemaOf, snapshotShape } from "./snapshot-shape.ts";
import { SNAPSHOT_VERSION } from "./snapshot-text.ts";

const DEFAULT_SNAPSHOT = "db/schema.json";

/** Project path of the snapshot. */
export function snapshotPath({ snapshot = DEFAULT_SNAPSHOT }: Options): string {
  return join(snapshot);
}

interface SnapshotFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** What to run to get a good one. */
  readonly fix: string;
}

export async function readSnapshot(input: SourceInput<Options>, context: SourceContext): Promise<ReadSchema> {
  const file = snapshotPath(input.options);
  const fix = `run \`specmill pull ${input.name}\` to write it, and commit it`;
  const bytes = context.inputs.read(file);
  if (bytes === undefined) {
    const message = `the schema of \`${input.name}\` was never pulled: there is no \`${file}\``;
    throw new SpecmillError([error("database/no-snapshot", message, { place: { file }, notes: [fix] })]);
  }
  const problems: Diagnostic[] = [];
  const value = await parseDocument(file, bytes, input.limits, (problem) => problems.push(problem), "json");
  if (value === undefined)
    throw new SpecmillError(problems.map((one) => ({ ...one, notes: [...one.notes, { message: fix }] })));
  const schema = decodeSnapshot(value, { file, bytes, fix });
  const place = (path: readonly string[]) => locate(file, bytes, "json", pointerTo(path, schema), "value");
  return { schema, origins: { file, place } };
}

/** What a file of snapshot form holds. Throws SpecmillError for anything else. */
export function decodeSnapshot(value: Json, snapshot: SnapshotFile): DatabaseSchema {
  const head = value as { readonly specmill?: Json } | null;
  if (head?.specmill !== "database-schema") throw unusable("is no snapshot of a database", "", snapshot);
  if (isNewer(value)) {
    const newer = { ...snapshot, fix: "use the specmill that wrote it, or a newer one" };
    throw unusable("was written by a newer specmill", "/version", newer);
  }
  const { success, data, error: found } = snapshotShape.safeParse(value);
  if (success) return schemaOf(data);
  throw new SpecmillError(
    found.issues
      .slice(0, MAX_PROBLEMS)
      .map((issue) => problem(`is damaged: ${wordsOf(issue, value)}`, pointerOf(issue.path.map(String)), snapshot)),
  );
}

/** Whether an older specmill, as this one, must not touch it. */
export function isNewer(value: Json): boolean {
  const { version } = (value ?? {}) as { readonly version?: Json };
  return typeof version === "number" && version > SNAPSHOT_VERSION;
}

function unusable(what: string, pointer: string, snapshot: SnapshotFile): SpecmillError {
  return new SpecmillError([problem(what, pointer, snapshot)]);
}

function problem(what: string, pointer: string, { file, bytes, fix }: SnapshotFile): Diagnostic {
  const place = locate(file, bytes, "json", pointer, "value");
  return error("database/snapshot", `\`${file}\` ${what}`, { place, notes: [fix] });
}

/** zod knows what it expected; what is missing or unknown is said by name. */
function wordsOf({ code, path, message, keys = [] }: Issue, value: Json): string {
  if (code === "unrecognized_keys") return `unknown key \`${keys[0]}\``;
  if (code !== "custom" && valueAt(value, path) === undefined) return `\`${String(path.at(-1))}\` is missing`;
  const detail = message.replace(/^Invalid \w+: /, "");
  return detail.charAt(0).toLowerCase() + detail.slice(1);
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function valueAt(value: Json, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as { readonly [key: PropertyKey]: unknown } | undefined)?.[key], value);
}

/** Where in the file a schema or a member of it is. */
function pointerTo([schemaName, name]: readonly string[], { schemas }: DatabaseSchema): string {
  const at = schemas.findIndex((schema) => schema.name === schemaName);
  const schema = schemas[at];
  if (schema === undefined) return "";
  for (const list of ["tables", "enums", "domains", "composites"] as const) {
    const index = schema[list].findIndex((member) => member.name === name);
    if (index !== -1) return `/schemas/${at}/${list}/${index}`;
  }
  return `/schemas/${at}`;
}
