/** What is said of a snapshot that is missing, damaged, newer, or none at all. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { readSnapshot } from "#sources/database/read-snapshot.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import { schemaOf } from "./support/schema-builder.ts";

const limits = { documentBytes: 64_000_000, depth: 500, renderMs: 1000 };
const fix = "run `specmill pull shop` to write it, and commit it";

const good = snapshotText(
  schemaOf({
    enums: [{ name: "mood", values: ["ok"] }],
    tables: { film: { columns: ["id", "title: text"], primaryKey: "id" }, actor: {} },
    schemas: { archive: { tables: { film: {} } } },
  }),
);

async function read(files: Record<string, string | Uint8Array>, options: { readonly snapshot?: string } = {}) {
  return readSnapshot({ name: "shop", options: { url: "$URL", ...options }, limits }, sourceContext(files).context);
}

/** `code line:column message`, and the notes. */
async function problems(content: string | Uint8Array): Promise<string[][]> {
  try {
    await read({ "db/schema.json": content });
    return [];
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    return problem.diagnostics.map(({ code, message, place, notes }) => [
      `${code} ${place?.line ?? "-"}:${place?.column ?? "-"} ${message}`,
      ...notes.map((note) => note.message),
    ]);
  }
}

const damaged = (from: string | RegExp, to: string) => problems(good.replace(from, to));

describe("a good snapshot", () => {
  test("is read where the option says, or at its usual place", async () => {
    const { schema, origins } = await read({ "db/schema.json": good });
    expect(snapshotText(schema)).toBe(good);
    expect(origins.file).toBe("db/schema.json");
    const other = await read({ "other.json": good }, { snapshot: "other.json" });
    expect(other.origins.file).toBe("other.json");
  });

  test("tells the line of a schema and of its members", async () => {
    const { origins } = await read({ "db/schema.json": good });
    const lineOf = (...path: string[]) => origins.place(path).line ?? 0;
    const at = (line: number) =>
      good
        .split("\n")
        .slice(line - 1, line + 1)
        .join("")
        .replace(/\s+/g, " ");
    expect(at(lineOf("public", "film"))).toContain('"name": "film"');
    expect(lineOf("public", "film")).toBeGreaterThan(lineOf("archive", "film"));
    expect(at(lineOf("public", "mood"))).toContain('"name": "mood"');
    expect(at(lineOf("public", "gone"))).toContain('"name": "public"');
    expect(lineOf("nowhere", "film")).toBe(lineOf());
  });

  test("may have other line ends, other spaces and a mark at its start", async () => {
    for (const text of [good.replaceAll("\n", "\r\n"), JSON.stringify(JSON.parse(good)), `\ufeff${good}`])
      expect(snapshotText((await read({ "db/schema.json": text })).schema)).toBe(good);
  });
});

