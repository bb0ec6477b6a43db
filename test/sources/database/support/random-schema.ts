/**
 * Random schemas in the order that introspection gives, so that two of them are equal when they say the same. Names meet often, and some
 * of them are hostile; foreign keys lead anywhere, also to tables that are not there.
 */
import { compareText } from "#model/diagnostic.ts";
import type {
  Check,
  Column,
  DatabaseSchema,
  DialectName,
  Domain,
  ForeignKey,
  Index,
  Key,
  Schema,
  Sequence,
  Table,
} from "#sources/database/schema.ts";
import type { Random } from "../../../support/random.ts";

const tableNames = [
  "film",
  "films",
  "Film",
  "film_actor",
  "actor",
  "person",
  "people",
  "language",
  "order",
  "order line",
  "staff",
  "a.b",
  "$$$",
  "__proto__",
  "constructor",
  "日本",
];
const columnNames = [
  "id",
  "film_id",
  "FilmId",
  "film",
  "films",
  "filmActors",
  "actor_id",
  "parent_id",
  "original_film_id",
  "language",
  "tenant_id",
  "created_at",
  "x:y",
  "__proto__",
  'q"uote',
];
const texts = [
  "",
  "one line",
  "two\nlines\r\n",
  "it's `quoted`",
  "\u0000\u001b[31m",
  "é \u2028 🙂",
  "\ud800",
  "x".repeat(200),
];
const types = [
  "integer",
  "bigint",
  "text",
  "character varying(40)",
  "integer[]",
  "numeric(10,2)",
  "enum('a','b')",
  "mood",
];

/** How often a thing is there: one time in `of`. */
function maybe<T>(random: Random, of: number, make: () => T): T | undefined {
  return random.below(of) === 0 ? make() : undefined;
}

/** Members that are `undefined` are left out, as introspection leaves them out. */
function present<T extends object>(value: { readonly [name in keyof T]: T[name] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

function several<T>(random: Random, upTo: number, make: (at: number) => T): T[] {
  return Array.from({ length: random.below(upTo + 1) }, (_, at) => make(at));
}

function some(random: Random, names: readonly string[], atLeast = 1): readonly string[] {
  const left = [...names];
  const count = Math.min(names.length, atLeast + random.below(2));
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] ?? "");
}

function byName<T extends { readonly name: string }>(members: readonly T[]): readonly T[] {
  const unique = new Map(members.map((member) => [member.name, member]));
  return [...unique.values()].toSorted((one, other) => compareText(one.name, other.name));
}

/** Keys and checks may have no name: they are sorted by all that they say. */
function byContent<T>(members: readonly T[]): readonly T[] {
  const unique = new Map(members.map((member) => [JSON.stringify(member), member]));
  return [...unique].toSorted(([one], [other]) => compareText(one, other)).map(([, member]) => member);
}

const deferrables = ["initially immediate", "initially deferred"] as const;
const actions = ["restrict", "cascade", "set null", "set default"] as const;
const kinds = ["table", "table", "table", "partitioned-table", "view", "materialized-view"] as const;

export function randomColumn(random: Random, name: string): Column {
  return present<Column>({
    name,
    type: random.pick(types),
    nullable: random.below(2) === 0,
    default: maybe(random, 4, () => random.pick([...texts, "nextval('s'::regclass)"])),
    identity: maybe(random, 9, () => random.pick(["always", "by default"] as const)),
    autoIncrement: maybe(random, 9, () => true as const),
    generated: maybe(random, 9, () => ({
      expression: random.pick(texts),
      kind: random.pick(["stored", "virtual"] as const),
    })),
    onUpdate: maybe(random, 9, () => "current_timestamp()"),
    collation: maybe(random, 9, () => random.pick(["C", "utf8mb4_bin"])),
    comment: maybe(random, 6, () => random.pick(texts)),
    userType: maybe(random, 6, () => ({
      kind: random.pick(["enum", "domain", "composite", "range", "other"] as const),
      schema: random.pick(["public", "sales"]),
      name: random.pick(["mood", "year", "address", "loop"]),
    })),
    array: maybe(random, 9, () => 1 + random.below(3)),
    invisible: maybe(random, 9, () => true as const),
  });
}

