/** How the PostgreSQL dialect reads: in which transaction, as whom, and what makes no difference to the value. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "#sources/database/dialects/dialect.ts";
import { dialect } from "#sources/database/dialects/postgres.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import type { PostgresDatabase } from "../../support/postgres.ts";
import { connectionOf, createPostgresDatabase, postgresTest, runsOnPostgres } from "../../support/postgres.ts";

const test = await postgresTest();
const script = readFileSync(join(import.meta.dir, "fixtures", "postgres-everything.sql"), "utf8");
let database: PostgresDatabase;
let sql: Bun.SQL;
let connection: Connection;
let expected: DatabaseSchema;

beforeAll(async () => {
  if (!(await runsOnPostgres())) return;
  database = await createPostgresDatabase("specmill_reading", script);
  sql = database.sql;
  connection = connectionOf(sql);
  expected = await dialect.introspect(connection, { schemas: [] });
});

afterAll(() => database?.drop());

const read = (schemas: readonly string[] = []) => dialect.introspect(connection, { schemas });

describe("the same value", () => {
  test("comes from a second copy, whose objects were made among others", async () => {
    const other = await createPostgresDatabase(
      "specmill_copy",
      "create schema gone; create table gone.a (id serial primary key, b text); drop schema gone cascade;",
      script,
      `alter table parent add column gone text; alter table parent drop column gone;
       drop index indexed_hash; create index indexed_hash on indexed using hash (a); comment on index indexed_hash is 'Only for ='`,
    );
    try {
      expect(await dialect.introspect(connectionOf(other.sql), { schemas: [] })).toEqual(expected);
    } finally {
      await other.drop();
    }
  });

  test("comes with rows and statistics", async () => {
    await sql.unsafe(`insert into typed (label) select 'row ' || n from generate_series(1, 100) n;
      insert into indexed (a, b) values (1, 'x'); refresh materialized view counts; analyze;`);
    expect(await read()).toEqual(expected);
  });

  test("comes under any settings of the session, which stay as they were", async () => {
    const settings = {
      search_path: '"Ware House", public',
      timezone: "Asia/Tokyo",
      datestyle: "German, DMY",
      quote_all_identifiers: "on",
      default_transaction_isolation: "serializable",
    };
    for (const [name, value] of Object.entries(settings)) await sql`select set_config(${name}, ${value}, false)`;
    expect(await read()).toEqual(expected);
    for (const [name, value] of Object.entries(settings)) {
      const [row] = await sql`select current_setting(${name}) as value`;
      expect([name, row.value]).toEqual([name, value]);
    }
    await sql.unsafe("reset all");
  });

  test("comes to a role that may read no table and use no schema", async () => {
    const role = `specmill_${crypto.randomUUID().slice(0, 8)}`;
    await sql.unsafe(`create role ${role}; revoke all on schema public from public; set role ${role}`);
    try {
      expect(await sql.unsafe("select * from public.typed").then(() => "read", String)).toContain("permission denied");
      expect(await read()).toEqual(expected);
    } finally {
      await sql.unsafe(`reset role; grant all on schema public to public; drop role ${role}`);
    }
  });
});

describe("the transaction", () => {
  test("takes as many queries for one table as for all, writes nothing and is over at the end", async () => {
    const texts: string[] = [];
    const watched: Connection = {
      query(text, values) {
        texts.push(text);
        return connection.query(text, values);
      },
    };
    await dialect.introspect(watched, { schemas: [] });
    expect(texts).toHaveLength(4);
    expect(texts[0]).toContain("repeatable read read only");
    const [after] = await sql`select current_setting('transaction_read_only') as reads,
      current_setting('transaction_isolation') as isolation`;
    expect(after).toEqual({ reads: "off", isolation: "read committed" });
  });

  test("ends when a query fails, and the failure is the one that is told", async () => {
    const texts: string[] = [];
    const failing: Connection = {
      async query(text, values) {
        texts.push(text);
        if (values !== undefined || text === "rollback") throw new Error(`no ${text.slice(0, 8)}`);
        return connection.query(text, values);
      },
    };
    expect(await dialect.introspect(failing, { schemas: [] }).then(() => "read", String)).toBe("Error: no with cho");
    expect(texts.at(-1)).toBe("rollback");
    await sql.unsafe("rollback");
  });
});

describe("a choice of schemas", () => {
  test("leaves out the others; what lies there is still named", async () => {
    const { schemas, defaultSchema } = await read(["Ware House"]);
    expect(defaultSchema).toBe("Ware House");
    expect(schemas.map(({ name }) => name)).toEqual(["Ware House"]);
    const odd = schemas[0]?.tables.find(({ name }) => name.startsWith("Odd"));
    expect(odd?.foreignKeys[0]?.references).toEqual({ schema: "public", table: "typed", columns: ["id"] });
    expect(odd?.columns.find(({ name }) => name === "UPPER")?.type).toBe('"Shelf Kind"');
  });

  test("keeps partitions that lie elsewhere", async () => {
    const { schemas } = await read(["public"]);
    const measured = schemas[0]?.tables.find(({ name }) => name === "measured");
    expect(measured?.partitions?.map(({ name }) => name)).toContain("Ware House.measured_one");
  });

  test("finds nothing under a name that is not there, nor in what is the system's", async () => {
    const names = ["nowhere", "pg_catalog", "information_schema", "x', 'public", "ware house"];
    expect(await read(names)).toEqual({ dialect: "postgres", defaultSchema: "public", schemas: [] });
  });
});

test("a unique constraint that counts nulls as equal says so", async () => {
  const [row] = await sql`select current_setting('server_version_num')::int as version`;
  const clause = row.version >= 150_000 ? "nulls not distinct" : "";
  await sql.unsafe(`create schema one; create table one.nulls (a integer constraint nulls_key unique ${clause})`);
  const { schemas } = await read(["one"]);
  await sql.unsafe("drop schema one cascade");
  expect(schemas[0]?.tables[0]?.uniques).toEqual([
    { name: "nulls_key", columns: ["a"], ...(clause !== "" && { nullsNotDistinct: true }) },
  ]);
});

describe("foreign keys of partitions", () => {
  const parts = `create table customer (id integer primary key);
    create table shop (id integer primary key);
    create table payment (id integer, customer_id integer, shop_id integer, day date) partition by range (day);
    create table payment_1 (shop_id integer, day date, id integer, customer_id integer references customer on delete cascade);
    alter table payment attach partition payment_1 for values from ('2020-01-01') to ('2021-01-01');
    create table payment_2 partition of payment for values from ('2021-01-01') to ('2022-01-01') partition by range (day);
    create table payment_2a partition of payment_2 for values from ('2021-01-01') to ('2021-07-01');
    alter table payment_2a add foreign key (customer_id) references customer on delete cascade;
    alter table payment_1 add foreign key (shop_id) references shop;`;

  test("that every one of them declares are the table's, and others are not", async () => {
    const other = await createPostgresDatabase("specmill_parts", parts);
    try {
      const { schemas } = await dialect.introspect(connectionOf(other.sql), { schemas: [] });
      const payment = schemas[0]?.tables.find(({ name }) => name === "payment");
      expect(payment?.foreignKeys).toEqual([
        {
          columns: ["customer_id"],
          references: { schema: "public", table: "customer", columns: ["id"] },
          onDelete: "cascade",
        },
      ]);
    } finally {
      await other.drop();
    }
  });
});
