/**
 * The shape of a snapshot file, strict: a snapshot comes from a repository, and what templates see must be what they are promised.
 * It is the schema of schema.ts, but that definitions of views stand as a list of lines.
 */
import * as z from "zod";
import type { DatabaseSchema } from "./schema.ts";
import { listOf, namedList, someOf } from "./snapshot-lists.ts";
import { SNAPSHOT_VERSION } from "./snapshot-text.ts";

const text = z.string();
const name = z.string().min(1, "a name is not empty");
const deferrable = z.enum(["initially immediate", "initially deferred"]);
const action = z.enum(["restrict", "cascade", "set null", "set default"]);
const flag = z.literal(true);

const userType = z.strictObject({
  kind: z.enum(["enum", "domain", "composite", "range", "other"]),
  schema: name,
  name,
});

const column = z.strictObject({
  name,
  type: text,
  nullable: z.boolean(),
  default: text.optional(),
  identity: z.enum(["always", "by default"]).optional(),
  autoIncrement: flag.optional(),
  generated: z.strictObject({ expression: text, kind: z.enum(["stored", "virtual"]) }).optional(),
  onUpdate: text.optional(),
  collation: text.optional(),
  comment: text.optional(),
  userType: userType.optional(),
  array: z.int().min(1).optional(),
  invisible: flag.optional(),
});

const key = z.strictObject({
  name: text.optional(),
  columns: someOf(name),
  deferrable: deferrable.optional(),
  nullsNotDistinct: flag.optional(),
});

const check = z.strictObject({ name: text.optional(), expression: text });

const foreignKey = z.strictObject({
  name: text.optional(),
  columns: someOf(name),
  references: z.strictObject({ schema: name, table: name, columns: someOf(name) }),
  onUpdate: action.optional(),
  onDelete: action.optional(),
  deferrable: deferrable.optional(),
  match: z.enum(["full", "partial"]).optional(),
});

const indexPart = z
  .strictObject({
    column: name.optional(),
    expression: text.optional(),
    descending: flag.optional(),
    nulls: z.enum(["first", "last"]).optional(),
    length: z.int().min(1).optional(),
    collation: text.optional(),
    operatorClass: text.optional(),
  })
  .refine(
    ({ column, expression }) => (column === undefined) !== (expression === undefined),
    "a part of an index has either a `column` or an `expression`",
  );

const index = z.strictObject({
  name,
  parts: someOf(indexPart),
  unique: flag.optional(),
  method: text.optional(),
  include: listOf(name).optional(),
  where: text.optional(),
  comment: text.optional(),
});

const table = z.strictObject({
  name,
  kind: z.enum(["table", "partitioned-table", "foreign-table", "virtual-table", "view", "materialized-view"]),
  comment: text.optional(),
  columns: namedList(column),
  primaryKey: key.optional(),
  uniques: listOf(key),
  checks: listOf(check),
  foreignKeys: listOf(foreignKey),
  indexes: namedList(index),
  definition: listOf(text).optional(),
  partitionedBy: text.optional(),
  partitions: namedList(z.strictObject({ name, bound: text })).optional(),
  inherits: listOf(name).optional(),
  options: listOf(text).optional(),
});

const schema = z.strictObject({
  name,
  comment: text.optional(),
  enums: namedList(z.strictObject({ name, values: listOf(text), comment: text.optional() })),
  domains: namedList(
    z.strictObject({
      name,
      type: text,
      nullable: z.boolean(),
      default: text.optional(),
      collation: text.optional(),
      checks: listOf(check),
      comment: text.optional(),
      userType: userType.optional(),
      array: z.int().min(1).optional(),
    }),
  ),
  composites: namedList(z.strictObject({ name, attributes: namedList(column), comment: text.optional() })),
  sequences: namedList(
    z.strictObject({
      name,
      type: text,
      start: text,
      increment: text,
      min: text,
      max: text,
      cycle: flag.optional(),
      ownedBy: text.optional(),
      comment: text.optional(),
    }),
  ),
  tables: namedList(table),
});

export const snapshotShape = z.strictObject({
  specmill: z.literal("database-schema"),
  version: z.literal(SNAPSHOT_VERSION),
  dialect: z.enum(["postgres", "mysql", "mariadb", "sqlite"]),
  defaultSchema: name,
  schemas: namedList(schema),
});

export type Snapshot = z.output<typeof snapshotShape>;

/** The snapshot as the nouns of schema.ts; the compiler says when the two drift apart. */
export function schemaOf({ dialect, defaultSchema, schemas }: Snapshot): DatabaseSchema {
  const withTexts = schemas.map((one) => ({
    ...one,
    tables: one.tables.map(({ definition, ...rest }) =>
      definition === undefined ? rest : { ...rest, definition: definition.join("\n") },
    ),
  }));
  return { dialect, defaultSchema, schemas: withTexts as DatabaseSchema["schemas"] };
}
