import { describe, expect, test } from "bun:test";
import { dataOf, fixtures, ids, json, load, problemsOf } from "./support.ts";

/** The entry document is the first. */
async function several() {
  const { "openapi.yaml": entry = "", ...others } = fixtures("several");
  return load({ "openapi.yaml": entry, ...others });
}

describe("a document of several files", () => {
  test("has no problems, and every file is an input", async () => {
    const { diagnostics, reads } = await several();
    expect(diagnostics).toEqual([]);
    expect([...new Set(reads.read)].sort()).toEqual([
      "openapi.yaml",
      "paths/order.json",
      "paths/orders.yaml",
      "schemas/Order.yaml",
      "schemas/common.yaml",
    ]);
  });

  test("names what it takes from other files by pointer or file, and by number where the name is taken", async () => {
    const { units } = await several();
    expect(ids(units, "schema")).toEqual([
      "schema:Error",
      "schema:Order",
      "schema:Card",
      "schema:Error_2",
      "schema:Line",
    ]);
    expect(ids(units, "response")).toEqual(["response:missing"]);
    expect(dataOf(units, "schema:Error").properties).toMatchObject({ cause: { $ref: "#/components/schemas/Error_2" } });
  });

  test("lets a component that is only a `$ref` stand for what it refers to", async () => {
    const { units } = await several();
    expect(ids(units, "parameter")).toEqual(["parameter:Page"]);
    expect(units.get("parameter:Page")).toMatchObject({
      facts: { parameterName: "page" },
      origin: { file: "schemas/common.yaml", pointer: "/parameters/Page" },
    });
  });

  test("follows path items into other files, and says where their operations are", async () => {
    const { units } = await several();
    expect(units.get("operation:getOrder")?.origin).toEqual({ file: "paths/order.json", pointer: "/one/get" });
    expect(dataOf(units, "operation:listOrders").parameters).toEqual([{ $ref: "#/components/parameters/Page" }]);
    expect(units.place(units.get("operation:listOrders") as never)).toMatchObject({
      file: "paths/orders.yaml",
      line: 3,
    });
  });

  test("leaves recursion and what looks like a `$ref` in examples", async () => {
    const { units } = await several();
    expect(dataOf(units, "schema:Order").properties).toMatchObject({
      previous: { $ref: "#/components/schemas/Order" },
      payment: { discriminator: { mapping: { card: "#/components/schemas/Card" } } },
    });
    expect(JSON.stringify(dataOf(units, "operation:listOrders"))).toContain('{"$ref":"nowhere.yaml"}');
  });

  test("has nothing but local `$ref`s", async () => {
    const { units } = await several();
    const texts = units.kinds.flatMap((kind) => [...units.list(kind)].map(({ data }) => JSON.stringify(data)));
    const references = texts.flatMap((text) =>
      [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference),
    );
    expect(references.filter((reference) => reference !== "nowhere.yaml")).not.toBeEmpty();
    for (const reference of references)
      if (reference !== "nowhere.yaml") expect(units.get(reference ?? "")).toBeDefined();
  });

  test("names do not depend on the order in which files are met", async () => {
    const files = { "a/X.json": '{"type": "string"}', "b/X.json": '{"type": "number"}' };
    const entry = (first: string, second: string) =>
      json({ components: { schemas: { One: { items: { $ref: first } }, Two: { items: { $ref: second } } } } });
    const one = await load({ "api.json": entry("a/X.json", "b/X.json"), ...files });
    const two = await load({ "api.json": entry("b/X.json", "a/X.json"), ...files });
    for (const { units } of [one, two]) {
      expect(units.get("schema:X")?.origin.file).toBe("a/X.json");
      expect(units.get("schema:X_2")?.origin.file).toBe("b/X.json");
    }
  });

  test("one file may be in the shape of several kinds", async () => {
    const { units } = await load({
      "api.json": json({
        paths: { "/a": { get: { operationId: "a", responses: { "200": { $ref: "parts.json#/X" } } } } },
        components: { schemas: { S: { $ref: "parts.json#/X" } } },
      }),
      "parts.json": '{"X": {"description": "both"}}',
    });
    expect(units.get("response:X")?.data).toEqual({ description: "both" });
    expect(units.get("schema:S")?.data).toEqual({ description: "both" });
  });

  test("the digest of a unit changes with the file it comes from, and with no other", async () => {
    const load1 = await several();
    load1.files.set("schemas/Order.yaml", new TextEncoder().encode("type: string\n"));
    const { source } = await import("#sources/openapi/index.ts");
    const again = await source.load(
      { name: "api", options: { path: "openapi.yaml" }, limits: { documentBytes: 1e6, depth: 500, renderMs: 1 } },
      load1.context,
    );
    const changed = (id: string) => again.get(id)?.digest !== load1.units.get(id)?.digest;
    expect(changed("schema:Order")).toBe(true);
    expect(changed("schema:Error")).toBe(false);
    expect(changed("operation:getOrder")).toBe(false);
  });
});

