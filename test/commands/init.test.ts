/** `specmill init` with the binary: whatever it finds, the first run with what it wrote works. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expectRun, filmTable, runSqlite } from "../support/database-project.ts";
import { below, packageFiles } from "../support/fhir-package.ts";
import { converse, keys } from "../support/pseudo-terminal.ts";
import type { Files, Project } from "../support/rig.ts";
import { binary, project } from "../support/rig.ts";

setDefaultTimeout(60_000);

const description =
  "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths:\n  /pets:\n    get: { summary: List, responses: { '200': { description: ok } } }\n";
const people = "name,role\nAda,Analyst\n";

/** Types and resources of R4, without texts. */
function corePackage(): Files {
  const path = new URL("../fixtures/fhir/r4-base.json.gz", import.meta.url);
  const all: { resourceType: string; id: string }[] = JSON.parse(gunzipSync(readFileSync(path)).toString());
  const files = Object.fromEntries(all.map((one) => [`${one.resourceType}-${one.id}.json`, one]));
  return below(
    "fhir/core",
    packageFiles({ name: "hl7.fhir.r4.core", version: "4.0.1", fhirVersions: ["4.0.1"], files }),
  );
}

/** Writes the config for what is there, and runs it: all of it is in step then. */
async function firstRun(folder: Project): Promise<void> {
  expectRun(await folder.run(["init", "--yes"]), 0, "next: `specmill generate`");
  expectRun(await folder.run(["generate"]), 0);
  expectRun(await folder.run(["check"]), 0, "up to date");
}

describe("the first run works over", () => {
  const kinds: readonly (readonly [what: string, files: () => Files, outputs: readonly string[]])[] = [
    ["a description", () => ({ "api/openapi.yaml": description }), ["src/api/index.ts", "docs/api/index.md"]],
    ["data", () => ({ "people.csv": people }), ["docs/people/ada.md"]],
    ["a FHIR package", corePackage, ["src/core/index.ts", "docs/core/index.md"]],
    ["nothing at all", () => ({}), ["docs/people/ada-lovelace.md"]],
    [
      "templates of hygen",
      () => ({ "_templates/card/new/card.ejs.t": "---\nto: card.txt\n---\nx\n" }),
      ["docs/people/ada-lovelace.md"],
    ],
  ];
  test.concurrent.each(kinds)("%s", async (_what, files, outputs) => {
    await using folder = project(files());
    await firstRun(folder);
    expect(outputs.filter((path) => !folder.has(path))).toEqual([]);
  });

  test.concurrent("a SQLite file", async () => {
    await using folder = project({});
    runSqlite(folder, "shop.db", filmTable);
    await firstRun(folder);
    expect(Object.keys(folder.tree("src/shop")).length).toBeGreaterThan(0);
    expect(folder.has("docs/shop/index.md")).toBe(true);
  });

  test.concurrent("all of it at once", async () => {
    await using folder = project({ "openapi.yaml": description, "people.csv": people, ...corePackage() });
    runSqlite(folder, "shop.db", filmTable);
    await firstRun(folder);
  });
});

test("a guide is told to pull first", async () => {
  await using folder = project({ "sushi-config.yaml": "id: shop\nfhirVersion: 4.0.1\n" });
  expectRun(await folder.run(["init", "--yes"]), 0, "next: `specmill pull`, which downloads");
  expect(folder.read("specmill.yaml")).toContain('packages: ["hl7.fhir.r4.core@4.0.1"]');
  expectRun(await folder.run(["generate"]), 1, "specmill pull");
});

test("`_templates` is pointed out", async () => {
  await using folder = project({ "_templates/card/new/card.ejs.t": "---\nto: card.txt\n---\nx\n" });
  expectRun(await folder.run(["init", "--yes"]), 0, "`specmill new` runs the generators in `_templates`");
});

test("`--refresh` writes the schema of this version, and nothing else", async () => {
  await using folder = project({ "people.csv": people });
  expectRun(await folder.run(["init", "--yes"]), 0);
  const before = folder.tree();
  expectRun(await folder.run(["init", "--refresh"]), 0, "of this version");
  folder.write({ "specmill.schema.json": "{}\n" });
  expectRun(await folder.run(["init", "--refresh", "--dry-run"]), 0, "changed   specmill.schema.json");
  expect(folder.read("specmill.schema.json")).toBe("{}\n");
  expectRun(await folder.run(["init", "--refresh"]), 0, "changed   specmill.schema.json");
  expect(folder.tree()).toEqual(before);
});

describe.skipIf(process.platform === "win32")("a person", () => {
  test("is asked which targets, and gets those and their sources", async () => {
    await using folder = project({ "openapi.yaml": description, "people.csv": people });
    const talk = converse([binary, "init"], { cwd: folder.root });
    await talk.until("What shall be made?");
    await talk.until("types: TypeScript types");
    await talk.until("people-pages");
    // All are chosen at first: the third one is taken away.
    talk.type(keys.down + keys.down);
    talk.type(` ${keys.enter}`);
    await talk.until("write specmill.yaml");
    talk.type("y");
    await talk.until("next: `specmill generate`");
    expect(await talk.exited()).toBe(0);
    const config = folder.read("specmill.yaml");
    expect([config.includes("  types:"), config.includes("  docs:"), config.includes("people")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(folder.has("templates")).toBe(false);
  });

  test("who chooses nothing, or goes away, gets nothing", async () => {
    await using folder = project({ "people.csv": people });
    const none = converse([binary, "init"], { cwd: folder.root });
    await none.until("people-pages");
    none.type(` ${keys.enter}`);
    expect(await none.exited()).toBe(0);
    const gone = converse([binary, "init"], { cwd: folder.root });
    await gone.until("people-pages");
    gone.type(keys.ctrlC);
    expect(await gone.exited()).toBe(130);
    expect(Object.keys(folder.tree())).toEqual(["people.csv"]);
  });

  test("is told after the first run what comes next, and only then", async () => {
    await using folder = project({ "people.csv": people });
    expectRun(await folder.run(["init", "--yes"]), 0);
    const first = converse([binary, "generate"], { cwd: folder.root });
    await first.until("next: commit the outputs together with `specmill.lock`");
    expect(await first.exited()).toBe(0);
    const second = converse([binary, "generate", "--force"], { cwd: folder.root });
    await second.until("up to date");
    expect(await second.exited()).toBe(0);
    expect(second.shown()).not.toContain("next:");
  });
});
