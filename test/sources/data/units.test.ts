import { describe, expect, test } from "bun:test";
import type { Unit } from "#model/unit.ts";
import { hashContent } from "#platform/hash.ts";
import { load } from "./support.ts";

const plain = ({ id, kind, name, slug, facts, origin, data }: Unit) => ({ id, kind, name, slug, facts, origin, data });

test("a file that holds a mapping is one unit", async () => {
  const text = "name: Ann\nage: 3\n";
  const { units, diagnostics } = await load({ "data/people/ann.v1.yaml": text }, { path: "data/people/*.yaml" });
  expect(diagnostics).toEqual([]);
  expect(units.kinds).toEqual(["file", "record"]);
  const [unit] = units.list("file");
  expect(plain(unit as Unit)).toEqual({
    id: "file:data/people/ann.v1.yaml",
    kind: "file",
    name: "ann.v1",
    slug: "ann.v1",
    facts: { path: "data/people/ann.v1.yaml" },
    origin: { file: "data/people/ann.v1.yaml", pointer: "" },
    data: { name: "Ann", age: 3 },
  });
  expect(unit?.digest).toBe(hashContent(text));
  expect(units.list("record").length).toBe(0);
});

test("files of one name in two folders have different slugs", async () => {
  const { units } = await load({ "a/x.json": "{}", "b/X.json": "{}" }, { path: "*/*.json" });
  expect([...units.list("file")].map((unit) => [unit.name, unit.slug])).toEqual([
    ["x", "x"],
    ["X", "x-2"],
  ]);
});

describe("every format gives the same records", () => {
  const forms: Record<string, string> = {
    "a.json": '[{"name":"Ann","city":"Ulm"},{"name":"Bob","city":""}]',
    "a.yaml": "- name: Ann\n  city: Ulm\n- {name: Bob, city: ''}\n",
    "a.csv": "name,city\nAnn,Ulm\nBob,\n",
    "a.tsv": "name\tcity\nAnn\tUlm\nBob\t\n",
    "a.ndjson": '{"name":"Ann","city":"Ulm"}\n{"name":"Bob","city":""}\n',
    "a.jsonl": '{"name":"Ann","city":"Ulm"}\n{"name":"Bob","city":""}\n',
  };
  for (const [path, text] of Object.entries(forms)) {
    test(path, async () => {
      const { records, units, diagnostics } = await load({ [path]: text }, { path });
      expect(diagnostics).toEqual([]);
      expect(records.map(plain)).toEqual([
        {
          id: `record:${path}#0`,
          kind: "record",
          name: "Ann",
          slug: "ann",
          facts: { index: 0, city: "Ulm" },
          origin: { file: path, pointer: "/0" },
          data: { name: "Ann", city: "Ulm" },
        },
        {
          id: `record:${path}#1`,
          kind: "record",
          name: "Bob",
          slug: "bob",
          facts: { index: 1, city: "" },
          origin: { file: path, pointer: "/1" },
          data: { name: "Bob", city: "" },
        },
      ]);
      expect(records[0]?.digest).toBe(hashContent('{"name":"Ann","city":"Ulm"}'));
      const [file] = units.list("file");
      expect(file?.facts).toEqual({ path, records: 2 });
      expect(file?.data).toEqual(records.map((record) => record.data));
      expect(file?.digest).toBe(hashContent(text));
    });
  }

  test("a.toml", async () => {
    const { records } = await load(
      { "a.toml": '[[people]]\nname = "Ann"\n[[people]]\nname = "Bob"\n' },
      { path: "a.toml", records: "/people" },
    );
    expect(records.map((record) => [record.id, record.name, record.origin.pointer])).toEqual([
      ["record:a.toml#0", "Ann", "/people/0"],
      ["record:a.toml#1", "Bob", "/people/1"],
    ]);
  });
});

test("a mapping of records has keys", async () => {
  const { records } = await load(
    { "a.yaml": "people:\n  ann/1: {age: 3}\n  bob: 7\n" },
    { path: "a.yaml", records: "/people" },
  );
  expect(records.map(plain)).toEqual([
    {
      id: "record:a.yaml#ann/1",
      kind: "record",
      name: "ann/1",
      slug: "ann-1",
      facts: { key: "ann/1", age: 3 },
      origin: { file: "a.yaml", pointer: "/people/ann~11" },
      data: { age: 3 },
    },
    {
      id: "record:a.yaml#bob",
      kind: "record",
      name: "7",
      slug: "7",
      facts: { key: "bob" },
      origin: { file: "a.yaml", pointer: "/people/bob" },
      data: 7,
    },
  ]);
});

