/** Lists of tables, views and types. They read facts, not contents: an edit inside a table leaves them alone. */
import type { Database, It, Schema } from "./_database.ts";
import { dataOf, factsOf } from "./_database.ts";
import { code, remarks, section } from "./_text.ts";

type Unit = It["unit"];

const dialects: Readonly<Record<Database["dialect"], string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

/** `SQLite database with 11 tables and 2 views.` */
export function about(it: It, { dialect }: Database): string {
  const counts = [counted(it.units("table").length, "table"), counted(it.units("view").length, "view")];
  const found = counts.filter((count) => count !== "");
  return `${dialects[dialect]} database${found.length === 0 ? "" : ` with ${it.text.list(found)}`}.`;
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** With a single schema there are no pages for schemas: it is the database. */
export function onlySchema(it: It, { schemas }: Database): Schema | undefined {
  const [only] = schemas;
  return only === undefined || schemas.length > 1 ? undefined : dataOf<Schema>(it.ref(only));
}

export function schemaList(it: It, { schemas }: Database): string {
  if (schemas.length < 2) return "";
  const rows = schemas.map((id) => linkRow(it, it.ref(id)));
  return section("Schemas", it.md.table(["Schema", "What it is"], rows));
}

/** Everything in the database, or in one schema. */
export interface Members {
  readonly tables: Iterable<Unit>;
  readonly views: Iterable<Unit>;
  readonly enums: Iterable<Unit>;
  readonly domains: Iterable<Unit>;
  readonly composites: Iterable<Unit>;
}

export function allMembers({ units }: It): Members {
  return {
    tables: units("table"),
    views: units("view"),
    enums: units("enum"),
    domains: units("domain"),
    composites: units("composite"),
  };
}

export function membersOf(it: It, schema: Schema): Members {
  const all = (ids: readonly string[]) => ids.map((id) => it.ref(id));
  const { tables, views, enums, domains, composites } = schema;
  return {
    tables: all(tables),
    views: all(views),
    enums: all(enums),
    domains: all(domains),
    composites: all(composites),
  };
}

export function tableList(it: It, { tables }: Members): string {
  const rows = Array.from(tables, (unit) => linkRow(it, unit, kindText(unit)));
  return section("Tables", it.md.table(["Table", "Kind", "What it is"], rows));
}

export function viewList(it: It, { views }: Members): string {
  const rows = Array.from(views, (unit) => linkRow(it, unit, kindText(unit)));
  return section("Views", it.md.table(["View", "Kind", "What it is"], rows));
}

/** Types with a page: enums that belong to a single column stand there. */
export function typeList(it: It, { enums, domains, composites }: Members): string {
  const rows = [
    ...typeRows(it, enums, "enum"),
    ...typeRows(it, domains, "domain"),
    ...typeRows(it, composites, "composite"),
  ];
  return section("Types", it.md.table(["Type", "Kind", "What it is"], rows));
}

function typeRows(it: It, units: Iterable<Unit>, kind: string): string[][] {
  return [...units].filter(({ id }) => it.link(id) !== undefined).map((unit) => linkRow(it, unit, kind));
}

function linkRow(it: It, unit: Unit, ...between: readonly string[]): string[] {
  const { comment } = factsOf(unit);
  const about = comment === undefined ? "" : it.md.escape(it.text.firstSentence(comment));
  return [it.md.link(unit.name, it.link(unit.id)), ...between, about];
}

/** What is worth a word: not that a table is a table. */
function kindText(unit: Unit): string {
  const { tableKind = "", isPivot } = factsOf(unit);
  const kind = /^(?:partitioned|foreign|virtual|materialized)/.exec(tableKind)?.[0];
  return remarks([kind, isPivot && "joins two tables"]);
}

export function sequenceList(it: It, { sequences }: Schema): string {
  const { md } = it;
  const rows = sequences.map(({ name, type, start, increment, min, max, cycle, ownedBy, comment = "" }) => [
    md.code(name),
    md.code(type),
    md.code(start),
    md.code(increment),
    `${md.code(min)} to ${md.code(max)}${cycle ? ", then from the start" : ""}`,
    code(it, ownedBy),
    md.escape(comment),
  ]);
  const head = ["Sequence", "Type", "Start", "Step", "Range", "Counts for", "Comment"];
  return section("Sequences", md.table(head, rows));
}