describe("a snapshot that cannot be used", () => {
  test("is missing", async () => {
    expect(read({})).rejects.toMatchObject({
      diagnostics: [
        {
          code: "database/no-snapshot",
          message: "the schema of `shop` was never pulled: there is no `db/schema.json`",
          place: { file: "db/schema.json" },
          notes: [{ message: fix }],
        },
      ],
    });
  });

  test.each(["{}", "[]", "null", '"database-schema"', "1", '{"specmill": "lock"}', '{"specmill": {"x": 1}}'])(
    "is none: %s",
    async (text) => {
      expect(await problems(text)).toEqual([
        ["database/snapshot 1:1 `db/schema.json` is no snapshot of a database", fix],
      ]);
    },
  );

  test("is of a newer format", async () => {
    expect(await damaged('"version": 1', '"version": 2')).toEqual([
      [
        "database/snapshot 3:14 `db/schema.json` was written by a newer specmill",
        "use the specmill that wrote it, or a newer one",
      ],
    ]);
  });

  test.each<[what: string, from: string | RegExp, to: string, place: string, message: string]>([
    ["a version that never was", '"version": 1', '"version": 0', "3:14", "expected 1"],
    ["a version in words", '"version": 1', '"version": "1"', "3:14", "expected 1"],
    [
      "another kind of database",
      '"postgres"',
      '"oracle"',
      "4:14",
      'expected one of "postgres"|"mysql"|"mariadb"|"sqlite"',
    ],
    ["a key that nobody knows", '"defaultSchema"', '"rows": 3, "defaultSchema"', "1:1", "unknown key `rows`"],
    ["a key that is missing", /"nullable": false/, '"x": 1', "-", "`nullable` is missing"],
    ["a value of another type", '"nullable": false', '"nullable": "no"', "-", "expected boolean, received string"],
    ["a list that is none", /"uniques": \[\]/, '"uniques": {}', "-", "expected array, received object"],
    ["a null", '"type": "integer"', '"type": null', "-", "expected string, received null"],
    ["a key of no columns", '"columns": ["id"]', '"columns": []', "-", "expected at least one"],
    ["a name that is empty", '"name": "film"', '"name": ""', "-", "a name is not empty"],
    ["a table that a merge left there twice", '"name": "actor"', '"name": "film"', "-", "`film` is there twice"],
    ["a column that a merge left there twice", '"name": "title"', '"name": "id"', "-", "`id` is there twice"],
    [
      "a part of an index that is over nothing",
      '"indexes": []',
      '"indexes": [{ "name": "i", "parts": [{ "length": 1 }] }]',
      "-",
      "a part of an index has either a `column` or an `expression`",
    ],
    [
      "a key of every object",
      '"name": "film"',
      '"__proto__": {"x": 1}, "name": "film"',
      "-",
      "unknown key `__proto__`",
    ],
  ])("is damaged: %s", async (_what, from, to, place, message) => {
    const [first, ...more] = await damaged(from, to);
    const [head, ...notes] = first ?? [];
    expect(head).toEndWith(`\`db/schema.json\` is damaged: ${message}`);
    expect(head).toMatch(/^database\/snapshot \d+:\d+ /);
    if (place !== "-") expect(head).toStartWith(`database/snapshot ${place} `);
    expect(notes).toEqual([fix]);
    expect(more.every(([text]) => text?.includes("is damaged"))).toBe(true);
  });

  test("is damaged in many places: five of them are told", async () => {
    expect(await damaged(/"nullable": false/g, '"nullable": 1')).toHaveLength(4);
    expect(await problems(good.replaceAll(/"(type|kind)": "[a-z]+"/g, '"$1": 1'))).toHaveLength(5);
  });

  test.each([
    ["cut off", good.slice(0, -100), "document/syntax"],
    ["empty", "", "source/empty"],
    [
      "half merged",
      good.replace('"version": 1,', '<<<<<<< ours\n  "version": 1,\n=======\n  "version": 1,\n>>>>>>> theirs'),
      "document/syntax",
    ],
    [
      "with a key that a merge left there twice",
      good.replace('"version": 1,', '"version": 1,\n  "version": 1,'),
      "document/duplicate-key",
    ],
    [
      "deeper than any snapshot",
      good.replace('"schemas": [', `"schemas": [${"[".repeat(100_000)}${"]".repeat(100_000)},`),
      "document/too-deep",
    ],
    ["no text", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), "document/encoding"],
  ])("is %s, and what to run is said", async (_what, content, code) => {
    const [first] = await problems(content);
    expect(first?.[0]).toStartWith(`${code} `);
    expect(first?.at(-1)).toBe(fix);
  });

  test("is told at a place in its first lines, when the keys of the top are of every object", async () => {
    expect(await problems('{"__proto__": {"specmill": "database-schema"}}')).toEqual([
      ["database/snapshot 1:1 `db/schema.json` is no snapshot of a database", fix],
    ]);
  });

  test.each([
    ["tables", '"tables": [', "{},"],
    ["columns", '"columns": [', "1,"],
    ["values", '"values": [', "1,"],
    ["keys", '"version": 1,', '"key": 1,'],
  ])("is 10 MB of %s that are none, and is refused in a moment", async (_what, from, member) => {
    let at = 0;
    const members = member.repeat(10_000_000 / member.length).replaceAll("key", () => `k${at++}`);
    const start = performance.now();
    const found = await problems(good.replace(from, from + members));
    expect(found[0]?.[0]).toContain("is damaged");
    for (const [text = ""] of found) expect(text.length).toBeLessThan(200);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
