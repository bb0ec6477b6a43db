/** Spec text cannot break out of the page: whatever it holds, the pages have the structure that harmless text gives them. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "#model/json.ts";
import type { HostileFields } from "../../fixtures/hostile.ts";
import { benign, hostileStrings, plant } from "../../fixtures/hostile.ts";
import { dangers, headings, outline, tableHeads } from "../support/markdown-structure.ts";
import { renderProject } from "../support/render-project.ts";

const fixtures = join(import.meta.dir, "../../fixtures/openapi");
const written = Bun.YAML.parse(readFileSync(join(fixtures, "library-3.1.yaml"), "utf8")) as JsonObject;
/** Its description has a table of its own, which a fence may swallow: only our tables are counted here. */
const library: JsonObject = { ...written, info: { title: "Town library", version: "1", description: "Books." } };

async function pagesOf(text: string, fields: HostileFields, options = {}): Promise<string[]> {
  const inputs = { "api.json": JSON.stringify(plant(library, text, fields)) };
  const project = { pack: "openapi-markdown", kind: "openapi", inputs, source: { path: "api.json" }, options } as const;
  return [...(await renderProject(project)).files.values()];
}

describe.each([{ pages: "tag" }, { pages: "operation", schemas: false }])("with %j", (options) => {
  const harmless = { plain: pagesOf(benign, "plain", options), descriptions: pagesOf(benign, "descriptions", options) };

  test.each(hostileStrings.map((text) => [JSON.stringify(text), text]))(
    "%s in names and values changes no structure",
    async (_, text) => {
      const found = (await pagesOf(text, "plain", options)).map(outline);
      expect(found).toEqual((await harmless.plain).map(outline));
    },
  );

  test.each(hostileStrings.map((text) => [JSON.stringify(text), text]))(
    "%s in descriptions stays in its place",
    async (_, text) => {
      const expected = await harmless.descriptions;
      const found = await pagesOf(text, "descriptions", options);
      expect(found.map(dangers)).toEqual(found.map(() => []));
      // Only the front page has headings of its own in a description, below the title.
      expect(isSubsequence(levels(expected[0]), levels(found[0]))).toBe(true);
      expect(found.slice(1).map(levels)).toEqual(expected.slice(1).map(levels));
      for (const [index, page] of found.entries()) {
        expect(isSubsequence(tableHeads(expected[index] ?? ""), tableHeads(page))).toBe(true);
      }
    },
  );
});

test("every hostile string at once leaves pages that hold nothing dangerous", async () => {
  const found = await pagesOf(hostileStrings.join(" "), "all");
  expect(found.flatMap(dangers)).toEqual([]);
});

function levels(page = ""): string[] {
  return headings(page).map((heading) => heading.slice(0, 2));
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const one of whole) if (one === part[at]) at++;
  return at === part.length;
}
