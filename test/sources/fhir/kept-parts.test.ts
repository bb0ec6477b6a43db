/** What of a definition is read: everything that a unit shows, and nothing of what none does. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import type { JsonObject } from "#model/json.ts";
import { hashContent } from "#platform/hash.ts";
import type { KeptParts } from "#sources/fhir/kept-parts.ts";
import { checkedParts, keptParts, onlyKept } from "#sources/fhir/kept-parts.ts";

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The file as it is read, after a scan of it. */
function readOf(text: string): string {
  const value = JSON.parse(text.replace(/^\u{feff}/u, "")) as JsonObject;
  const kept = keptParts(bytesOf(text), value, value.snapshot !== undefined);
  return textOf(onlyKept(bytesOf(text), kept));
}

const narrative = { status: "generated", div: '<div title="a \\" }">…</div>' };
const elements = { element: [{ id: "Patient", path: "Patient", text: "stays" }] };
const type = { resourceType: "StructureDefinition", url: "http://example.org/t", derivation: "specialization" };

describe("of a definition is read", () => {
  test.each([
    ["no narrative", { ...type, text: narrative, snapshot: elements }, ["text"]],
    ["no narrative at the end", { ...type, text: narrative }, ["text"]],
    [
      "no differential of a type with a snapshot",
      { ...type, snapshot: elements, differential: elements },
      ["differential"],
    ],
    [
      "neither of them, side by side",
      { ...type, differential: {}, text: narrative, snapshot: elements },
      ["text", "differential"],
    ],
    [
      "neither of them, apart",
      { ...type, text: narrative, snapshot: elements, differential: {} },
      ["text", "differential"],
    ],
    ["the differential that a snapshot is made from", { ...type, differential: elements }, []],
    [
      "the differential of a profile",
      { ...type, derivation: "constraint", snapshot: elements, differential: elements },
      [],
    ],
    ["what lies deeper", { ...type, contained: [{ text: narrative }], extension: [{ differential: 1 }] }, []],
    ["all, where the narrative comes first", { text: narrative, ...type }, []],
  ] as [string, JsonObject, string[]][])("%s", (_what, definition, left) => {
    const expected = Object.fromEntries(Object.entries(definition).filter(([key]) => !left.includes(key)));
    expect(readOf(JSON.stringify(definition))).toBe(JSON.stringify(expected));
    for (const spaced of [
      JSON.stringify(definition, null, 2),
      `\u{feff}\r\n ${JSON.stringify(definition, null, "\t")}\n`,
    ])
      expect(JSON.parse(readOf(spaced))).toEqual(expected);
  });

  test("the last of members that are there twice", () => {
    expect(readOf('{"a":1,"text":1,"b":2,"text":{},"b":3}')).toBe('{"a":1,"b":2,"b":3}');
    expect(readOf('{"a":1,"te\\u0078t":1}')).toBe('{"a":1}');
  });
});

describe("what is read", () => {
  const text = JSON.stringify({ ...type, text: narrative, snapshot: elements });
  const kept = keptParts(bytesOf(text), JSON.parse(text), true) as KeptParts;
  const read = (changed: string) => checkedParts(bytesOf(changed), { digest: hashContent(text), kept });

  test("is what was scanned", () => {
    expect(textOf(read(text) as Uint8Array)).toBe(JSON.stringify({ ...type, snapshot: elements }));
  });

  test("is not another, of the same length, longer or shorter", () => {
    expect(read(text.replace("stays", "moves"))).toBeUndefined();
    expect(read(text.replace("generated", "additional"))).toBeUndefined();
    expect(read(`${text} `)).toBeDefined();
    for (const length of [0, 1, 100, text.length - 1]) expect(read(text.slice(0, length))).toBeUndefined();
  });

  test("is all of a file without such parts", () => {
    const whole = { digest: hashContent("{}") };
    expect(textOf(checkedParts(bytesOf("{}"), whole) as Uint8Array)).toBe("{}");
    expect(checkedParts(bytesOf("[]"), whole)).toBeUndefined();
  });
});

test("a published guide loses its narratives, and nothing else", async () => {
  const archive = new Bun.Archive(
    readFileSync(new URL("../../fixtures/fhir/hl7.fhir.uv.ips-2.0.0.tgz", import.meta.url)),
  );
  let [all, kept] = [0, 0];
  for (const [path, file] of await archive.files()) {
    if (!/^package\/(StructureDefinition|ValueSet|OperationDefinition)-[^/]*\.json$/.test(path)) continue;
    const text = await file.text();
    const { text: _text, differential, ...definition } = JSON.parse(text) as JsonObject;
    const isType = definition.derivation === "specialization" && definition.snapshot !== undefined;
    const read = readOf(text);
    expect(JSON.parse(read)).toEqual(
      isType || differential === undefined ? definition : { ...definition, differential },
    );
    all += text.length;
    kept += read.length;
  }
  expect(kept).toBeLessThan(all * 0.75);
});