describe("a `$ref` that cannot be followed", () => {
  const schema = (reference: string) =>
    json({ components: { schemas: { A: { properties: { b: { $ref: reference } } } } } });
  const pointer = "/components/schemas/A/properties/b/$ref";

  test("to a file that is not there", async () => {
    expect(await problemsOf({ "api.json": schema("./gone.yaml#/A") })).toMatchObject([
      {
        code: "openapi/reference-missing",
        message: "`./gone.yaml#/A` leads nowhere",
        place: { file: "api.json", line: 13, column: 21, pointer },
        notes: [{ message: "there is no file `gone.yaml`" }],
      },
    ]);
  });

  test("to a part that is not there names the near one", async () => {
    expect(
      await problemsOf({ "api.json": schema("b.yaml#/defs/Pett"), "b.yaml": "defs: { Pet: { type: string } }\n" }),
    ).toMatchObject([{ code: "openapi/reference-missing", notes: [{ message: "did you mean `b.yaml#/defs/Pet`?" }] }]);
  });

  test("in another file is placed there", async () => {
    const files = { "api.json": schema("b.yaml#/A"), "b.yaml": "A:\n  items:\n    $ref: c.yaml\n" };
    expect(await problemsOf(files)).toMatchObject([
      { code: "openapi/reference-missing", place: { file: "b.yaml", line: 3, column: 11, pointer: "/A/items/$ref" } },
    ]);
  });

  for (const reference of [
    "http://example.com/a.json",
    "https://example.com/a.json#/A",
    "//example.com/a.json",
    "urn:a:b",
  ]) {
    test(`to \`${reference}\` opens no connection`, async () => {
      const [problem, ...rest] = await problemsOf({ "api.json": schema(reference) });
      expect(rest).toEqual([]);
      expect(problem).toMatchObject({ code: "openapi/reference-remote", severity: "error", place: { pointer } });
      expect(problem?.notes[0]?.message).toContain("`specmill pull`");
    });
  }

  for (const reference of [
    "../../etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "C:\\a.json",
    "..%2F..%2Fa.yaml",
    "../../project-other/a.yaml",
  ]) {
    test(`to \`${reference}\` stays inside`, async () => {
      const found = await load({ "api/api.json": schema(reference) });
      expect(found.diagnostics).toMatchObject([{ code: "openapi/reference-outside", place: { pointer } }]);
      expect([...new Set(found.reads.read)]).toEqual(["api/api.json"]);
    });
  }

  test("through a link that leads out of the project", async () => {
    const files = { "api.json": schema("b.json"), "b.json": '{"type": "string"}' };
    const found = await problemsOf(files, { links: { "b.json": "../secrets/b.json" } });
    expect(found).toMatchObject([{ code: "openapi/reference-outside" }]);
  });

  test("may lead up to the project root, and below the folder of a document that is elsewhere", async () => {
    expect(await problemsOf({ "api/v1/api.json": schema("../../shared/b.json"), "shared/b.json": "{}" })).toEqual([]);
    expect(await problemsOf({ "../specs/api.json": schema("b.json"), "../specs/b.json": "{}" })).toEqual([]);
    expect(await problemsOf({ "../specs/api.json": schema("../b.json"), "../b.json": "{}" })).toMatchObject([
      { code: "openapi/reference-outside" },
    ]);
  });

  test("to a file that does not parse says so once, there", async () => {
    const text = json({ components: { schemas: { A: { $ref: "b.json#/A" }, B: { $ref: "b.json#/B" } } } });
    expect(await problemsOf({ "api.json": text, "b.json": "{" })).toMatchObject([
      { code: "document/syntax", place: { file: "b.json" } },
    ]);
  });

  test("in a circle between files", async () => {
    const text = json({ components: { schemas: { A: { $ref: "b.json#/A" } } } });
    const b = '{"A": {"$ref": "#/B"}, "B": {"$ref": "api.json#/components/schemas/A"}}';
    expect(await problemsOf({ "api.json": text, "b.json": b })).toMatchObject([{ code: "openapi/reference-cycle" }]);
  });
});

test("a part of another file that is lifted by itself and inside of a whole is followed once", async () => {
  const { units, diagnostics } = await load({
    "api.yaml":
      'openapi: 3.1.0\ninfo: { title: t, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n    Order: { $ref: order.yaml }\n',
    "order.yaml":
      'type: object\nproperties:\n  lines: { $ref: "#/$defs/line" }\n$defs:\n  line:\n    type: object\n    properties:\n      parent: { $ref: "api.yaml#/components/schemas/Order" }\n',
  });
  expect(diagnostics).toEqual([]);
  expect(units.get("schema:line")?.data).toEqual({
    type: "object",
    properties: { parent: { $ref: "#/components/schemas/Order" } },
  });
});