function randomKey(random: Random, columns: readonly string[]): Key {
  return present<Key>({
    name: maybe(random, 2, () => random.pick(["k1", "k2", "k3"])),
    columns: some(random, columns),
    deferrable: maybe(random, 6, () => random.pick(deferrables)),
    nullsNotDistinct: maybe(random, 9, () => true as const),
  });
}

function randomCheck(random: Random): Check {
  return present<Check>({
    name: maybe(random, 2, () => random.pick(["c1", "c2"])),
    expression: random.pick(["id > 0", "VALUE < 9", "film in ('a','b')", ...texts]),
  });
}

export function randomForeignKey(random: Random, columns: readonly string[]): ForeignKey {
  const own = some(random, columns);
  const references = {
    schema: random.pick(["public", "public", "sales"]),
    table: random.pick(tableNames),
    columns: own.map(() => random.pick(columnNames)),
  };
  return present<ForeignKey>({
    name: maybe(random, 2, () => random.pick(["f1", "f2", "f3"])),
    columns: own,
    references,
    onUpdate: maybe(random, 6, () => random.pick(actions)),
    onDelete: maybe(random, 3, () => random.pick(actions)),
    deferrable: maybe(random, 9, () => random.pick(deferrables)),
    match: maybe(random, 9, () => random.pick(["full", "partial"] as const)),
  });
}

function randomIndex(random: Random, name: string, columns: readonly string[]): Index {
  const parts = some(random, columns).map((column) =>
    present<Index["parts"][number]>({
      ...(random.below(5) === 0 ? { expression: "lower(x)" } : { column }),
      descending: maybe(random, 4, () => true as const),
      nulls: maybe(random, 6, () => random.pick(["first", "last"] as const)),
      length: maybe(random, 8, () => 10),
      collation: maybe(random, 8, () => "C"),
      operatorClass: maybe(random, 8, () => "text_pattern_ops"),
    }),
  );
  return present<Index>({
    name,
    parts,
    unique: maybe(random, 2, () => true as const),
    method: maybe(random, 5, () => "gin"),
    include: maybe(random, 6, () => some(random, columns)),
    where: maybe(random, 6, () => "x > 0"),
    comment: maybe(random, 6, () => random.pick(texts)),
  });
}

export function randomTable(random: Random, name: string): Table {
  const columns = [...new Set([random.pick(columnNames), ...several(random, 5, () => random.pick(columnNames))])];
  const kind = random.pick(kinds);
  return present<Table>({
    name,
    kind,
    comment: maybe(random, 4, () => random.pick(texts)),
    columns: columns.map((column) => randomColumn(random, column)),
    primaryKey: maybe(random, 2, () => randomKey(random, columns)),
    uniques: byContent(several(random, 2, () => randomKey(random, columns))),
    checks: byContent(several(random, 2, () => randomCheck(random))),
    foreignKeys: byContent(several(random, 3, () => randomForeignKey(random, columns))),
    indexes: byName(several(random, 2, () => randomIndex(random, random.pick(["i1", "i2"]), columns))),
    definition: kind.endsWith("view") ? random.pick(texts) : undefined,
    partitionedBy: kind === "partitioned-table" ? "RANGE (id)" : undefined,
    partitions:
      kind === "partitioned-table" ? [{ name: "p1", bound: random.pick(["FOR VALUES IN (1)", "DEFAULT"]) }] : undefined,
    inherits: maybe(random, 9, () => [random.pick(tableNames)]),
    options: maybe(random, 9, () => [random.pick(["STRICT", "WITHOUT ROWID"])]),
  });
}

function randomDomain(random: Random, name: string): Domain {
  const { type, nullable, default: value, collation, comment, userType, array } = randomColumn(random, name);
  const checks = byContent(several(random, 2, () => randomCheck(random)));
  return present<Domain>({ name, type, nullable, default: value, collation, checks, comment, userType, array });
}

