/**
 * SQLite stores what it is given; the shapes are what a column that was filled as it was declared holds. Neither driver makes dates,
 * booleans or JSON of values by default, and integers are numbers.
 */
import type { Driver } from "./_driver.ts";

const shared = {
  boolean: "zeroOne",
  integer: "integer",
  bigint: "int64Number",
  decimal: "decimalNumber",
  float: "float",
  json: "jsonText",
} as const;

export const betterSqlite3: Driver = { kinds: { ...shared, binary: "buffer", other: "any" } };

export const bunSqlite: Driver = { kinds: { ...shared, binary: "bytes", other: "anyBytes" } };
