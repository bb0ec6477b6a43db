/** What every spelling of a type holds. */
import { describe, expect, test } from "bun:test";
import { typeDetails } from "#sources/database/column-type.ts";
import type { DialectName } from "#sources/database/schema.ts";
import type { TypeDetails } from "#sources/database/unit-data.ts";

type Case = readonly [type: string, details: Omit<TypeDetails, "typeName">, typeName?: string];

function check(dialect: DialectName, cases: readonly Case[]): void {
  for (const [type, details, typeName] of cases)
    test(`${JSON.stringify(type)} is ${details.kind}`, () => {
      const { typeName: found, ...rest } = typeDetails(type, dialect);
      expect(rest).toEqual(details);
      if (typeName !== undefined) expect(found).toBe(typeName);
    });
}

describe("PostgreSQL", () => {
  check("postgres", [
    ["boolean", { kind: "boolean" }],
    ["smallint", { kind: "integer", bytes: 2 }],
    ["integer", { kind: "integer", bytes: 4 }],
    ["bigint", { kind: "bigint", bytes: 8 }],
    ["oid", { kind: "integer", bytes: 4, unsigned: true }],
    ["real", { kind: "float" }],
    ["double precision", { kind: "float" }],
    ["money", { kind: "decimal" }],
    ["numeric", { kind: "decimal" }],
    ["numeric(5)", { kind: "decimal", precision: 5, scale: 0 }],
    ["numeric(10,2)", { kind: "decimal", precision: 10, scale: 2 }, "numeric"],
    ["numeric(3,-2)", { kind: "decimal", precision: 3, scale: -2 }],
    ["text", { kind: "string" }],
    ["citext", { kind: "string" }],
    ["name", { kind: "string", length: 63 }],
    ["character varying", { kind: "string" }],
    ["character varying(40)", { kind: "string", length: 40 }, "character varying"],
    ["character varying(40)[]", { kind: "string", length: 40 }, "character varying"],
    ["character(3)", { kind: "string", length: 3 }],
    ["character", { kind: "string", length: 1 }],
    ["bpchar", { kind: "string" }],
    ['"char"', { kind: "string", length: 1 }],
    ["uuid", { kind: "uuid" }],
    ["bytea", { kind: "binary" }],
    ["bit(8)", { kind: "bits", length: 8 }],
    ["bit", { kind: "bits", length: 1 }],
    ["bit varying(8)", { kind: "bits", length: 8 }],
    ["bit varying", { kind: "bits" }],
    ["date", { kind: "date" }],
    ["time(3) without time zone", { kind: "time" }, "time without time zone"],
    ["time with time zone", { kind: "time" }],
    ["timestamp without time zone", { kind: "datetime" }],
    ["timestamp(3) with time zone", { kind: "timestamp" }, "timestamp with time zone"],
    ["timestamp with time zone[]", { kind: "timestamp" }],
    ["interval", { kind: "interval" }],
    ["interval(3)", { kind: "interval" }],
    ["interval day to second(3)", { kind: "interval" }],
    ["json", { kind: "json" }],
    ["jsonb[]", { kind: "json" }, "jsonb"],
    ["inet", { kind: "string" }],
    ["macaddr8", { kind: "string" }],
    ["xml", { kind: "string" }],
    ["integer[][]", { kind: "integer", bytes: 4 }],
    ["integer[3]", { kind: "integer", bytes: 4 }, "integer"],
    ["int4range", { kind: "other" }],
    ["tsvector", { kind: "other" }],
    ["point", { kind: "other" }],
    ["vector(3)", { kind: "other" }, "vector"],
    ["geometry(Point,4326)", { kind: "other" }, "geometry"],
    ["", { kind: "other" }],
    ["(", { kind: "other" }],
    ["__proto__", { kind: "other" }],
    ["constructor(1)", { kind: "other" }],
  ]);
});

