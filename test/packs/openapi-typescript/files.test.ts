import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { openapiFileUnits } from "../support/openapi-units.ts";
import { renderDocument, renderUnits } from "./support.ts";

const fixtures = join(import.meta.dir, "../../fixtures/openapi");
const petstore = await renderUnits(await openapiFileUnits(join(fixtures, "petstore-3.0.json")));

describe("what a file depends on", () => {
  const readsOf = (path: string) => [...(petstore.reads.get(path) ?? [])].sort();

  test("a schema reads itself, and of those that it names the path alone", () => {
    expect(readsOf("schemas/pet.ts")).toEqual([
      "data:schema:Pet",
      "facts:schema:Pet",
      "link:schema:Owner",
      "link:schema:Status",
    ]);
  });

  test("the file of a tag reads its own operations, and of shared parameters the facts", () => {
    const reads = readsOf("operations/pets.ts");
    const data = reads.filter((read) => read.startsWith("data:"));
    expect(data).toEqual([
      "data:header:Next",
      "data:operation:createPet",
      "data:operation:deletePet",
      "data:operation:getPet",
      "data:operation:listPets",
      "data:requestBody:NewPet",
    ]);
    expect(reads).toContain("facts:parameter:Limit");
    expect(reads.filter((read) => read.startsWith("units:"))).toEqual([]);
  });

  test("paths, operations, components and the index read no content", () => {
    for (const path of ["paths.ts", "operations.ts", "components.ts", "index.ts", "schemas.ts", "webhooks.ts"]) {
      expect(petstore.reads.has(path)).toBe(true);
      expect(readsOf(path).filter((read) => read.startsWith("data:"))).toEqual([]);
    }
  });
});

test("the index reads nothing at all", () => {
  expect([...(petstore.reads.get("index.ts") ?? ["none"])]).toEqual([]);
});

describe("the set of files", () => {
  test("is one a schema, one a tag, and one for each kind of component that there is", () => {
    expect([...petstore.files.keys()].sort()).toEqual([
      "components.ts",
      "headers.ts",
      "index.ts",
      "operations.ts",
      "operations/default.ts",
      "operations/pets.ts",
      "operations/store.ts",
      "parameters.ts",
      "paths.ts",
      "request-bodies.ts",
      "responses.ts",
      "schemas.ts",
      "schemas/error.ts",
      "schemas/newpet.ts",
      "schemas/order.ts",
      "schemas/owner.ts",
      "schemas/pet.ts",
      "schemas/pets.ts",
      "schemas/status.ts",
      "webhooks.ts",
    ]);
  });

  test("a document with nothing in it gives the five types all the same", async () => {
    const { files } = await renderDocument({});
    expect(files.get("paths.ts")).toContain("export type paths = Record<string, never>;");
    expect(files.get("webhooks.ts")).toContain("export type webhooks = Record<string, never>;");
    expect(files.get("operations.ts")).toContain("export interface operations {}");
    expect(files.get("components.ts")).toContain("  schemas: never;\n  responses: never;\n");
    for (const name of ["components", "operations", "paths", "webhooks", "$defs"]) {
      expect(files.get("index.ts")).toMatch(new RegExp(`export type (\\{ )?${name.replace("$", "\\$")}\\b`));
    }
  });

  test("every file is tidy: one line end at its end, no spaces at line ends, no runs of empty lines", () => {
    for (const [path, text] of petstore.files) {
      expect([path, /[ \t]$|\r|\n\n\n/m.test(text), /[^\n]\n$/.test(text)]).toEqual([path, false, true]);
    }
  });

  test("the same units give the same bytes", async () => {
    const again = await renderUnits(await openapiFileUnits(join(fixtures, "petstore-3.0.json")));
    expect([...again.files]).toEqual([...petstore.files]);
  });
});
