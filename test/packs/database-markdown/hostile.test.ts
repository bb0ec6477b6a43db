/** Text of a schema cannot break out of a page: whatever it is, the structure is that which harmless text gives. */
import { expect, test } from "bun:test";
import { benign, hostileStrings } from "../../fixtures/hostile.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { brokenLinks, dangers, outline } from "../support/markdown-structure.ts";
import type { Say } from "./everything.ts";
import { everything, polymorphicOf } from "./everything.ts";
import { renderDatabase } from "./support.ts";

const texts = [...new Set([...hostileStrings, ...hostileTexts])].map((text) => [JSON.stringify(text), text] as const);

async function pagesWith(text: string): Promise<ReadonlyMap<string, string>> {
  const say: Say = (name) => text + name + text;
  return (await renderDatabase(everything(say), { polymorphic: polymorphicOf(say) })).files;
}

/** A comment keeps its lines and paragraphs: those may differ, and nothing else. */
function structure(pages: ReadonlyMap<string, string>): string[] {
  return [...pages.values()].map((page) =>
    outline(page)
      .replace(/<br ?\/?>/g, "")
      .replace(/(?:<p><\/p>)+/g, "<p></p>"),
  );
}

const harmless = pagesWith(benign).then(structure);

test.each(texts)("%s in every name, comment and expression changes no structure", async (_, text) => {
  const pages = await pagesWith(text);
  expect(structure(pages)).toEqual(await harmless);
  expect([...pages.values()].flatMap(dangers)).toEqual([]);
  expect(brokenLinks(pages)).toEqual([]);
});

test("nothing invisible gets into a page, and no HTML", async () => {
  for (const text of texts.map(([, hostile]) => hostile)) {
    for (const page of (await pagesWith(text)).values()) {
      expect(page).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
      expect(page.isWellFormed()).toBe(true);
      const prose = page.replace(/^(`{3,})[\s\S]*?^\1$/gm, "").replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, "");
      expect(prose).not.toMatch(/<[a-z!/]/i);
    }
  }
});
