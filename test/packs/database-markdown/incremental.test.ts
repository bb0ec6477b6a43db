/** How little a page reads of other tables, and so what is rendered again when one of them changes. */
import { expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import type { Column, DatabaseSchema } from "#sources/database/schema.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import { folder } from "../../support/source-run.ts";
import { everything, polymorphicOf } from "./everything.ts";
import { renderDatabase, snapshot } from "./support.ts";

async function readsOf(options: Record<string, Json> = {}): Promise<ReadonlyMap<string, readonly string[]>> {
  const { reads } = await renderDatabase(everything(), { options, polymorphic: polymorphicOf(String) });
  return new Map([...reads].map(([path, all]) => [path, all.filter((read) => !read.startsWith("file:"))]));
}

test("the page of a table reads the content of no other table, and lists nothing", async () => {
  const pages = [...(await readsOf())].filter(([path]) => /^(?:tables|views)\//.test(path));
  expect(pages.length).toBe(11);
  for (const [path, reads] of pages) {
    const own = `data:${path.startsWith("views/") ? "view" : "table"}:${path.replace(/^\w+\/|\.md$/g, "")}`;
    const others = reads.filter((read) => read !== own && !/^(?:link|facts):|^data:relation:/.test(read));
    expect([path, others]).toEqual([path, []]);
    expect(reads).toContain(own);
  }
});

test("the index of several schemas reads facts only", async () => {
  const reads = (await readsOf()).get("index.md") ?? [];
  expect(reads.filter((read) => /^(?:data|content):/.test(read))).toEqual(["data:database:api"]);
});

test("the page of a schema reads its tables for their columns alone", async () => {
  const tables = async (options: Record<string, Json>) =>
    ((await readsOf(options)).get("schemas/archive.md") ?? []).filter((read) => /^(?:data|content):table/.test(read));
  expect(await tables({})).toEqual(["data:table:archive.books"]);
  expect(await tables({ diagramColumns: "none" })).toEqual([]);
  expect(await tables({ diagrams: false })).toEqual([]);
});

/** The pages that change with the column `author_id` of `books`. */
function changedWith(change: Partial<Column>, options: Record<string, Json> = {}): string[] {
  const target = { source: "shop", pack: "database-markdown", output: "docs", options };
  const config = { sources: { shop: { kind: "database", url: "$DATABASE_URL" } }, targets: { docs: target } };
  using project = folder({ "specmill.yaml": JSON.stringify(config), [snapshot]: snapshotText(everything()) });
  expect(project.run(["generate"])).toMatchObject({ code: 0 });
  project.write({ [snapshot]: snapshotText(withColumn(everything(), change)) });
  const { code, stdout, stderr } = project.run(["generate", "--explain"]);
  expect(code).toBe(0);
  return Array.from(`${stdout}${stderr}`.matchAll(/^ +changed +docs\/(\S+)$/gm), ([, path = ""]) => path);
}

function withColumn(schema: DatabaseSchema, change: Partial<Column>): DatabaseSchema {
  const schemas = schema.schemas.map((one) => ({
    ...one,
    tables: one.tables.map((table) => {
      if (table.name !== "books" || one.name !== "public") return table;
      return {
        ...table,
        columns: table.columns.map((column) => (column.name === "author_id" ? { ...column, ...change } : column)),
      };
    }),
  }));
  return { ...schema, schemas };
}

test("a comment on a column changes the page of its table and nothing else", () => {
  expect(changedWith({ comment: "Who wrote it." })).toEqual(["tables/books.md"]);
});

test("a type changes the diagram of the schema too, where it shows the column", () => {
  expect(changedWith({ type: "bigint" })).toEqual(["schemas/public.md", "tables/books.md"]);
  expect(changedWith({ type: "bigint" }, { diagramColumns: "none" })).toEqual(["tables/books.md"]);
});

test("whether a reference may be missing changes the pages that draw it", () => {
  expect(changedWith({ nullable: false })).toEqual(["schemas/public.md", "tables/authors.md", "tables/books.md"]);
});