test("`each: record` takes the entries of a mapping, and `each: file` a list as it is", async () => {
  expect(
    (await load({ "a.json": '{"x":{},"y":{}}' }, { path: "a.json", each: "record" })).records.map((unit) => unit.id),
  ).toEqual(["record:a.json#x", "record:a.json#y"]);
  for (const [path, text] of [
    ["a.json", '[{"a":"1"}]'],
    ["a.csv", "a\n1\n"],
  ] as const) {
    const { units } = await load({ [path]: text }, { path, each: "file" });
    expect(units.list("record").length).toBe(0);
    expect([...units.list("file")].map((unit) => [unit.facts, unit.data])).toEqual([
      [{ path, records: 1 }, [{ a: "1" }]],
    ]);
  }
});

test("facts are the short scalars that hide no field of the unit", async () => {
  const value = {
    id: 1,
    kind: "x",
    slug: "s",
    digest: "d",
    origin: "o",
    data: 2,
    facts: 3,
    name: "n",
    long: "y".repeat(130),
    fits: "z".repeat(118),
    none: null,
    list: [1],
    map: {},
    yes: true,
    __proto__x: 1,
  };
  const { records } = await load({ "a.json": JSON.stringify([value]) }, { path: "a.json" });
  expect(records[0]?.facts).toEqual({ index: 0, fits: "z".repeat(118), none: null, yes: true, __proto__x: 1 });
});

describe("the name of a record", () => {
  const names = async (values: unknown[], options = {}) =>
    (await load({ "a.json": JSON.stringify(values) }, { path: "a.json", ...options })).records.map(
      (record) => record.name,
    );

  test("is its name, title or id, in this order, else its number", async () => {
    expect(
      await names([
        { id: 7, title: "t", name: "n" },
        { id: 7, title: "t" },
        { id: 7 },
        { x: 1 },
        { name: "" },
        { name: [] },
      ]),
    ).toEqual(["n", "t", "7", "3", "4", "5"]);
  });

  test("is the field that identifies it, where one is configured", async () => {
    expect(await names([{ sku: "S1", name: "n" }], { id: "sku" })).toEqual(["S1"]);
  });

  test("is the record itself, when that is a text or a number", async () => {
    expect(await names(["a b", 12, true, null, "x".repeat(300)])).toEqual(["a b", "12", "2", "3", "4"]);
  });
});

describe("a record with a field that identifies it", () => {
  const rows = ["sku,name", "A,one", "B,two", "C,three"];
  const options = { path: "a.csv", id: "sku" };

  test("keeps id, facts and digest when another one is inserted before it", async () => {
    const before = await load({ "a.csv": rows.join("\n") }, options);
    const after = await load({ "a.csv": rows.toSpliced(1, 0, "X,new").join("\n") }, options);
    const same = (unit: Unit) => [unit.id, unit.facts, unit.slug, unit.digest];
    expect(after.records.slice(1).map(same)).toEqual(before.records.map(same));
    expect(before.records.map((record) => record.id)).toEqual(["record:a.csv#A", "record:a.csv#B", "record:a.csv#C"]);
    expect(before.records[0]?.facts).toEqual({ sku: "A" });
  });

  test("changes its digest alone when it changes", async () => {
    const before = await load({ "a.csv": rows.join("\n") }, options);
    const after = await load({ "a.csv": rows.join("\n").replace("two", "2") }, options);
    expect(after.records.map((unit, at) => unit.digest === before.records[at]?.digest)).toEqual([true, false, true]);
  });

  test("that only changed its key in a mapping has changed", async () => {
    const options = { path: "a.json", each: "record", id: "sku" };
    const before = await load({ "a.json": '{"x":{"sku":1}}' }, options);
    const after = await load({ "a.json": '{"y":{"sku":1}}' }, options);
    expect(after.records[0]?.id).toBe(before.records[0]?.id as string);
    expect(after.records[0]?.digest).not.toBe(before.records[0]?.digest as string);
  });
});

