/** How little a page reads of other definitions, and so what is rendered again when one of them changes. */
import { expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import { everything } from "./everything.ts";
import { core, ipsPackage, renderPackages } from "./support.ts";

async function readsOf(options: Record<string, Json> = {}): Promise<ReadonlyMap<string, readonly string[]>> {
  const { reads } = await renderPackages([everything(), core], { packages: ["example.shop"], ...options });
  return new Map([...reads].map(([path, all]) => [path, all.filter((read) => !read.startsWith("file:"))]));
}

/** What depends on the content of definitions. */
function contents(reads: readonly string[] | undefined): readonly string[] {
  return (reads ?? []).filter((read) => /^(?:data|content):/.test(read) && !read.startsWith("data:package:"));
}

test("the page of a definition reads the content of no other, and lists nothing but search parameters", async () => {
  const pages = [...(await readsOf())].filter(([path]) => path.includes("/"));
  expect(pages.length).toBe(12);
  for (const [path, reads] of pages) {
    const lists = reads.filter((read) => read.startsWith("list:"));
    expect([path, contents(reads).length]).toEqual([path, 1]);
    expect([path, lists]).toEqual([path, path.startsWith("resources/") ? ["list:searchParameter"] : []]);
  }
});

test("an index reads names and facts", async () => {
  const reads = await readsOf();
  expect(contents(reads.get("index.md"))).toEqual([]);
  expect(reads.get("index.md")).toContain("list:profile");
});

test("of the search parameters their one page alone reads the content", async () => {
  const users = [...(await readsOf())].filter(([, reads]) =>
    contents(reads).some((read) => /searchParameter/.test(read)),
  );
  expect(users.map(([path]) => path)).toEqual(["search-parameters.md"]);
});

test("without search parameters on the pages, none are listed", async () => {
  const reads = await readsOf({ include: ["resources"] });
  expect(reads.get("resources/ware.md")?.filter((read) => read.startsWith("list:"))).toEqual([]);
});

test("a guide reads no facts of value sets without a page, which would have them expanded", async () => {
  const { reads } = await renderPackages([ipsPackage, core], { packages: ["hl7.fhir.uv.ips"] });
  const patient = reads.get("profiles/patient-uv-ips.md") ?? [];
  expect(patient.filter((read) => read.startsWith("facts:valueSet:"))).toEqual([]);
});
