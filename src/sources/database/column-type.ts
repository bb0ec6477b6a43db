/**
 * What a type holds, read off its spelling: `character varying(40)` is a string of at most 40 characters. Pure, one table a family of
 * dialects; a spelling that no table knows is `other`, and never an error.
 */
import { enumValues } from "./enum-values.ts";
import type { DialectName } from "./schema.ts";
import type { ColumnKind, TypeDetails } from "./unit-data.ts";

type Details = Omit<TypeDetails, "typeName">;

/** The details of a type as the database spells it; for an array those of its elements. */
export function typeDetails(type: string, dialect: DialectName): TypeDetails {
  const { typeName, args } = splitType(type);
  const details =
    dialect === "postgres"
      ? postgresType(typeName, args)
      : dialect === "sqlite"
        ? sqliteType(typeName, args)
        : mysqlType(typeName, args, type);
  return { typeName, ...details };
}

/** `numeric(10,2)` is the name `numeric` with 10 and 2; words after the parentheses belong to the name: `timestamp(3) with time zone`. */
function splitType(type: string): { readonly typeName: string; readonly args: readonly number[] } {
  const bare = type.replace(/(?:\[\d*\])+$/, "").trim();
  const open = bare.indexOf("(");
  if (open === -1) return { typeName: tidy(bare), args: [] };
  const close = bare.lastIndexOf(")");
  const inside = bare.slice(open + 1, close === -1 ? undefined : close);
  const rest = close === -1 ? "" : bare.slice(close + 1);
  const args = /^[\d\s,-]*$/.test(inside) && inside.trim() !== "" ? inside.split(",").map(Number) : [];
  return { typeName: tidy(`${bare.slice(0, open)} ${rest}`), args };
}

function tidy(name: string): string {
  return name.toLowerCase().replace(/\s+/g, " ").trim();
}

function withLength(kind: ColumnKind, [length]: readonly number[], fallback?: number): Details {
  const given = length ?? fallback;
  return given === undefined ? { kind } : { kind, length: given };
}

function withPrecision(kind: ColumnKind, [precision, scale]: readonly number[]): Details {
  if (precision === undefined) return { kind };
  return { kind, precision, scale: scale ?? 0 };
}

function postgresType(name: string, args: readonly number[]): Details {
  if (name === "character varying" || name === "varchar") return withLength("string", args);
  if (name === "character" || name === "bpchar")
    return withLength("string", args, name === "character" ? 1 : undefined);
  if (name === "bit" || name === "bit varying") return withLength("bits", args, name === "bit" ? 1 : undefined);
  if (name === "numeric") return withPrecision("decimal", args);
  // `interval(3)`, `interval day to second`
  if (name.startsWith("interval")) return { kind: "interval" };
  return postgresTypes.get(name) ?? { kind: "other" };
}

const postgresTypes: ReadonlyMap<string, Details> = new Map<string, Details>([
  ["boolean", { kind: "boolean" }],
  ["smallint", { kind: "integer", bytes: 2 }],
  ["integer", { kind: "integer", bytes: 4 }],
  ["oid", { kind: "integer", bytes: 4, unsigned: true }],
  ["bigint", { kind: "bigint", bytes: 8 }],
  ["real", { kind: "float" }],
  ["double precision", { kind: "float" }],
  ["money", { kind: "decimal" }],
  ["text", { kind: "string" }],
  ["citext", { kind: "string" }],
  ["name", { kind: "string", length: 63 }],
  ['"char"', { kind: "string", length: 1 }],
  ["uuid", { kind: "uuid" }],
  ["bytea", { kind: "binary" }],
  ["date", { kind: "date" }],
  ["time without time zone", { kind: "time" }],
  ["time with time zone", { kind: "time" }],
  ["timestamp without time zone", { kind: "datetime" }],
  ["timestamp with time zone", { kind: "timestamp" }],
  ["json", { kind: "json" }],
  ["jsonb", { kind: "json" }],
  ["inet", { kind: "string" }],
  ["cidr", { kind: "string" }],
  ["macaddr", { kind: "string" }],
  ["macaddr8", { kind: "string" }],
  ["xml", { kind: "string" }],
]);

