/** Texts of a definition cannot break out of a page: whatever they are, the structure is that which harmless text gives. */
import { expect, test } from "bun:test";
import { benign, hostileStrings } from "../../fixtures/hostile.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { brokenLinks, dangers, outline } from "../support/markdown-structure.ts";
import { everything } from "./everything.ts";
import { base, packageOf, renderPackages } from "./support.ts";
import type { Say } from "./voices.ts";

const texts = [...new Set([...hostileStrings, ...hostileTexts])].map((text) => [JSON.stringify(text), text] as const);
/** What the shop is built on, and no more: every test reads it. */
const core = packageOf(
  "hl7.fhir.r4.core",
  "4.0.1",
  base.filter(({ id }) =>
    /^(Element|BackboneElement|Extension|Resource|DomainResource|Patient|string|code)$/.test(`${id}`),
  ),
);

const same: Say = (text) => text;

async function pagesWith(say: Say, write: Say): Promise<ReadonlyMap<string, string>> {
  return (await renderPackages([everything({ say, write }), core], { packages: ["example.shop"] })).files;
}

function around(text: string): Say {
  return (name) => text + name + text;
}

function structure(pages: ReadonlyMap<string, string>): string[] {
  return [...pages].map(([path, page]) => `${path} ${outline(page)}`);
}

const harmless = pagesWith(around(benign), same).then(structure);

test.each(texts)("%s in every name, title, code and value changes no structure", async (_, text) => {
  const pages = await pagesWith(around(text), same);
  expect(structure(pages)).toEqual(await harmless);
  for (const page of pages.values()) expectClean(page);
  expect(brokenLinks(pages)).toEqual([]);
});

test.each(texts)("%s in every description does no harm", async (_, text) => {
  const pages = await pagesWith(same, around(text));
  expect(brokenLinks(pages)).toEqual([]);
  for (const page of pages.values()) {
    expectClean(page);
    expect(page.match(/^## Purpose$/gm)?.length ?? 0).toBeLessThan(2);
    expect(page.match(/^# /gm)?.length).toBe(1);
  }
});

/** Nothing invisible, and no HTML. */
function expectClean(page: string): void {
  expect(page).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
  expect(page.isWellFormed()).toBe(true);
  const prose = page.replace(/^\s*(`{3,})[\s\S]*?^\s*\1$/gm, "").replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, "");
  expect(prose).not.toMatch(/<[a-z!/]/i);
  expect(dangers(page)).toEqual([]);
}
