/** The pages list what there is: every table of options, kinds, codes, helpers, keys and commands is compared with the code. */
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { callOf } from "#commands/help.ts";
import { commands } from "#commands/table.ts";
import { configJsonSchema } from "#config/json-schema.ts";
import { codes } from "#model/codes.ts";
import type { JsonObject } from "#model/json.ts";
import { unitKinds as dataKinds } from "#sources/data/units.ts";
import { unitKinds as databaseKinds } from "#sources/database/units.ts";
import { unitKinds as fhirKinds } from "#sources/fhir/kinds.ts";
import { unitKinds as openapiKinds } from "#sources/openapi/kinds.ts";
import { sources } from "#sources/registry.gen.ts";
import { builtInPack, builtInPackNames } from "#templates/built-in-packs.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import { readPackManifest } from "#templates/pack-manifest.ts";
import { commandData } from "../scripts/commands.ts";
import { blocksOf } from "./support/doc-page.ts";
import { listedBelow, namesLinked, pages, read, rowsBelow, rowsOf } from "./support/doc-tables.ts";
import { binary } from "./support/rig.ts";
import { repository } from "./support/source-graph.ts";

describe("what is listed is what there is", () => {
  test("the data that docs/commands.md, man pages and completions are made from is current, and they are made from it", async () => {
    for (const [path, text] of await commandData())
      expect(read(path) === text ? "current" : `${path}: run \`bun scripts/commands.ts\``).toBe("current");
    const check = Bun.spawnSync([binary, "check", "--cwd", join(repository, "docs")], { stderr: "pipe" });
    expect(check.stderr.toString()).toStartWith("up to date: ");
  });

  test("docs/commands.md has a section for every command, in the order of help", () => {
    const sections = [...read("docs/commands.md").matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name);
    expect(sections).toEqual(commands.map(({ name }) => name));
  });

  test("the table of the README names every command and nothing else", () => {
    const named = [...read("README.md").matchAll(/^\| `([a-z][^`]*)` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(commands.map(callOf));
  });

  test("src/README.md names every file and folder of src/", () => {
    const page = read("src/README.md");
    const entries = readdirSync(join(repository, "src"), { withFileTypes: true });
    const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    expect(names.filter((name) => name !== "README.md" && !page.includes(`\`${name}\``))).toEqual([]);
  });

  const calls = rowsOf(read("docs/helpers.md")).filter(([call = ""]) => /^\w+\.\w+\(/.test(call));
  test.each(calls)("helper %s gives %s", (call, shown) => {
    const value: unknown = new Function(...Object.keys(helpers), `return (${call});`)(...Object.values(helpers));
    expect((typeof value === "string" ? value : String(JSON.stringify(value))).replaceAll("\n", "⏎")).toBe(shown);
  });

  test("docs/helpers.md has a row for every helper function", () => {
    const all = Object.entries(helpers).flatMap(([group, functions]) =>
      Object.keys(functions).map((name) => `${group}.${name}`),
    );
    expect(calls.map(([call = ""]) => call.slice(0, call.indexOf("("))).toSorted()).toEqual(all.toSorted());
  });

  const kindsBySource = { data: dataKinds, database: databaseKinds, fhir: fhirKinds, openapi: openapiKinds };
  test("every kind of source has a page, and docs/sources.md names it", () => {
    expect(Object.keys(kindsBySource).toSorted()).toEqual(Object.keys(sources).toSorted());
    expect(namesLinked("docs/sources.md")).toEqual(Object.keys(sources).toSorted());
  });

  test.each(Object.entries(kindsBySource))(
    "docs/sources/%s.md has its options, kinds of units and codes of problems",
    async (kind, kinds) => {
      const page = read(`docs/sources/${kind}.md`);
      const { options } = await sources[kind as keyof typeof sources].options();
      const ofArea = Object.keys(codes).filter((code) => code.startsWith(`${kind}/`));
      expect(listedBelow(page, "## Options").slice(2)).toEqual(Object.keys(options.shape));
      expect(listedBelow(page, "## Units").slice(2)).toEqual([...kinds]);
      const problems = listedBelow(page, "## Problems").slice(2);
      expect(problems).toEqual(expect.arrayContaining(ofArea));
      expect(problems.filter((code) => !(code in codes))).toEqual([]);
    },
  );

  test("docs/config.md names every key", async () => {
    const page = read("docs/config.md");
    const named = rowsOf(page).map(([first = ""]) => first);
    const { properties } = (await configJsonSchema()) as { properties: Record<string, JsonObject> };
    const keys = (schema: JsonObject | undefined) => Object.keys((schema?.properties ?? {}) as JsonObject);
    const ofTargets = keys(properties.targets?.additionalProperties as JsonObject);
    expect(ofTargets.length).toBeGreaterThan(0);
    expect(named).toEqual(
      expect.arrayContaining([
        ...Object.keys(properties),
        ...ofTargets.map((key) => `targets.*.${key}`),
        ...keys(properties.limits),
      ]),
    );
  });

  test("docs/templates.md names all codes of templates", () => {
    const named = listedBelow(read("docs/templates.md"), "## Problems").slice(2);
    expect(named).toEqual(Object.keys(codes).filter((code) => /^(?:pack|template|plan)\//.test(code)));
  });

  test("docs/exit-codes.md names every area of codes", () => {
    const named = listedBelow(read("docs/exit-codes.md"), "## Codes of problems").slice(2);
    const areas = Object.keys(codes).map((code) => code.slice(0, code.indexOf("/")));
    expect(named.flatMap((cell) => cell.replaceAll("`", "").split(", ")).toSorted()).toEqual(
      [...new Set(areas)].toSorted(),
    );
  });

  test("every built-in pack has a page, and docs/packs.md names it", () => {
    expect(namesLinked("docs/packs.md")).toEqual([...builtInPackNames()].toSorted());
  });

  test.each(builtInPackNames())("docs/packs/%s.md has its options with their defaults, and no other", async (name) => {
    const text = (await builtInPack(name))?.files.find((file) => file.path === "pack.yaml")?.text ?? "";
    const manifest = await readPackManifest(name, text, () => {});
    const options = Object.entries(manifest?.options ?? {});
    const rows = rowsBelow(read(`docs/packs/${name}.md`), "## Options").slice(2);
    expect(rows.map(([option, byDefault]) => `${option}: ${byDefault}`)).toEqual(
      options.map(
        ([option, { default: value }]) => `${option}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
      ),
    );
  });

  test("every piece of a config on the pages fits the schema", async () => {
    const { configSchema } = await import("#config/schema.ts");
    const schema = await configSchema(sources);
    const pieces = pages.flatMap((page) =>
      blocksOf(read(page))
        .filter(({ language, text }) => language === "yaml" && /^(?:sources|targets|format|allow|limits):/m.test(text))
        .map(({ text, line }) => ({
          at: `${page}:${line}`,
          value: { sources: {}, ...(Bun.YAML.parse(text) as object) },
        })),
    );
    expect(pieces.length).toBeGreaterThan(5);
    const problems = pieces.flatMap(
      ({ at, value }) => schema.safeParse(value).error?.issues.map(({ message }) => `${at} ${message}`) ?? [],
    );
    expect(problems).toEqual([]);
  });
});
