/** The examples of the International Patient Summary, read by the classes of R4 and written again: nothing is lost, not even a zero. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonical } from "./canonical.ts";
import { askPhp, phpTest, runPhp } from "./php-runtime.ts";
import { fixtures, folderOf, publishedTypes, render, unitsOf } from "./support.ts";

const archive = new Bun.Archive(readFileSync(join(fixtures, "hl7.fhir.uv.ips-2.0.0.tgz")));
const examples: Record<string, string> = {};
for (const [path, file] of await archive.files()) {
  if (/^package\/example\/(?!\.)[^/]+\.json$/.test(path))
    examples[path.slice("package/example/".length)] = await file.text();
}

const { files } = await render(await unitsOf({ fhirVersion: "4.0.1", definitions: publishedTypes() }));

interface RoundTrip {
  readonly written: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

function roundTrip(lenient: boolean): RoundTrip {
  using folder = folderOf(files);
  return askPhp<RoundTrip>("round-trip.php", folder.path, { examples, lenient });
}

function changed(written: RoundTrip["written"]): string[] {
  return Object.entries(written)
    .filter(([name, text]) => canonical(text) !== canonical(examples[name] ?? ""))
    .map(([name]) => name);
}

test("the judge sees digits, order of lists and every name, and no order of names", () => {
  expect(canonical('{"b":[1.0,"\\u00e9"], "a":-0}')).toBe('{"a":-0,"b":[1.0,"é"]}');
  expect(canonical('{"a":1.0}')).not.toBe(canonical('{"a":1.00}'));
});

phpTest()("every example of a resource that there is a class for is written as it was read", () => {
  const { written, problems } = roundTrip(false);
  expect(changed(written)).toEqual([]);
  expect(Object.keys(written).length + Object.keys(problems).length).toBe(Object.keys(examples).length);
  expect(Object.keys(written).length).toBe(43);
  // The fixture has no definition of three resources: what has one of them in it is told by its path.
  for (const problem of Object.values(problems)) {
    expect(problem).toMatch(/^\w+(\.entry\[\d+\]\.resource)?: resourceType is of no resource that is known$/);
  }
});

phpTest()("what there is no class for is kept where reading is lenient", () => {
  const { written, problems } = roundTrip(true);
  expect(changed(written)).toEqual([]);
  const alone = Object.values(problems);
  expect(alone.every((problem) => /^\w+: resourceType is of no resource/.test(problem))).toBe(true);
  expect(Object.keys(written).length).toBe(Object.keys(examples).length - alone.length);
});

phpTest()("pretty JSON says the same", () => {
  using folder = folderOf(files);
  const [name = "", text = ""] = Object.entries(examples).find(([key]) => key.startsWith("Bundle")) ?? [];
  expect(name).not.toBe("");
  const code = `return App\\Fhir\\Resource\\Resource::fromJson(base64_decode('${Buffer.from(text).toString("base64")}'), true)->toJson(true);`;
  const pretty = runPhp<string>(folder.path, code);
  expect(canonical(pretty)).toBe(canonical(text));
  expect(pretty.startsWith('{\n  "resourceType": "Bundle",\n')).toBe(true);
});