describe("a unit is found by its id", () => {
  test("with and without a field that identifies", async () => {
    const files = { "a#b.csv": "sku,name\nA#1,one\n0,two\n", "c.json": '[{"sku":"A#1"}]' };
    const byId = await load(files, { path: ["*.csv", "*.json"], id: "sku" });
    for (const unit of [...byId.units.list("file"), ...byId.records])
      expect(plain(byId.units.get(unit.id) as Unit)).toEqual(plain(unit));
    expect(byId.units.get("record:a#b.csv#0")?.data).toEqual({ sku: "0", name: "two" });
    expect(byId.units.get("record:a#b.csv#1")).toBeUndefined();
    const byNumber = await load(files, { path: ["*.csv", "*.json"] });
    expect(byNumber.units.get("record:a#b.csv#1")?.name).toBe("two");
    for (const id of [
      "record:a#b.csv#2",
      "record:a#b.csv#x",
      "record:a#b.csv",
      "record:none#0",
      "file:none",
      "x",
      "",
    ]) {
      expect(byNumber.units.get(id)).toBeUndefined();
    }
  });

  test("by its key in a mapping", async () => {
    const { units } = await load({ "a.json": '{"x":{"n":1},"0":{"n":2}}' }, { path: "a.json", each: "record" });
    expect(units.get("record:a.json#x")?.data).toEqual({ n: 1 });
    expect(units.get("record:a.json#0")?.data).toEqual({ n: 2 });
    expect(units.get("record:a.json#1")).toBeUndefined();
  });
});

test("slugs are unique across files, as slugs() makes them", async () => {
  const { records } = await load(
    { "a.csv": "name\nAnn\nANN\nann-2\n", "b.json": '[{"name":"ann"}]' },
    { path: ["a.csv", "b.json"] },
  );
  expect(records.map((record) => record.slug)).toEqual(["ann", "ann-2", "ann-2-2", "ann-3"]);
});

test("a file that two patterns match is read once, in the order of the patterns", async () => {
  const { units, reads } = await load(
    { "b.json": "{}", "a.json": "{}", "c.yaml": "x: 1" },
    { path: ["./b.json", "*.json", "*.yaml"] },
  );
  expect([...units.list("file")].map((unit) => unit.name)).toEqual(["b", "a", "c"]);
  expect(reads.read).toEqual(["b.json", "a.json", "c.yaml"]);
});

test("the format can be said, and is guessed for a file without an ending", async () => {
  expect((await load({ "a.txt": "a;b\n" }, { path: "a.txt", format: "csv" })).units.list("file").length).toBe(1);
  expect((await load({ list: '[{"a":1}]' }, { path: "list" })).records.map((record) => record.data)).toEqual([
    { a: 1 },
  ]);
});

test("streamed records are never read as a whole, and come from few reads", async () => {
  const rows = Array.from({ length: 5000 }, (_, at) => `${at},Name ${at},${"x".repeat(100)}`);
  const { units, reads } = await load(
    { "a.csv": `id,name,text\n${rows.join("\n")}` },
    { path: "a.csv" },
    { pieceBytes: 1000 },
  );
  let index = 0;
  for (const unit of units.list("record")) expect(unit.name).toBe(`Name ${index++}`);
  expect(index).toBe(5000);
  expect(reads.read).toEqual([]);
  expect(reads.stream).toEqual(["a.csv"]);
  expect(reads.range.length).toBeLessThan(20);
});

test("documents that no longer fit in memory are parsed again", async () => {
  const pad = "x".repeat(12_000_000);
  const files = Object.fromEntries([1, 2, 3, 4].map((at) => [`${at}.json`, JSON.stringify([{ at, pad }])]));
  const { records, reads } = await load(files, { path: "*.json" });
  expect(records.map((record) => (record.data as { at: number }).at)).toEqual([1, 2, 3, 4]);
  expect(reads.read.length).toBeGreaterThan(4);
});

test("no record reaches a prototype", async () => {
  const polluted = '{"__proto__":{"polluted":true},"name":"x"}';
  for (const [path, text] of [
    ["a.json", `[${polluted}]`],
    ["a.ndjson", polluted],
    ["a.csv", "__proto__,name\npolluted,x\n"],
  ] as const) {
    const { records } = await load({ [path]: text }, { path });
    expect(Object.keys(records[0]?.data as object)).toEqual(["__proto__", "name"]);
    expect(records[0]?.facts.polluted).toBeUndefined();
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
