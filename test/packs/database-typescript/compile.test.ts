import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { mariaTest } from "../../support/mariadb.ts";
import { postgresTest } from "../../support/postgres.ts";
import { nodeNext } from "../openapi-typescript/type-check.ts";
import { chinook, onMaria, onPostgres, script } from "./databases.ts";
import type { Options } from "./support.ts";
import { renderSchema } from "./support.ts";
import { errorsIn, errorsInProgram } from "./type-check.ts";

/** The compiler is asked several times, beside other tests. */
setDefaultTimeout(60_000);

const everyOption: readonly Options[] = [
  { zod: true },
  { zod: true, enums: "const", domains: "brand", camelCase: true, readonly: true, coerceDates: true },
  { zod: true, enums: "enum", domains: "inline", composites: "object", driver: "bun", singular: false },
];

const onServer = await postgresTest();
const onMariaServer = await mariaTest();

/** The files by every set of options, in a folder each: the compiler is started once. */
async function byOptions(schema: DatabaseSchema, sets: readonly Options[]): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for (const [index, options] of sets.entries()) {
    for (const [path, text] of (await renderSchema(schema, options)).files) all.set(`${index}/${path}`, text);
  }
  return all;
}

describe("what is written compiles under the strictest settings", () => {
  test("for Chinook on SQLite, for bundlers and for Node", async () => {
    const files = await byOptions(chinook(), everyOption);
    expect(errorsIn(files)).toBe("");
    expect(errorsIn(files, nodeNext)).toBe("");
  });

  onServer("for Pagila on PostgreSQL", async () => {
    await onPostgres([script("pagila-schema.sql")], async (schema) => {
      const sets = [...everyOption, { driver: "postgres.js", zod: true }];
      expect(errorsIn(await byOptions(schema, sets))).toBe("");
    });
  });

  onMariaServer("for Sakila on MariaDB", async () => {
    await onMaria([script("sakila-schema.sql")], async (schema) => {
      expect(errorsIn(await byOptions(schema, everyOption))).toBe("");
    });
  });

  test("with .ts extensions, and with none", async () => {
    const files = await byOptions(chinook(), [
      { extension: ".ts", zod: true },
      { extension: "none", zod: true },
    ]);
    expect(errorsIn(files, { allowImportingTsExtensions: true })).toBe("");
  });
});

/** Every line without a comment above it compiles, every other one does not. */
const queries = `
import type { Kysely } from "kysely";
import type { Database, Film, FilmUpdate, NewFilm } from "./db/index.js";

export async function right(db: Kysely<Database>): Promise<Film | undefined> {
  const film: NewFilm = { title: "A", language_id: 1, fulltext: "", rental_rate: 4.99, rating: "PG-13" };
  await db.insertInto("film").values(film).execute();
  await db.insertInto("film").values({ ...film, film_id: 7, last_update: "2020-01-01" }).execute();
  const update: FilmUpdate = { last_update: new Date(), rental_rate: "2.99" };
  await db.updateTable("film").set(update).where("film_id", "=", 1).execute();
  const row = await db
    .selectFrom("film")
    .innerJoin("language", "language.language_id", "film.language_id")
    .select(["film.title", "film.rental_rate", "language.name", "film.last_update", "special_features"])
    .executeTakeFirstOrThrow();
  const texts: [string, string, string] = [row.title, row.rental_rate, row.name];
  const date: Date = row.last_update;
  const features: string[] | null = row.special_features;
  const list = await db.selectFrom("film_list").select("fid").execute();
  const ids: (number | null)[] = list.map((one) => one.fid);
  console.log(texts, date, features, ids);
  return db.selectFrom("film").selectAll().executeTakeFirst();
}

export async function wrong(db: Kysely<Database>): Promise<void> {
  // @ts-expect-error a title is required
  const film: NewFilm = { language_id: 1, fulltext: "" };
  // @ts-expect-error there is no such rating
  const rated: NewFilm = { title: "A", language_id: 1, fulltext: "", rating: "PG-12" };
  // @ts-expect-error a title is not null
  const untitled: NewFilm = { title: null, language_id: 1, fulltext: "" };
  // @ts-expect-error there is no such column
  db.selectFrom("film").select("titel");
  // @ts-expect-error a view takes no changes
  db.updateTable("film_list").set({ fid: 1 });
  // @ts-expect-error the rate is read as a text
  const rate: number = (await db.selectFrom("film").select("rental_rate").executeTakeFirstOrThrow()).rental_rate;
  console.log(film, rated, untitled, rate);
}
`;

onServer("right queries on Pagila compile, and wrong ones do not", async () => {
  await onPostgres([script("pagila-schema.sql")], async (schema) => {
    const { files } = await renderSchema(schema);
    const program = `declare const console: { log(...all: unknown[]): void };\n${queries}`;
    expect(errorsInProgram(files, program)).toBe("");
  });
});
