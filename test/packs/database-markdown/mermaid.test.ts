/** Diagrams that Mermaid reads, whatever the names, and that say what the schema says. */
import { describe, expect, test } from "bun:test";
import { hostileStrings } from "../../fixtures/hostile.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { everything, polymorphicOf } from "./everything.ts";
import { mistakes, shown } from "./mermaid-grammar.ts";
import { database, diagramsOf, pageOf, renderDatabase, tableOf } from "./support.ts";

async function diagrams(schema = everything(), settings = {}): Promise<string[]> {
  const { files } = await renderDatabase(schema, settings);
  return [...files.values()].flatMap(diagramsOf);
}

/** Texts that mean something to Mermaid alone. */
const mermaidTexts = [
  "erDiagram",
  "direction LR",
  "x direction\u2003TB y",
  "%%{init: {}}%%",
  "accTitle: x",
  "style x fill:#fff;",
  "classDef a",
  "subgraph",
  "end",
  "one or more",
  "1",
  "||--o{",
  "PK",
  "fk-x",
  "~generic~",
  "__bold__",
  "_em_",
  "1. item",
  "#quot;",
  "www.example.org",
  "größe",
  "表",
  "😀",
];

test("the texts that the grammar must refuse are refused", () => {
  const wrong = ['"a"b"', '"50%"', '"a\\"', '"direction LR"', '"a<b"', '""', "a", '"a" ||--|{ "b" : "c"', '"a" {'];
  for (const line of wrong) expect([line, mistakes(`erDiagram\n  ${line}`).length]).toEqual([line, 1]);
  expect(mistakes('erDiagram\n  "a" {\n    integer pk PK\n  }')).toEqual(["    integer pk PK"]);
});

test.each([...hostileStrings, ...hostileTexts, ...mermaidTexts].map((text) => [JSON.stringify(text), text]))(
  "%s as and in any name leaves the diagrams what they are",
  async (_, text) => {
    for (const say of [(name: string) => text + name, (name: string) => name + text]) {
      const settings = { polymorphic: polymorphicOf(say), options: { diagramColumns: "all" } };
      const found = await diagrams(everything(say), settings);
      expect(found.length).toBe(10);
      expect(found.flatMap(mistakes)).toEqual([]);
    }
    const alone = await diagrams(database(tableOf(text, { [text]: text })), { options: { diagramColumns: "all" } });
    expect(alone.flatMap(mistakes)).toEqual([]);
  },
);

test("a name in a diagram reads as it was", async () => {
  for (const name of ['say "hi" 50%', "a\\b|c", "_x_ *y* `z`", "größe 表 😀", "direction LR", "1) a", "<b> & #35;"]) {
    const [diagram = ""] = await diagrams(database(tableOf("t", { [name]: "t" })));
    const [, text = ""] = /^ {4}.* FK "([^"]*)"$/m.exec(diagram) ?? [];
    expect(shown(text)).toBe(name);
  }
});

