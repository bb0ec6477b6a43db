/**
 * MySQL and MariaDB. `mysql2` is as its row parsers and sql-escaper say with their default options (3.23; before it, MariaDB's JSON came
 * as text); what Bun.SQL gives was asked of it.
 */
import type { Driver } from "./_driver.ts";
import type { ShapeName } from "./_shapes.ts";

const shared = {
  boolean: "flag",
  integer: "integer",
  decimal: "decimalText",
  float: "float",
  uuid: "uuid",
  binary: "buffer",
  date: "date",
  datetime: "date",
  timestamp: "date",
  json: "json",
} as const;

/** Past 2^53 the last digits of a `bigint` are wrong, unless `supportBigNumbers` is on. Objects become `key = value`, so JSON goes in as text. */
export const mysql2: Driver = {
  kinds: { ...shared, bigint: "int64Number", bits: "bitBuffer", other: "geometry" },
  jsonInput: "text",
};

/** A `bigint` is a text where a number cannot hold it. */
export const bunMysql: Driver = {
  kinds: { ...shared, bigint: "int64Mixed", bits: "bitBuffer", other: "buffer" },
  types: new Map<string, ShapeName>([["bit(1)", "bitBoolean"]]),
  jsonInput: "structureOrText",
};
