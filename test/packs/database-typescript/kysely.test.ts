import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { betterSqlite, copyOf } from "../../support/kysely-sqlite.ts";
import { chinook, chinookPath } from "./databases.ts";
import { renderSchema, renderSql } from "./support.ts";
import { errorsInProgram } from "./type-check.ts";
import { write } from "./written.ts";

/** The compiler is asked several times, beside other tests. */
setDefaultTimeout(60_000);

/** One program: the compiler checks it against the generated types, and SQLite runs it. */
const program = `
import type { Kysely } from "kysely";
import type { Album, Database, NewArtist } from "./db/index.js";

export async function run(db: Kysely<Database>) {
  const tracks = await db
    .selectFrom("Track")
    .innerJoin("Album", "Album.AlbumId", "Track.AlbumId")
    .innerJoin("Artist", "Artist.ArtistId", "Album.ArtistId")
    .leftJoin("Genre", "Genre.GenreId", "Track.GenreId")
    .select(["Track.Name as track", "Album.Title as album", "Artist.Name as artist", "Genre.Name as genre", "Track.UnitPrice as price"])
    .orderBy("Track.TrackId")
    .limit(1)
    .execute();
  const [track] = tracks;
  const typed: { track: string; album: string; artist: string | null; genre: string | null; price: number } | undefined = track;

  const artist: NewArtist = { Name: "Nobody" };
  const inserted = await db.insertInto("Artist").values(artist).returningAll().executeTakeFirstOrThrow();
  const id: number = inserted.ArtistId;
  const album: Album = await db
    .insertInto("Album")
    .values({ Title: "Nothing", ArtistId: id })
    .returningAll()
    .executeTakeFirstOrThrow();
  const updated = await db.updateTable("Album").set({ Title: "Something" }).where("AlbumId", "=", album.AlbumId).executeTakeFirst();
  const title: string = (await db.selectFrom("Album").select("Title").where("AlbumId", "=", album.AlbumId).executeTakeFirstOrThrow()).Title;
  const deleted = await db.deleteFrom("Album").where("AlbumId", "=", album.AlbumId).executeTakeFirst();
  return { typed, name: inserted.Name, id, title, updated: Number(updated.numUpdatedRows), deleted: Number(deleted.numDeletedRows) };
}
`;

const rendered = (await renderSchema(chinook())).files;
let db: Kysely<unknown>;
beforeAll(() => {
  db = new Kysely({ dialect: new SqliteDialect({ database: betterSqlite(copyOf(chinookPath)) }) });
});
afterAll(() => db.destroy());

describe("a program of joins, an insert, an update and a delete on Chinook", () => {
  test("compiles against the types", () => {
    expect(errorsInProgram(rendered, program)).toBe("");
  });

  test("runs", async () => {
    const files = new Map([...rendered].map(([path, text]) => [`db/${path}`, text]));
    using written = write(files.set("program.ts", program));
    const { run } = (await import(`${written.folder}/program.ts`)) as { run(db: Kysely<unknown>): Promise<unknown> };
    expect(await run(db)).toEqual({
      typed: expect.objectContaining({
        track: expect.any(String),
        artist: expect.any(String),
        price: expect.any(Number),
      }),
      name: "Nobody",
      id: expect.any(Number),
      title: "Something",
      updated: 1,
      deleted: 1,
    });
  });
});

const shop = `
  CREATE TABLE user_data (
    id INTEGER PRIMARY KEY,
    first_name TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    price NUMERIC NOT NULL,
    with_tax NUMERIC GENERATED ALWAYS AS (price * 1.2) STORED,
    photo BLOB
  );`;

test("what is wrong does not compile: generated columns, missing ones, values that a check refuses", async () => {
  const wrong = `
    import type { Kysely } from "kysely";
    import type { Database, NewUserData, UserDataUpdate } from "./db/index.js";
    export const right: NewUserData = { first_name: "A", price: 1, status: "closed", photo: null };
    // @ts-expect-error the database alone writes it
    export const generated: NewUserData = { first_name: "A", price: 1, with_tax: 2 };
    // @ts-expect-error nor does an update
    export const changed: UserDataUpdate = { with_tax: 2 };
    // @ts-expect-error a name is required
    export const nameless: NewUserData = { price: 1 };
    // @ts-expect-error the check refuses it
    export const unknown: NewUserData = { first_name: "A", price: 1, status: "lost" };
    // @ts-expect-error a name is not null
    export const nobody: NewUserData = { first_name: null, price: 1 };
    export async function queries(db: Kysely<Database>): Promise<void> {
      await db.selectFrom("user_data").select("with_tax").where("status", "=", "open").execute();
      // @ts-expect-error no row has it
      await db.selectFrom("user_data").select("id").where("status", "=", "lost").execute();
      // @ts-expect-error there is no such table
      db.selectFrom("users");
    }`;
  expect(errorsInProgram(await renderSql(shop), wrong)).toBe("");
});

test("with `camelCase` the plugin finds the tables and columns by the names of the types", async () => {
  const source = `
    import type { Kysely } from "kysely";
    import type { Database, UserData } from "./db/index.js";
    export async function run(db: Kysely<Database>): Promise<UserData> {
      await db.insertInto("userData").values({ firstName: "Ada", price: 10 }).execute();
      return db.selectFrom("userData").selectAll().where("userData.firstName", "=", "Ada").executeTakeFirstOrThrow();
    }`;
  const files = await renderSql(shop, { camelCase: true });
  expect(errorsInProgram(files, source)).toBe("");
  using written = write(new Map([["program.ts", source]]));
  const { run } = (await import(`${written.folder}/program.ts`)) as { run(db: Kysely<unknown>): Promise<unknown> };
  const { Database } = await import("bun:sqlite");
  const database = new Database(":memory:");
  database.run(shop);
  const camel = new Kysely({
    dialect: new SqliteDialect({ database: betterSqlite(database) }),
    plugins: [new CamelCasePlugin()],
  });
  const row = { id: 1, firstName: "Ada", status: "open", price: 10, withTax: 12, photo: null };
  expect(await run(camel)).toEqual(row);
  await camel.destroy();
});
