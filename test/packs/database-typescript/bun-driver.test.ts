/** What Bun.SQL gives for every kind of column, asked of the real servers. The other drivers are not installed here: their tables say where they are from. */
import { describe, expect, setDefaultTimeout } from "bun:test";
import { camel, singular } from "#model/names.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { mariaTest } from "../../support/mariadb.ts";
import { postgresTest } from "../../support/postgres.ts";
import { onMaria, onPostgres, script } from "./databases.ts";
import { renderSchema } from "./support.ts";
import { errorsIn } from "./type-check.ts";
import { loadSchemas } from "./written.ts";

/** The compiler is asked several times, beside other tests. */
setDefaultTimeout(60_000);

const onServer = await postgresTest();
const onMariaServer = await mariaTest();

const postgres = `
  CREATE TYPE mood AS ENUM ('happy', 'sad');
  CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
  CREATE DOMAIN labels AS text[];
  CREATE TYPE address AS (street text, number integer);
  CREATE TABLE thing (
    a boolean, b smallint, c integer, d bigint, e numeric(10,2), f real, g double precision, h text, i char(3), j varchar(5), k uuid,
    l bytea, m bit(3), n bit varying, o date, p time, q timetz, r timestamp, s timestamptz, t interval, u json, v jsonb, w oid, x money,
    y inet, z xml, aa mood, ab positive, ac address, ad point, ae int4range, af tsvector, ag name,
    ba boolean[], bb smallint[], bc integer[], bd bigint[], be numeric[], bf real[], bg double precision[], bh text[], bk uuid[], bl bytea[],
    bo date[], bs timestamptz[], bt interval[], bv jsonb[], baa mood[], bab positive[], bac address[], bad point[], bcc integer[][], bl2 labels
  );
  INSERT INTO thing VALUES (
    true, 1, 1, 9007199254740993, 1.5, 1.5, 1.5, 'x', 'x', 'x', '8cc7df4c-0308-4e08-abd1-16575c0e5dc4',
    '\\x00ff', '101', '1', '2020-01-02', '10:00', '10:00+02', '2020-01-02 10:00', '2020-01-02 10:00Z', '1 day', '[1]', '{"a":null}', 12, 1.5,
    '10.0.0.1', '<a/>', 'happy', 4, ('x', 1), '(1,2)', '[1,3)', 'a b', 'x',
    '{t}', '{1}', '{1,2}', '{1}', '{1.5}', '{1.5}', '{1.5}', '{x}', '{8cc7df4c-0308-4e08-abd1-16575c0e5dc4}', '{"\\\\x00"}',
    '{2020-01-02}', '{2020-01-02}', '{1 day}', '{"{}"}', '{happy}', '{4}', '{"(x,1)"}', '{"(1,2)"}', '{{1,2},{3,4}}', '{a}'
  );`;

const maria = `
  CREATE TABLE thing (
    a tinyint(1), b tinyint, c tinyint unsigned, d smallint, e mediumint, f int, g int unsigned, h bigint, i bigint, j bigint unsigned,
    k decimal(10,2), l float, m double, n varchar(10), o char(3), p text, q binary(3), r varbinary(4), s blob, t bit(1), u bit(10), v date,
    w time, x datetime, y timestamp NULL, z year, aa json, ab enum('a','b'), ac set('a','b'), ad uuid, ae inet4, af geometry, ag point
  );
  INSERT INTO thing VALUES (
    1, 1, 200, 1, 1, 1, 1, 1, 9007199254740993, 1,
    1.5, 1.5, 1.5, 'x', 'x', 'x', 'abc', 'abc', 'abc', b'1', b'101', '2020-01-02',
    '10:00', '2020-01-02 10:00', '2020-01-02 10:00', 2020, '{"a":[1]}', 'a', 'a,b', uuid(), '10.0.0.1', point(1, 2), point(1, 2)
  );`;

describe("the rows that Bun.SQL reads pass the schemas of the driver `bun`, and these compile", () => {
  onServer("from PostgreSQL, prepared or not", async () => {
    await onPostgres([postgres], async (schema, sql) => {
      const { files } = await renderSchema(schema, { driver: "bun", zod: true });
      expect(errorsIn(files)).toBe("");
      const { thingSelect } = await loadSchemas(files);
      for (const rows of [await sql.unsafe("SELECT * FROM thing"), await prepared(sql)]) {
        expect(thingSelect!.parse(rows[0])).toEqual(rows[0]);
        expect(nulls(thingSelect!.parse(Object.fromEntries(Object.keys(rows[0]).map((name) => [name, null]))))).toBe(
          true,
        );
      }
    });
  });

  onMariaServer("from MariaDB", async () => {
    await onMaria([maria], async (schema, sql) => {
      const { files } = await renderSchema(schema, { driver: "bun", zod: true });
      expect(errorsIn(files)).toBe("");
      const { thingSelect } = await loadSchemas(files);
      for (const rows of [
        await sql.unsafe("SELECT * FROM thing"),
        await sql.unsafe("SELECT * FROM thing WHERE 1 = ?", [1]),
      ]) {
        expect(thingSelect!.parse(rows[0])).toEqual(rows[0]);
      }
    });
  });
});

/** Every row of every table, by the schemas of its table. */
async function readAll(schema: DatabaseSchema, sql: Bun.SQL, quote: (name: string) => string): Promise<number> {
  const schemas = await loadSchemas((await renderSchema(schema, { driver: "bun", zod: true })).files);
  let count = 0;
  for (const { name } of schema.schemas.flatMap(({ tables }) => tables)) {
    const select = schemas[`${camel(singular(name))}Select`]!;
    for (const row of await sql.unsafe(`SELECT * FROM ${quote(name)}`)) {
      expect(select.parse(row)).toEqual(row);
      count++;
    }
  }
  return count;
}

describe("every row of Chinook passes", () => {
  onServer("from PostgreSQL", async () => {
    await onPostgres([script("chinook-postgres.sql")], async (schema, sql) => {
      expect(await readAll(schema, sql, (name) => `"${name}"`)).toBeGreaterThan(0);
    });
  });

  onMariaServer("from MariaDB", async () => {
    await onMaria([script("chinook-mysql.sql")], async (schema, sql) => {
      expect(await readAll(schema, sql, (name) => `\`${name}\``)).toBeGreaterThan(0);
    });
  });
});

/** The connection of the tests does not prepare; a second one does. */
async function prepared(sql: Bun.SQL): Promise<{ readonly [column: string]: unknown }[]> {
  const [{ name }] = await sql.unsafe("SELECT current_database() AS name");
  const { postgresUrl } = await import("../../support/postgres.ts");
  await using connection = new Bun.SQL(Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href, { max: 1 });
  return await connection.unsafe("SELECT * FROM thing WHERE 1 = $1", [1]);
}

function nulls(row: { readonly [column: string]: unknown }): boolean {
  return Object.values(row).every((value) => value === null);
}
