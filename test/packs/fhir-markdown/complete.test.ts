/** That nothing is missing, looked up in the definitions themselves and not in what the source makes of them. */
import { expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { base, core, idsInTree, ips, ipsPackage, pageOf, renderPackages, rowsOf, sectionOf } from "./support.ts";

interface RawElement {
  readonly id: string;
  readonly path: string;
  readonly sliceName?: string;
  readonly max?: string;
  readonly binding?: { readonly valueSet?: string };
  readonly constraint?: readonly { readonly key: string; readonly source?: string }[];
}

const pages = await renderPackages([ipsPackage, core]);

function pageFor(one: JsonObject, folder: string): string {
  const name = ips.includes(one) ? "hl7.fhir.uv.ips" : "hl7.fhir.r4.core";
  return pageOf(pages, `${name}/${folder}/${`${one.id}`.toLowerCase()}.md`);
}

function elementsOf(one: JsonObject, part: "snapshot" | "differential"): readonly RawElement[] {
  return ((one[part] as JsonObject | undefined)?.element ?? []) as unknown as readonly RawElement[];
}

const structures = [...ips, ...base].filter(({ resourceType }) => resourceType === "StructureDefinition");
const profiles = structures.filter(({ derivation, snapshot }) => derivation === "constraint" && snapshot !== undefined);
const tail = (id: string) => id.slice(id.indexOf(".") + 1);

test("every element of every profile is in its tree, in its order", () => {
  expect(profiles.length).toBe(31);
  for (const one of profiles) {
    const [, ...ids] = elementsOf(one, "snapshot").map(({ id }) => tail(id));
    expect([one.id, ...idsInTree(pageFor(one, "profiles"), "All elements")]).toEqual([one.id, ...ids]);
  }
});

test("every element that a profile speaks of is among its changes, and the others there are above one", () => {
  for (const one of profiles) {
    const said = elementsOf(one, "differential")
      .map(({ id }) => id)
      .filter((id) => id.includes("."));
    const shown = idsInTree(pageFor(one, "profiles"), "Changes");
    expect([one.id, ...said.map(tail).filter((id) => !isShown(id, shown))]).toEqual([one.id]);
    const extra = shown.filter((id) => !said.some((other) => tail(other).startsWith(id)));
    expect([one.id, ...extra.filter((id) => !/\[x\]/.test(id))]).toEqual([one.id]);
  }
});

/** A differential may say `valueQuantity` where the snapshot has `value[x]`, or a slice of it. */
function isShown(id: string, shown: readonly string[]): boolean {
  const spellings = (one: string) => [one, one.replace(/\w+\[x\]:/g, "")];
  const isChoice = (one: string) => id.startsWith(one.replace(/\[x\]$/, "")) && one.endsWith("[x]");
  return shown.some((one) => spellings(one).includes(id) || isChoice(one));
}

test("every element that a resource, type or model declares is in its tree", () => {
  const folders: Record<string, string> = { resource: "resources", "complex-type": "types", logical: "logical" };
  const types = structures.filter(({ derivation, kind }) => derivation !== "constraint" && `${kind}` in folders);
  expect(types.length).toBeGreaterThan(40);
  let count = 0;
  for (const one of types) {
    const declared = elementsOf(one, "differential").filter(({ path, max }) => path.includes(".") && max !== "0");
    const own = new Set(declared.map(({ path }) => tail(path)));
    const shown = new Set(idsInTree(pageFor(one, folders[`${one.kind}`] ?? ""), "Elements"));
    expect([one.id, ...[...own].filter((path) => !shown.has(path))]).toEqual([one.id]);
    count += own.size;
  }
  expect(count).toBeGreaterThan(650);
});

test("every slice of a profile is in the table of slices or in that of extensions", () => {
  let count = 0;
  for (const one of profiles) {
    const sliced = elementsOf(one, "snapshot").filter(({ sliceName }) => sliceName !== undefined);
    const page = pageFor(one, "profiles");
    const shown = `${sectionOf(page, "Slices")}\n${sectionOf(page, "Extensions")}`;
    for (const { id, sliceName } of sliced) {
      const isThere = shown.includes(`\`${sliceName}\``) || shown.includes(`\`${tail(id)}\``);
      expect([id, isThere]).toEqual([id, true]);
      count++;
    }
  }
  expect(count).toBeGreaterThan(110);
});

test("every rule that a profile adds and every value set that it binds is in a table", () => {
  let count = 0;
  for (const one of profiles) {
    const page = pageFor(one, "profiles");
    const keys = new Set(rowsOf(page, "Constraints").map(([key]) => key));
    const bindings = sectionOf(page, "Bindings");
    for (const { binding, constraint = [], max } of elementsOf(one, "snapshot")) {
      const added = constraint.filter(({ source, key }) => source === one.url && key !== "ele-1");
      expect(added.filter(({ key }) => !keys.has(`\`${key}\``))).toEqual([]);
      count += added.length;
      if (binding?.valueSet === undefined || max === "0") continue;
      const set = ips.find(({ url }) => url === binding.valueSet?.replace(/\|.*$/, ""));
      expect(bindings).toContain(set === undefined ? binding.valueSet.replace("|", "\\|") : `value-sets/${set.id}.md`);
    }
  }
  expect(count).toBe(9);
});