function randomSequence(random: Random, name: string): Sequence {
  return present<Sequence>({
    name,
    type: "bigint",
    start: String(random.below(3)),
    increment: "1",
    min: "1",
    max: "9223372036854775807",
    cycle: maybe(random, 3, () => true as const),
    ownedBy: maybe(random, 2, () => "film.film_id"),
    comment: maybe(random, 4, () => random.pick(texts)),
  });
}

export function randomSchemaPart(random: Random, name: string, tables = 8): Schema {
  return present<Schema>({
    name,
    comment: maybe(random, 4, () => random.pick(texts)),
    enums: byName(
      several(random, 2, () =>
        present<Schema["enums"][number]>({
          name: random.pick(["mood", "rating"]),
          values: some(random, ["sad", "ok", "it's"], 2),
          comment: maybe(random, 4, () => random.pick(texts)),
        }),
      ),
    ),
    domains: byName(several(random, 3, () => randomDomain(random, random.pick(["year", "loop", "email"])))),
    composites: byName(
      several(random, 1, () => ({
        name: "address",
        attributes: some(random, columnNames).map((one) => randomColumn(random, one)),
      })),
    ),
    sequences: byName(several(random, 1, () => randomSequence(random, "s1"))),
    tables: byName(several(random, tables, () => randomTable(random, random.pick(tableNames)))),
  });
}

export function randomSchema(random: Random, dialect: DialectName = "postgres"): DatabaseSchema {
  const more = several(random, 1, () => randomSchemaPart(random, "sales", 4));
  return { dialect, defaultSchema: "public", schemas: byName([randomSchemaPart(random, "public"), ...more]) };
}

/** The same in another order wherever order says nothing: schemas, tables, keys, checks and indexes. */
export function shuffled(schema: DatabaseSchema, random: Random): DatabaseSchema {
  const mix = <T>(members: readonly T[]): readonly T[] => {
    const left = [...members];
    return members.map(() => left.splice(random.below(left.length), 1)[0] as T);
  };
  const table = (one: Table): Table => ({
    ...one,
    uniques: mix(one.uniques),
    checks: mix(one.checks),
    foreignKeys: mix(one.foreignKeys),
    indexes: mix(one.indexes),
  });
  return { ...schema, schemas: mix(schema.schemas.map((one) => ({ ...one, tables: mix(one.tables.map(table)) }))) };
}

/** One thing in the JSON changed: a text or number, a flag, or a member of a list left out. Not always a schema that can be. */
export function withOneChange<T>(value: T, random: Random): T {
  const copy = structuredClone(value);
  random.pick(changesOf(copy as unknown as Tree))();
  return copy;
}

type Tree = { [key: string]: unknown };

/** All that could be changed below a node of the JSON. */
function changesOf(node: Tree): (() => void)[] {
  const members = Object.entries(node).filter(([key]) => key !== "dialect" && key !== "kind");
  return members.flatMap(([key, child]) => {
    const set = (value: unknown) => () => {
      node[key] = value;
    };
    return [
      ...(typeof child === "string" ? [set(`${child}~`)] : []),
      ...(typeof child === "number" ? [set(child + 1)] : []),
      ...(key === "nullable" ? [set(!child)] : []),
      ...(optional.has(key) ? [() => void delete node[key]] : []),
      ...(Array.isArray(child) && child.length > 1 ? [set(child.slice(1)), set(child.toReversed())] : []),
      ...(child !== null && typeof child === "object" ? changesOf(child as Tree) : []),
    ];
  });
}

const optional: ReadonlySet<string> = new Set(
  "comment default identity autoIncrement generated onUpdate collation userType array invisible deferrable nullsNotDistinct onDelete match descending nulls length operatorClass unique method include where partitions inherits options definition partitionedBy primaryKey cycle ownedBy".split(
    " ",
  ),
);
