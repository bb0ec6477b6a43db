/** Files are as Laravel Pint would leave them: what a formatter would change would be changed back by the next run. */
import { expect, test } from "bun:test";
import { everything, polymorphicOf } from "../database-markdown/everything.ts";
import type { Options } from "./support.ts";
import { render, unitsOf } from "./support.ts";

const variants: readonly Options[] = [
  { factories: true },
  { layout: "single", phpdoc: false, enums: false, views: false },
  {
    factories: true,
    fillable: "guarded",
    dates: "immutable",
    connection: "x",
    traits: ["App\\Zoo", "App\\ant"],
    updatedAt: "changed",
  },
];

test.each(variants)("with %j there is nothing to format", async (options) => {
  const units = await unitsOf(everything(), polymorphicOf(String));
  const { files } = await render(units, options);
  expect(files.size).toBeGreaterThan(10);
  for (const [path, text] of files) expect([path, faults(text)]).toEqual([path, []]);
});

test("a morph map says what each value stands for", async () => {
  const { files } = await render(await unitsOf(everything(), polymorphicOf(String)));
  expect(files.get("MorphMap.php")).toContain("        'book' => Book::class,\n        'author' => Author::class,\n");
});

function faults(text: string): string[] {
  const imports = [...text.matchAll(/^use ([^;]+);$/gm)].map(([, name = ""]) => name);
  const sorted = [...imports].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const unused = imports.filter((name) => !new RegExp(`(?<!\\\\)\\b${localName(name)}\\b`).test(withoutImports(text)));
  return [
    ...(text.match(/[ \t]+$/gm) ?? []).map(() => "spaces at the end of a line"),
    ...(/\n\n\n/.test(text) ? ["two empty lines"] : []),
    ...(/\{\n\n|\n\n\s*\}/.test(text) ? ["an empty line beside a brace"] : []),
    ...(/[^\n]\n$/.test(text) ? [] : ["no line end, or two, at the end"]),
    ...(/^<\?php\n\n/.test(text) ? [] : ["no empty line behind the tag"]),
    ...(imports.join() === sorted.join() ? [] : ["imports out of order"]),
    ...unused.map((name) => `unused: ${name}`),
  ];
}

function sortKey(name: string): string {
  return name.replaceAll("\\", " ").toLowerCase();
}

function localName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf(" ")) + 1);
}

function withoutImports(text: string): string {
  return text.replace(/^use [^;]+;$/gm, "");
}
