/**
 * Schemas in few words, for tests. A table is its columns, `["id", "title: text", "language_id?"]` (`?` may be null, `integer` unless it
 * says otherwise), and foreign keys as `language_id -> language(id)`. Lists are sorted as introspection sorts them.
 */
import { compareText } from "#model/diagnostic.ts";
import type {
  Check,
  Column,
  DatabaseSchema,
  DialectName,
  ForeignKey,
  Index,
  Key,
  Schema,
  Table,
} from "#sources/database/schema.ts";

export interface TableWords
  extends Partial<Omit<Table, "columns" | "primaryKey" | "uniques" | "checks" | "foreignKeys">> {
  readonly columns?: readonly (string | Column)[];
  /** Names with spaces between them. */
  readonly primaryKey?: string | Key;
  readonly uniques?: readonly (string | Key)[];
  readonly checks?: readonly (string | Check)[];
  readonly foreignKeys?: readonly (string | ForeignKey)[];
}

export interface SchemaWords extends Partial<Omit<Schema, "tables">> {
  readonly tables?: Readonly<Record<string, TableWords>>;
}

export interface DatabaseWords extends SchemaWords {
  readonly dialect?: DialectName;
  /** Beside the default schema, which holds `tables` and the rest. */
  readonly schemas?: Readonly<Record<string, SchemaWords>>;
}

export function schemaOf({ dialect = "postgres", schemas = {}, ...own }: DatabaseWords): DatabaseSchema {
  const defaultSchema = dialect === "postgres" ? "public" : "main";
  const all = Object.entries({ ...schemas, [defaultSchema]: own });
  return { dialect, defaultSchema, schemas: byName(all.map(([name, words]) => oneSchema(name, words, defaultSchema))) };
}

/** A schema of some tables, all in the default schema. */
export function tablesOf(tables: Readonly<Record<string, TableWords>>): DatabaseSchema {
  return schemaOf({ tables });
}

function oneSchema(name: string, { tables = {}, ...rest }: SchemaWords, defaultSchema: string): Schema {
  return {
    name,
    enums: [],
    domains: [],
    composites: [],
    sequences: [],
    ...rest,
    tables: byName(Object.entries(tables).map(([table, words]) => tableOf(table, words, defaultSchema))),
  };
}

export function tableOf(name: string, words: TableWords, defaultSchema = "public"): Table {
  const { columns = ["id"], primaryKey, uniques = [], checks = [], foreignKeys = [], ...rest } = words;
  return {
    name,
    kind: "table",
    columns: columns.map((one) => (typeof one === "string" ? columnOf(one) : one)),
    ...(primaryKey === undefined ? {} : { primaryKey: keyOf(primaryKey) }),
    uniques: uniques.map(keyOf),
    checks: checks.map((one) => (typeof one === "string" ? { expression: one } : one)),
    foreignKeys: foreignKeys.map((one) => (typeof one === "string" ? foreignKeyOf(one, defaultSchema) : one)),
    indexes: [],
    ...rest,
  };
}

export function columnOf(words: string, more: Partial<Column> = {}): Column {
  const [name = "", type = "integer"] = words.split(": ");
  return { name: name.replace(/\?$/, ""), type, nullable: name.endsWith("?"), ...more };
}

export function keyOf(words: string | Key): Key {
  return typeof words === "string" ? { columns: words.split(" ") } : words;
}

/** `a b -> schema.table(x y)`. */
export function foreignKeyOf(words: string, defaultSchema = "public"): ForeignKey {
  const found = /^(.+) -> (?:(\w+)\.)?(.+)\((.+)\)$/.exec(words);
  if (found === null) throw new Error(`not a foreign key: ${words}`);
  const [, columns = "", schema = defaultSchema, table = "", references = ""] = found;
  return { columns: columns.split(" "), references: { schema, table, columns: references.split(" ") } };
}

export function uniqueIndex(name: string, columns: string, more: Partial<Index> = {}): Index {
  return { name, unique: true, parts: columns.split(" ").map((column) => ({ column })), ...more };
}

function byName<T extends { readonly name: string }>(members: readonly T[]): readonly T[] {
  return members.toSorted((one, other) => compareText(one.name, other.name));
}