test("names that differ stay apart", async () => {
  const names = ["a b", "a_b", "a-b", 'a"b', "a'b", "A b", " a b", "a  b", "a\u200bb", "ab"];
  const [diagram = ""] = await diagrams(database(...names.map((name) => tableOf(name))));
  const entities = diagram.match(/^ {2}".*" \{$/gm) ?? [];
  expect(new Set(entities).size).toBe(names.length);
});

test("a column whose name is no word says its name behind it", async () => {
  const page = pageOf(await renderDatabase(database(tableOf("t", { "größe in cm": "t", pk: "t" }))), "tables/t.md");
  expect(page).toContain('    integer gr_e_in_cm FK "größe in cm"\n    integer _pk FK "pk"\n');
});

describe("cardinalities", () => {
  const lines = async (page: string, schema = everything()) => {
    const [diagram = ""] = diagramsOf(
      pageOf(await renderDatabase(schema, { polymorphic: polymorphicOf(String) }), page),
    );
    return diagram.split("\n").filter((line) => line.includes(" : "));
  };

  test("both ends of a reference show the same line", async () => {
    const sets = ["authors", "books", "book_details", "book_authors", "orders", "order_lines", "comments"];
    const pages = await Promise.all(sets.map((name) => lines(`tables/${name}.md`)));
    const seen = Map.groupBy(pages.flat(), (line) => line);
    const schemas = new Set([...(await lines("schemas/public.md")), ...(await lines("schemas/archive.md"))]);
    expect(new Set(seen.keys())).toEqual(schemas);
    for (const [line, twice] of seen) {
      const ends = new Set(line.match(/"[^"]*"/g)?.slice(0, 2));
      const isWithin = !line.includes("archive");
      expect([line, twice.length]).toEqual([line, ends.size === 1 || !isWithin ? 1 : 2]);
    }
  });

  test("a nullable key may point nowhere, a unique one is pointed to once, a pair without a key is dotted", async () => {
    expect(await lines("tables/books.md")).toEqual([
      '  "authors" |o--o{ "books" : "author_id"',
      '  "books" |o--o{ "books" : "sequel_to"',
      '  "books" ||--o| "book_details" : "book_id"',
      '  "books" ||--o{ "archive.books" : "book_id"',
      '  "books" ||--o{ "book_authors" : "book_id"',
      '  "books" |o..o{ "comments" : "commentable"',
    ]);
    expect(await lines("tables/order_lines.md")).toEqual([
      '  "orders" |o--o{ "order_lines" : "order_shop, order_number"',
    ]);
  });
});

describe("large schemas", () => {
  const chain = (count: number, references: (at: number) => Record<string, string>) =>
    database(...Array.from({ length: count }, (_, at) => tableOf(`t${String(at).padStart(4, "0")}`, references(at))));
  const previous = (at: number): Record<string, string> =>
    at === 0 ? {} : { previous_id: `t${String(at - 1).padStart(4, "0")}` };

  test("beyond the limit, the diagram has no columns and says so", async () => {
    const schema = chain(5, previous);
    const within = pageOf(await renderDatabase(schema, { options: { diagramLimit: 5 } }), "index.md");
    expect(within).toContain("    integer id PK\n");
    const beyond = await renderDatabase(schema, { options: { diagramLimit: 4 } });
    expect(pageOf(beyond, "index.md")).toContain(
      "## Diagram\n\nThe columns are on the pages of the tables.\n\n```mermaid\n",
    );
    expect(pageOf(beyond, "index.md")).not.toContain("    integer");
    expect(beyond.reads.get("index.md")?.filter((read) => /^(?:data:table|content:table)/.test(read))).toEqual([]);
  });

  test("what Mermaid would refuse is left out, with a sentence", async () => {
    const project = await renderDatabase(chain(502, previous));
    expect(diagramsOf(pageOf(project, "index.md"))).toEqual([]);
    expect(pageOf(project, "index.md")).toContain("## Diagram\n\nOne diagram of all these tables would be too large.");
    expect(diagramsOf(pageOf(project, "tables/t0001.md")).length).toBe(1);
    const most = await renderDatabase(chain(501, previous));
    expect(diagramsOf(pageOf(most, "index.md")).length).toBe(1);
  });

  test("no diagram is longer than Mermaid takes", async () => {
    const long = "x".repeat(500);
    const wide = (count: number) =>
      database(...Array.from({ length: count }, (_, at) => tableOf(`${long}${at}`, { [`${long}_id`]: `${long}0` })));
    for (const count of [2, 20, 40, 60, 120]) {
      const found = await diagrams(wide(count));
      for (const diagram of found) expect(diagram.length).toBeLessThan(50_000);
      expect(found.flatMap(mistakes)).toEqual([]);
    }
  });

  test("a table with more neighbours than the limit has no diagram", async () => {
    const schema = chain(12, (at) => (at === 0 ? {} : { hub_id: "t0000" }));
    const found = await renderDatabase(schema, { options: { diagramLimit: 10 } });
    expect(pageOf(found, "tables/t0000.md")).toContain(
      "## Diagram\n\nThe table has too many neighbours for a diagram.\n",
    );
    expect(diagramsOf(pageOf(found, "tables/t0001.md")).length).toBe(1);
  });
});

test("the columns of diagrams are those of keys, all or none", async () => {
  const columnsWith = async (diagramColumns: string) => {
    const options = { diagramColumns };
    const [diagram = ""] = diagramsOf(
      pageOf(await renderDatabase(everything(), { options }), "tables/book_details.md"),
    );
    return diagram.match(/^ {4}.*$/gm) ?? [];
  };
  expect(await columnsWith("keys")).toEqual(["    integer book_id PK, FK"]);
  expect(await columnsWith("all")).toEqual(["    integer book_id PK, FK", "    integer pages"]);
  expect(await columnsWith("none")).toEqual([]);
});
