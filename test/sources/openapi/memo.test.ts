import { describe, expect, spyOn, test } from "bun:test";
import { allUnits, fixture, json, load, loadIn } from "./support.ts";

/** Runs `work` and says how many characters went through JSON.parse. */
async function parsedBy(work: () => Promise<unknown>): Promise<number> {
  const spy = spyOn(JSON, "parse");
  try {
    await work();
    // The memo of the fake context keeps JSON texts of its own.
    return spy.mock.calls
      .map(([text]) => `${text}`)
      .filter((text) => !/^\{"references"/.test(text))
      .join("").length;
  } finally {
    spy.mockRestore();
  }
}

describe("a document that was loaded before", () => {
  test("gives the same units without parsing operations and components", async () => {
    const first = await load({ "api.json": fixture("petstore-3.0.json") });
    const before = allUnits(first.units).map(({ id, slug, facts, digest }) => ({ id, slug, facts, digest }));
    let after: unknown;
    const parsed = await parsedBy(async () => {
      after = allUnits(await loadIn(first.context, "api.json")).map(({ id, slug, facts, digest }) => ({
        id,
        slug,
        facts,
        digest,
      }));
    });
    expect(after).toEqual(before);
    expect(parsed).toBeGreaterThan(0);
    expect(parsed).toBeLessThan(2500);
  });

  test("parses only the operation that changed", async () => {
    const text = fixture("petstore-3.0.json");
    const first = await load({ "api.json": text });
    const same = await parsedBy(() => loadIn(first.context, "api.json"));
    first.files.set("api.json", new TextEncoder().encode(text.replace("List all pets", "List some pets")));
    let again = first.units;
    const parsed = await parsedBy(async () => {
      again = await loadIn(first.context, "api.json");
    });
    const changed = allUnits(again).filter(({ id, digest }) => first.units.get(id)?.digest !== digest);
    expect(changed.map(({ id }) => id)).toEqual(["operation:listPets"]);
    expect(changed[0]?.facts.summary).toBe("List some pets");
    expect(parsed - same).toBeGreaterThan(500);
    expect(parsed - same).toBeLessThan(1500);
  });

  test("says again what is wrong with it", async () => {
    const first = await load({ "api.json": json({ components: { schemas: { A: { type: "strng" } } } }) });
    expect(first.diagnostics).toHaveLength(1);
    await loadIn(first.context, "api.json");
    expect(first.diagnostics).toHaveLength(2);
    expect(first.diagnostics[1]).toEqual(first.diagnostics[0] as never);
  });
});

test("data is made once for as long as there is room", async () => {
  const first = await load({ "api.json": fixture("petstore-3.0.json") });
  const unit = (await loadIn(first.context, "api.json")).get("schema:Pet");
  const parsed = await parsedBy(async () => [unit?.data, unit?.data, unit?.data]);
  expect(parsed).toBeGreaterThan(500);
  expect(parsed).toBeLessThan(1600);
  expect(unit?.data).toBe(unit?.data as never);
});

test("what was parsed for the facts is not parsed again for the data, and is the same", async () => {
  const first = await load({ "api.json": fixture("petstore-3.0.json") });
  let data: unknown;
  const parsed = await parsedBy(async () => {
    data = first.units.get("schema:Pet")?.data;
  });
  expect(parsed).toBe(0);
  expect((await loadIn(first.context, "api.json")).get("schema:Pet")?.data).toEqual(data as never);
});
