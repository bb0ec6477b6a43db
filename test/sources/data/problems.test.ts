import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import type { Unit } from "#model/unit.ts";
import { options as schema } from "#sources/data/options.ts";
import { at, inShort, marked } from "../../document/support.ts";
import { load } from "./support.ts";

async function problemsOf(
  files: Record<string, string | Uint8Array>,
  options: { readonly [name: string]: unknown },
  caps = {},
): Promise<string[]> {
  const { diagnostics } = await load(files, options, {}, caps);
  return diagnostics.map(inShort);
}

describe("a path without a file", () => {
  const files = { "data/people/ann.yaml": "a: 1", "data/people/bob.yaml": "a: 1", "data/places.json": "[]" };
  const cases: readonly (readonly [string, string])[] = [
    [
      "data/people/*.yml",
      "no file matches `data/people/*.yml`, the `path` of source `things` | did you mean `data/people/*.yaml`?",
    ],
    [
      "data/people/**/*.json",
      "no file matches `data/people/**/*.json`, the `path` of source `things` | did you mean `data/people/**/*.yaml`?",
    ],
    [
      "data/place.json",
      "there is no file `data/place.json`, the `path` of source `things` | did you mean `data/places.json`?",
    ],
    [
      "data/people/c*",
      "no file matches `data/people/c*`, the `path` of source `things` | files in `data/people`: `data/people/ann.yaml`, `data/people/bob.yaml`",
    ],
    ["date/*.yaml", "no file matches `date/*.yaml`, the `path` of source `things` | there are no files in `date`"],
  ];
  for (const [path, message] of cases) {
    test(path, async () => {
      const thrown = await load(files, { path }).catch((fault: unknown) => fault);
      expect(thrown).toBeInstanceOf(SpecmillError);
      expect((thrown as SpecmillError).diagnostics.map(inShort)).toEqual([`source/missing - ${message}`]);
    });
  }

  test("beside one with files is reported, and the files are read", async () => {
    const { units, diagnostics } = await load(files, { path: ["data/*.json", "data/*.toml"], each: "file" });
    expect(units.list("file").length).toBe(1);
    expect(diagnostics.map((problem) => [problem.code, problem.severity])).toEqual([["source/missing", "error"]]);
  });
});

test("a file without records is a warning", async () => {
  const files = { "a.csv": "id,name\n", "b.json": "[]", "c.yaml": "[]\n", "d.json": "[1]" };
  const { diagnostics, units } = await load(files, { path: ["*.csv", "*.json", "*.yaml"] });
  expect(diagnostics.map((problem) => [problem.severity, inShort(problem)])).toEqual([
    ["warning", "source/no-units 1:1 `a.csv` has no records"],
    ["warning", "source/no-units 1:1 `b.json` has no records"],
    ["warning", "source/no-units 1:1 `c.yaml` has no records"],
  ]);
  expect(units.list("file").length).toBe(4);
});

describe("records that are not where they should be", () => {
  const cases: readonly (readonly [string, string, { readonly [name: string]: unknown }, string])[] = [
    [
      "a pointer to nothing",
      "a:\n  b: 1\n",
      { records: "/a/items" },
      "data/shape 1:1 there is nothing at `/a/items`, where the records should be | `records` of the source says where to look",
    ],
    [
      "a pointer to a number",
      "a:\n  b: 1\n",
      { records: "/a/b" },
      "data/shape 2:6 `/a/b` holds a number, not a list or mapping of records | `records` of the source says where to look",
    ],
    [
      "a document that is a text",
      "just text\n",
      { each: "record" },
      "data/shape 1:1 the file holds a text, not a list or mapping of records | say with `records` where they are, or set `each: file`",
    ],
  ];
  for (const [name, text, options, expected] of cases) {
    test(name, async () =>
      expect(await problemsOf({ "a.yaml": text }, { path: "a.yaml", ...options })).toEqual([expected]),
    );
  }
});

describe("two records with one id are told with both places", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "a.csv",
      "name,sku\nx,A\n\ny,B\nz,A\n",
      "data/duplicate-id 5:3 two records have the `sku` `A` | the first one is here @2:3",
    ],
    [
      "a.ndjson",
      '{"sku":"A"}\n{"sku":"B"}\n{"x":1,"sku":"A"}\n',
      "data/duplicate-id 3:14 two records have the `sku` `A` | the first one is here @1:8",
    ],
    [
      "a.json",
      '[{"sku":"A"},\n {"sku":"B"},\n {"sku":"A"}]',
      "data/duplicate-id 3:9 two records have the `sku` `A` | the first one is here @1:9",
    ],
    [
      "a.yaml",
      "- sku: A\n- sku: B\n- sku: A\n",
      "data/duplicate-id 3:8 two records have the `sku` `A` | the first one is here @1:8",
    ],
  ];
  for (const [path, text, expected] of cases) {
    test(path, async () => expect(await problemsOf({ [path]: text }, { path, id: "sku" })).toEqual([expected]));
  }

  test("and the same id in two files is fine", async () => {
    expect(await problemsOf({ "a.csv": "sku\nA\n", "b.csv": "sku\nA\n" }, { path: "*.csv", id: "sku" })).toEqual([]);
  });
});

