/** A hand-made PostgreSQL schema with every kind of column and type that the pack knows, and names that meet. */
import type { Column, DatabaseSchema, Schema, Table } from "#sources/database/schema.ts";

export function column(name: string, type: string, more: Partial<Column> = {}): Column {
  return { name, type, nullable: false, ...more };
}

export function table(name: string, columns: readonly Column[], more: Partial<Table> = {}): Table {
  return { name, kind: "table", columns, uniques: [], checks: [], foreignKeys: [], indexes: [], ...more };
}

export function schema(name: string, tables: readonly Table[], more: Partial<Schema> = {}): Schema {
  return { name, enums: [], domains: [], composites: [], sequences: [], tables, ...more };
}

export function database(...schemas: readonly Schema[]): DatabaseSchema {
  return { dialect: "postgres", defaultSchema: "public", schemas };
}

const own = (kind: "enum" | "domain" | "composite" | "range", name: string) => ({
  userType: { kind, schema: "public", name },
});

export const types: Partial<Schema> = {
  enums: [
    { name: "mood", values: ["happy", "so-so", "sad"], comment: "How somebody feels." },
    { name: "empty", values: [] },
    { name: "Date", values: ["a"] },
  ],
  domains: [
    { name: "email", type: "text", nullable: true, checks: [{ expression: "VALUE ~ '@'" }], comment: "An address." },
    { name: "moment", type: "timestamp with time zone", nullable: true, checks: [] },
    { name: "rating", type: "integer", nullable: true, checks: [{ expression: "VALUE >= 1 AND VALUE <= 5" }] },
  ],
  composites: [
    {
      name: "address",
      attributes: [column("street", "text", { nullable: true }), column("mood", "mood", own("enum", "mood"))],
    },
  ],
};

export const columns: readonly Column[] = [
  column("id", "integer", { identity: "always" }),
  column("serial", "bigint", { identity: "by default" }),
  column("total", "numeric(10,2)", { generated: { expression: "1 + 1", kind: "stored" }, nullable: true }),
  column("name", "character varying(40)", { comment: "Full name." }),
  column("code", "character(3)", { nullable: true }),
  column("flag", "boolean", { default: "false" }),
  column("amount", "numeric(5,2)"),
  column("created_at", "timestamp with time zone", { default: "now()" }),
  column("gone_at", "timestamp without time zone", { nullable: true }),
  column("born", "date"),
  column("opens", "time without time zone"),
  column("lasts", "interval"),
  column("photo", "bytea", { nullable: true }),
  column("mask", "bit(3)"),
  column("key", "uuid", { default: "gen_random_uuid()" }),
  column("data", "jsonb"),
  column("more", "json", { nullable: true }),
  column("mood", "mood", { ...own("enum", "mood"), default: "'happy'::mood" }),
  column("empty", "empty", { ...own("enum", "empty"), nullable: true }),
  column("day", '"Date"', { ...own("enum", "Date"), nullable: true }),
  column("email", "email", own("domain", "email")),
  column("at", "moment", own("domain", "moment")),
  column("rating", "rating", { ...own("domain", "rating"), nullable: true }),
  column("home", "address", { ...own("composite", "address"), nullable: true }),
  column("place", "point"),
  column("area", "circle"),
  column("span", "int4range"),
  column("words", "tsvector"),
  column("tags", "text[]", { array: 1 }),
  column("grid", "integer[]", { array: 2 }),
  column("counts", "integer[]", { array: 1 }),
  column("bigs", "bigint[]", { array: 1 }),
  column("amounts", "numeric[]", { array: 1 }),
  column("days", "date[]", { array: 1 }),
  column("moods", "mood[]", { ...own("enum", "mood"), array: 1 }),
  column("emails", "email[]", { ...own("domain", "email"), array: 1 }),
  column("codes", "name[]", { array: 1 }),
  column("documents", "jsonb[]", { array: 1, nullable: true }),
];

export const everyKind: DatabaseSchema = database(
  schema("archive", [table("person", [column("id", "integer")])]),
  schema(
    "public",
    [
      table("date", [column("day", "date"), column("kind", '"Date"', own("enum", "Date"))]),
      table("nothing", []),
      table("people", columns, { comment: "Everybody.\n\n@internal */ who is known." }),
      table("person", [column("id", "integer")]),
      table("person_list", [column("id", "integer", { nullable: true })], { kind: "view", definition: "SELECT 1" }),
      table("user_data", [column("id", "integer")]),
      table("UserData", [column("id", "integer")]),
      table("index", [column("id", "integer")]),
      table("views", [column("id", "integer")]),
    ],
    types,
  ),
);
