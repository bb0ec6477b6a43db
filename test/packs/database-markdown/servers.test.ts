/** Pages of real databases, read from the servers that they run on. */
import { describe, expect } from "bun:test";
import { dialect as mysql } from "#sources/database/dialects/mysql.ts";
import { dialect as postgres } from "#sources/database/dialects/postgres.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { createMariaDatabase, connectionOf as mariaConnection, mariaTest } from "../../support/mariadb.ts";
import { createPostgresDatabase, connectionOf as postgresConnection, postgresTest } from "../../support/postgres.ts";
import { brokenLinks } from "../support/markdown-structure.ts";
import { mistakes } from "./mermaid-grammar.ts";
import { sampleText } from "./samples.ts";
import { diagramsOf, pageOf, renderDatabase } from "./support.ts";
import { missingColumns, untidy } from "./whole.ts";

async function readPostgres(file: string): Promise<DatabaseSchema> {
  const { sql, drop } = await createPostgresDatabase("specmill_pages", sampleText(file));
  try {
    return await postgres.introspect(postgresConnection(sql), { schemas: [] });
  } finally {
    await drop();
  }
}

async function readMaria(file: string): Promise<DatabaseSchema> {
  const { sql, drop } = await createMariaDatabase("specmill_pages", sampleText(file));
  try {
    return await mysql.introspect(mariaConnection(sql), { schemas: [] });
  } finally {
    await drop();
  }
}

async function goodPages(schema: DatabaseSchema): Promise<Awaited<ReturnType<typeof renderDatabase>>> {
  const project = await renderDatabase(schema);
  expect(project.diagnostics).toEqual([]);
  expect(brokenLinks(project.files)).toEqual([]);
  expect(untidy(project.files)).toEqual([]);
  expect(missingColumns(schema, project.files)).toEqual([]);
  expect([...project.files.values()].flatMap(diagramsOf).flatMap(mistakes)).toEqual([]);
  return project;
}

const onPostgres = await postgresTest();
const onMaria = await mariaTest();

describe("PostgreSQL", () => {
  onPostgres("the pages of Pagila are whole", async () => {
    const project = await goodPages(await readPostgres("pagila-schema.sql"));
    const film = pageOf(project, "tables/film.md");
    expect(film).toContain("| `rating` | [`mpaa_rating`](../enums/mpaa_rating.md) | yes |");
    expect(film).toContain("| `release_year` | [`year`](../domains/year.md) | yes |");
    expect(film).toContain('  "language" |o--o{ "film" : "original_language_id"\n');
    expect(film).toContain("| `film_fulltext_idx` | `fulltext` | gist |");
    expect(pageOf(project, "tables/payment.md")).toContain(
      "Partitioned by `RANGE (payment_date)`.\n\n| Partition | Rows |",
    );
    expect(pageOf(project, "views/actor_info.md")).toContain("## Definition\n\n```sql\n");
  });

  onPostgres("the pages of Chinook are whole", async () => {
    const project = await goodPages(await readPostgres("chinook-postgres.sql"));
    expect(pageOf(project, "index.md")).toContain("PostgreSQL database with 11 tables.");
  });
});

describe("MariaDB", () => {
  onMaria("the pages of Sakila are whole", async () => {
    const project = await goodPages(await readMaria("sakila-schema.sql"));
    const film = pageOf(project, "tables/film.md");
    expect(film).toContain("| `rating` | `enum('G','PG','PG-13','R','NC-17')` | yes | `'G'` |");
    expect(film).toContain("on update `current_timestamp()`");
  });

  onMaria("the pages of Chinook are whole", async () => {
    const project = await goodPages(await readMaria("chinook-mysql.sql"));
    expect(pageOf(project, "index.md")).toContain("MariaDB database with 11 tables.");
  });
});