test("a record without its id is told with its place", async () => {
  expect(
    await problemsOf({ "a.yaml": "- sku: A\n- name: x\n- sku: {}\n- sku: ''\n- 7\n" }, { path: "a.yaml", id: "sku" }),
  ).toEqual(
    ["2:1", "3:1", "4:1", "5:1"].map(
      (place) =>
        `data/shape ${place} this record has no usable \`sku\`, the \`id\` of the source | an id is a text, a number or a boolean, and not empty`,
    ),
  );
});

test("of very many records without an id twenty are shown and the rest counted", async () => {
  const problems = await problemsOf({ "a.csv": `name\n${"x\n".repeat(100)}` }, { path: "a.csv", id: "sku" });
  expect(problems).toHaveLength(21);
  expect(problems[20]).toBe("data/shape - 80 more records of this file have such an id, or none");
});

test("a broken file is reported and the others are read", async () => {
  const files = {
    "a.yaml": "a: 1\na: 2\n",
    "b.yaml": "b: [\n",
    "c.yaml": "c: 1\n",
    "d.json": "",
    "e.csv": "x,y\n1\n2,3\n",
  };
  const { units, diagnostics } = await load(files, { path: ["*.yaml", "*.json", "*.csv"] });
  expect(diagnostics.map((problem) => `${problem.place?.file} ${problem.code} ${problem.severity}`)).toEqual([
    "a.yaml document/duplicate-key error",
    "b.yaml document/syntax error",
    "d.json source/empty error",
    "e.csv document/syntax error",
  ]);
  expect([...units.list("file")].map((unit) => unit.name)).toEqual(["c", "e"]);
  expect([...units.list("record")].map((unit) => unit.data)).toEqual([{ x: "2", y: "3" }]);
});

test("a document over the cap is not read", async () => {
  const { diagnostics, reads } = await load(
    { "a.json": `[${" ".repeat(5000)}]`, "b.json": "[1]" },
    { path: "*.json" },
    {},
    { documentBytes: 4000 },
  );
  expect(diagnostics.map((problem) => problem.code)).toEqual(["source/too-large"]);
  expect(reads.read).toEqual(["b.json"]);
});

describe("a unit has a place in every format", () => {
  const forms: readonly (readonly [string, string, string, string])[] = [
    ["a.json", '[\n  {"name": "Ann", "city": "Ulm"},\n  {"name": "Bob", "city": "Bonn"}\n]', "3:3", "3:27"],
    ["a.yaml", "- name: Ann\n  city: Ulm\n- name: Bob\n  city: Bonn\n", "3:1", "4:9"],
    ["a.csv", 'name,city\n"A\nnn",Ulm\nBob,Bonn\nCid,Cork\n', "4:1", "4:5"],
    ["a.tsv", "name\tcity\nAnn\tUlm\nBob\tBonn\n", "3:1", "3:5"],
    ["a.ndjson", '{"name": "Ann", "city": "Ulm"}\n\n{"name": "Bob", "city": "Bonn"}\n', "3:1", "3:25"],
  ];
  for (const [path, text, whole, field] of forms) {
    test(path, async () => {
      const { units, records } = await load({ [path]: text }, { path });
      const unit = records[1] as Unit;
      expect(at(units.place(unit))).toBe(whole);
      const city = units.place(unit, "/city");
      expect([at(city), city.pointer]).toEqual([field, "/1/city"]);
      expect(marked(city)).toContain("Bonn");
      expect(city.frame?.lines.length).toBeGreaterThan(1);
      expect(at(units.place([...units.list("file")][0] as Unit))).toBe("1:1");
    });
  }

  test("a.toml and a mapping", async () => {
    const { units, records } = await load(
      { "a.toml": "[p.ann]\nage = 3\n[p.bob]\nage = 4\n" },
      { path: "a.toml", records: "/p" },
    );
    expect([at(units.place(records[1] as Unit)), at(units.place(records[1] as Unit, "/age"))]).toEqual(["3:1", "4:7"]);
  });

  test("far down a large file, with the lines around it", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `${index},name ${index}`);
    const { units, records } = await load({ "a.csv": `id,name\n${rows.join("\n")}\n` }, { path: "a.csv" });
    const place = units.place(records[50_000] as Unit, "/name");
    expect(at(place)).toBe("50002:7");
    expect(place.frame).toEqual({ firstLine: 50_000, lines: rows.slice(49_998, 50_002), length: 10 });
  });
});

describe("options are checked", () => {
  test("an unknown key, a wrong pointer and an empty list are refused", () => {
    for (const bad of [
      { path: "a", pth: 1 },
      { path: "a", records: "items" },
      { path: [] },
      { path: "" },
      {},
      { path: "a", format: "xml" },
    ]) {
      expect(schema.safeParse(bad).success).toBe(false);
    }
  });

  test("every field is described", () => {
    for (const field of Object.values(schema.shape)) expect(field.description).toMatch(/^\S.{20,}\.$/);
  });
});