/** Bytes of the integers. */
const mysqlIntegers: ReadonlyMap<string, number> = new Map([
  ["tinyint", 1],
  ["smallint", 2],
  ["mediumint", 3],
  ["int", 4],
  ["integer", 4],
  ["bigint", 8],
]);

const mysqlKinds: ReadonlyMap<string, ColumnKind> = new Map<string, ColumnKind>([
  ["boolean", "boolean"],
  ["float", "float"],
  ["double", "float"],
  ["real", "float"],
  ["tinytext", "string"],
  ["text", "string"],
  ["mediumtext", "string"],
  ["longtext", "string"],
  ["inet4", "string"],
  ["inet6", "string"],
  ["tinyblob", "binary"],
  ["blob", "binary"],
  ["mediumblob", "binary"],
  ["longblob", "binary"],
  ["date", "date"],
  ["time", "time"],
  ["datetime", "datetime"],
  ["timestamp", "timestamp"],
  ["json", "json"],
  ["uuid", "uuid"],
]);

function mysqlType(spelled: string, args: readonly number[], type: string): Details {
  const words = spelled.split(" ");
  const name = words[0] ?? "";
  if (name === "enum" || name === "set") return { kind: name, values: enumValues(type) };
  if (name === "tinyint" && args[0] === 1 && !words.includes("unsigned")) return { kind: "boolean", bytes: 1 };
  const unsigned = words.includes("unsigned") ? { unsigned: true } : {};
  const bytes = mysqlIntegers.get(name);
  if (bytes !== undefined) return { kind: bytes === 8 ? "bigint" : "integer", bytes, ...unsigned };
  // It takes a byte, but what it holds begins at 1901.
  if (name === "year") return { kind: "integer" };
  if (name === "decimal" || name === "numeric") return { ...withPrecision("decimal", args), ...unsigned };
  if (name === "char" || name === "varchar") return withLength("string", args, name === "char" ? 1 : undefined);
  if (name === "binary" || name === "varbinary") return withLength("binary", args, name === "binary" ? 1 : undefined);
  if (name === "bit") return withLength("bits", args, 1);
  return { kind: mysqlKinds.get(name) ?? "other", ...unsigned };
}

/** Declared names that say more than the affinity that SQLite gives them. */
const sqliteKinds: ReadonlyMap<string, ColumnKind> = new Map<string, ColumnKind>([
  ["boolean", "boolean"],
  ["bool", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["datetime", "datetime"],
  ["timestamp", "datetime"],
  ["timestamp without time zone", "datetime"],
  ["timestamptz", "timestamp"],
  ["timestamp with time zone", "timestamp"],
  ["json", "json"],
  ["jsonb", "json"],
  ["uuid", "uuid"],
  ["guid", "uuid"],
  ["decimal", "decimal"],
  ["numeric", "decimal"],
  ["number", "decimal"],
  ["money", "decimal"],
  ["any", "other"],
  ["", "other"],
]);

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity, after the names that people mean something by. */
function sqliteType(name: string, args: readonly number[]): Details {
  const known = sqliteKinds.get(name);
  if (known === "decimal") return withPrecision(known, args);
  if (known !== undefined) return { kind: known };
  // `INTEGER` holds 64 bits, but people and drivers take it for a number; `BIGINT` says that it matters.
  const unsigned = /unsigned/.test(name) ? { unsigned: true } : {};
  if (/big/.test(name) && /int/.test(name)) return { kind: "bigint", bytes: 8, ...unsigned };
  // Written for MySQL, by hand or by Laravel.
  if (name === "tinyint" && args[0] === 1) return { kind: "boolean" };
  if (/int/.test(name)) return { kind: "integer", ...unsigned };
  if (/char|clob|text/.test(name)) return withLength("string", args);
  if (/blob|binary/.test(name)) return withLength("binary", args);
  if (/real|floa|doub/.test(name)) return { kind: "float" };
  return { kind: "other" };
}