describe.each(["mysql", "mariadb"] as const)("%s", (dialect) => {
  check(dialect, [
    ["tinyint(1)", { kind: "boolean", bytes: 1 }],
    ["tinyint(1) unsigned", { kind: "integer", bytes: 1, unsigned: true }],
    ["tinyint", { kind: "integer", bytes: 1 }],
    ["tinyint(4)", { kind: "integer", bytes: 1 }],
    ["smallint(5) unsigned", { kind: "integer", bytes: 2, unsigned: true }],
    ["mediumint", { kind: "integer", bytes: 3 }],
    ["int", { kind: "integer", bytes: 4 }],
    ["int(10) unsigned zerofill", { kind: "integer", bytes: 4, unsigned: true }],
    ["INT(11)", { kind: "integer", bytes: 4 }],
    ["bigint(20) unsigned", { kind: "bigint", bytes: 8, unsigned: true }],
    ["year(4)", { kind: "integer" }],
    ["year", { kind: "integer" }],
    ["decimal(10,2)", { kind: "decimal", precision: 10, scale: 2 }],
    ["decimal(10,0) unsigned", { kind: "decimal", precision: 10, scale: 0, unsigned: true }],
    ["float", { kind: "float" }],
    ["double(8,2) unsigned", { kind: "float", unsigned: true }],
    ["char(2)", { kind: "string", length: 2 }],
    ["varchar(255)", { kind: "string", length: 255 }],
    ["tinytext", { kind: "string" }],
    ["longtext", { kind: "string" }],
    ["binary(16)", { kind: "binary", length: 16 }],
    ["varbinary(20)", { kind: "binary", length: 20 }],
    ["mediumblob", { kind: "binary" }],
    ["bit(1)", { kind: "bits", length: 1 }],
    ["bit(8)", { kind: "bits", length: 8 }],
    ["date", { kind: "date" }],
    ["time(6)", { kind: "time" }],
    ["datetime(6)", { kind: "datetime" }, "datetime"],
    ["timestamp", { kind: "timestamp" }],
    ["json", { kind: "json" }],
    ["uuid", { kind: "uuid" }],
    ["inet6", { kind: "string" }],
    ["enum('a','b')", { kind: "enum", values: ["a", "b"] }, "enum"],
    ["ENUM('it''s','a,b','(',')','[]')", { kind: "enum", values: ["it's", "a,b", "(", ")", "[]"] }, "enum"],
    ["enum('unsigned')", { kind: "enum", values: ["unsigned"] }],
    ["enum('1','2')", { kind: "enum", values: ["1", "2"] }],
    ["set('a','b')", { kind: "set", values: ["a", "b"] }, "set"],
    ["point", { kind: "other" }],
    ["geometry", { kind: "other" }],
    ["", { kind: "other" }],
  ]);
});

describe("SQLite", () => {
  check("sqlite", [
    ["INTEGER", { kind: "integer" }],
    ["INT", { kind: "integer" }],
    ["TINYINT", { kind: "integer" }],
    ["tinyint(1)", { kind: "boolean" }],
    ["MEDIUMINT", { kind: "integer" }],
    ["INT UNSIGNED", { kind: "integer", unsigned: true }],
    ["BIGINT", { kind: "bigint", bytes: 8 }],
    ["UNSIGNED BIG INT", { kind: "bigint", bytes: 8, unsigned: true }],
    ["NVARCHAR(160)", { kind: "string", length: 160 }, "nvarchar"],
    ["VARYING CHARACTER(255)", { kind: "string", length: 255 }],
    ["VARCHAR ( 10 )", { kind: "string", length: 10 }, "varchar"],
    ["TEXT", { kind: "string" }],
    ["CLOB", { kind: "string" }],
    ["BLOB", { kind: "binary" }],
    ["BINARY(16)", { kind: "binary", length: 16 }],
    ["REAL", { kind: "float" }],
    ["DOUBLE PRECISION", { kind: "float" }],
    ["FLOAT", { kind: "float" }],
    ["NUMERIC(10,2)", { kind: "decimal", precision: 10, scale: 2 }],
    ["DECIMAL", { kind: "decimal" }],
    ["BOOLEAN", { kind: "boolean" }],
    ["bool", { kind: "boolean" }],
    ["DATE", { kind: "date" }],
    ["DATETIME", { kind: "datetime" }],
    ["TIMESTAMP(3)", { kind: "datetime" }],
    ["timestamp without time zone", { kind: "datetime" }],
    ["timestamp with time zone", { kind: "timestamp" }],
    ["JSON", { kind: "json" }],
    ["UUID", { kind: "uuid" }],
    ["GUID", { kind: "uuid" }],
    ["ANY", { kind: "other" }],
    ["", { kind: "other" }],
    ["mystery", { kind: "other" }],
  ]);
});

test("a hostile spelling is read in no time", () => {
  const start = performance.now();
  for (const dialect of ["postgres", "mysql", "sqlite"] as const)
    for (const type of [
      "[1]".repeat(50_000),
      "(".repeat(50_000),
      " ".repeat(50_000),
      `enum('${"a','".repeat(50_000)}`,
      "1,".repeat(50_000),
    ])
      typeDetails(type, dialect);
  expect(performance.now() - start).toBeLessThan(1500);
});
