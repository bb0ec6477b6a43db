/**
 * PostgreSQL. `pg` is as its parsers say (pg 8 with pg-types 2), `postgres.js` as its types.js does (3.4); what Bun.SQL gives was asked of
 * it, with and without prepared statements. The server names a domain by what it is made of, so no driver sees one.
 */
import type { Driver } from "./_driver.ts";
import type { ShapeName } from "./_shapes.ts";

const shared = {
  boolean: "boolean",
  integer: "integer",
  bigint: "int64Text",
  decimal: "decimalText",
  float: "float",
  uuid: "uuid",
  binary: "buffer",
  date: "date",
  datetime: "date",
  timestamp: "date",
  json: "json",
} as const;

/** `$1,234.50`, in the words of the server's locale. */
const money = ["money", "text"] as const;

/** Types whose arrays pg parses; all others, and those that a schema defines, come as `{a,b}`. */
const parsedByPg: ReadonlySet<string> = new Set([
  ...["boolean", "bytea", "smallint", "integer", "bigint", "oid", "real", "double precision", "numeric", "money"],
  ...[
    "character",
    "bpchar",
    "character varying",
    "text",
    "uuid",
    "json",
    "jsonb",
    "inet",
    "cidr",
    "macaddr",
    "numrange",
  ],
  ...[
    "timestamp without time zone",
    "timestamp with time zone",
    "date",
    "time without time zone",
    "time with time zone",
  ],
  ...["interval", "point"],
]);

export const pg: Driver = {
  kinds: { ...shared, interval: "interval" },
  types: new Map<string, ShapeName>([money, ["point", "point"], ["circle", "circle"]]),
  // It makes numbers of `numeric[]`, although of `numeric` it does not.
  arrayOf: ({ typeName, userType, kind }, item) => {
    if (userType !== undefined || !(parsedByPg.has(typeName) || kind === "interval")) return undefined;
    return { item: typeName === "numeric" ? "decimalNumber" : item };
  },
  jsonInput: "objectOrText",
};

/** It asks the server for all array types, and leaves items that it has no parser for as texts. */
export const postgresJs: Driver = {
  kinds: shared,
  types: new Map([money]),
  arrayOf: ({ userType }, item) => ({ item: userType === undefined ? item : "text" }),
  jsonInput: "value",
};

/** Prepared statements give typed arrays for these two, simple ones arrays. */
const typedArrays = { integer: "int32s", real: "float32s" } as const;

export const bunPostgres: Driver = {
  kinds: shared,
  types: new Map([money]),
  arrayOf: ({ typeName, userType, array = 1 }, item) => {
    if (userType !== undefined) return undefined;
    const isTyped = typeName === "integer" || typeName === "real";
    return isTyped && array === 1 ? { whole: typedArrays[typeName] } : { item };
  },
  jsonInput: "structure",
};
