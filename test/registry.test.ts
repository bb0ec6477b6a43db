/** The generated registries: current in this repository, right in a small one, and lazy. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PackFile } from "#model/template.ts";
import { hashContent } from "#platform/hash.ts";
import { generateRegistries, outdatedRegistries, writeRegistries } from "../scripts/registry.ts";

const repository = dirname(import.meta.dir);
let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "specmill-registry-"));
  write("src/sources/data/index.ts", "");
  write("src/sources/data/options.ts", "");
  write("src/sources/plain/index.ts", "");
  write("src/sources/_template/index.ts", "");
  write("src/sources/unfinished/options.ts", "");
  write("src/sources/source.ts", "");
  write("src/reporters/tty.ts", "");
  write("src/reporters/json.ts", "");
  write("src/reporters/reporter.ts", "");
  write("src/templates/engines/engine.ts", "");
  write("src/templates/engines/mill.ts", 'export const engine = { extensions: [".mill", ".ml"], isCode: false };\n');
  write("src/templates/helpers/typescript.ts", "export const helper = {};\n");
  write("src/templates/helpers/casing.ts", "export const helper = {};\n");
  write("src/templates/helpers/notes.ts", "export const other = {};\n");
  write("templates/cards/pack.yaml", "source: data\n");
  write("templates/cards/a/card.md.eta", `\`\${x}\` \\ \r\n`);
  write("templates/cards/card.ts", "export default () => 1;\n");
  write("templates/draft/README.md", "no manifest yet\n");
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function body(text: string | undefined): string {
  return (text ?? "").replace(/^\/\*\*.*?\*\/\n/s, "");
}

test("the registries of this repository are current", async () => {
  expect(outdatedRegistries(repository, await generateRegistries(repository))).toEqual([]);
});

describe("a registry", () => {
  test("of sources has the folders with an index, and leaves out options that are not there", async () => {
    expect(body((await generateRegistries(root)).get("src/sources/registry.gen.ts"))).toBe(
      [
        "export const sources = {",
        '  data: { load: () => import("./data/index.ts"), options: () => import("./data/options.ts") },',
        '  plain: { load: () => import("./plain/index.ts") },',
        "};",
        "",
      ].join("\n"),
    );
  });

  test("of reporters has the files beside the interface", async () => {
    expect(body((await generateRegistries(root)).get("src/reporters/registry.gen.ts"))).toBe(
      'export const reporters = {\n  json: { load: () => import("./json.ts") },\n  tty: { load: () => import("./tty.ts") },\n};\n',
    );
  });

  test("of engines knows the endings, so that none has to be loaded to find one", async () => {
    expect(body((await generateRegistries(root)).get("src/templates/engines/registry.gen.ts"))).toBe(
      'export const engines = {\n  mill: { extensions: [".mill", ".ml"], isCode: false, load: () => import("./mill.ts") },\n};\n',
    );
  });

  test("of helpers has the groups by their names in templates", async () => {
    const text = body((await generateRegistries(root)).get("src/templates/helpers/registry.gen.ts"));
    expect(text).toContain('import { helper as ts } from "./typescript.ts";');
    expect(text).toContain("export const helpers = { casing, ts };");
  });

  test("of packs has those with a manifest", async () => {
    expect(body((await generateRegistries(root)).get("src/templates/packs.gen.ts"))).toBe(
      'export const packs = {\n  cards: { load: () => import("./packs/cards.gen.ts") },\n};\n',
    );
  });

  test("names no machine and no time", async () => {
    const [one, two] = [await generateRegistries(root), await generateRegistries(root)];
    expect([...two]).toEqual([...one]);
    expect([...one.values()].some((text) => text.includes(root))).toBe(false);
  });
});

describe("an embedded pack", () => {
  test("has every file as text with its digest, and its modules as code", async () => {
    const files = await generateRegistries(root);
    const texts = JSON.parse(files.get("src/templates/packs/cards.gen.json") ?? "") as PackFile[];
    expect(texts.map((file) => file.path)).toEqual(["a/card.md.eta", "card.ts", "pack.yaml"]);
    expect(texts[0]).toEqual({
      path: "a/card.md.eta",
      text: `\`\${x}\` \\ \n`,
      digest: hashContent(`\`\${x}\` \\ \n`),
    });
    expect(files.get("src/templates/packs/cards.gen.ts")).toContain(
      '  modules: {\n    "card.ts": () => import("../../../templates/cards/card.ts"),\n  },',
    );
  });
});

describe("writing", () => {
  test("touches what differs, once, and removes what no pack makes any more", async () => {
    write("src/templates/packs/gone.gen.ts", "");
    const first = writeRegistries(root, await generateRegistries(root));
    expect(first).toContain("src/templates/packs/gone.gen.ts");
    expect(first).toContain("src/templates/packs/cards.gen.json");
    const path = join(root, "src/sources/registry.gen.ts");
    const before = statSync(path, { bigint: true }).mtimeNs;
    expect(writeRegistries(root, await generateRegistries(root))).toEqual([]);
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(before);
    write("templates/cards/card.ts", "export default () => 2;\n");
    expect(outdatedRegistries(root, await generateRegistries(root))).toEqual(["src/templates/packs/cards.gen.json"]);
  });
});

test("`--check` writes nothing, names what is not current and fails", () => {
  const script = join(repository, "scripts/registry.ts");
  const gen = join(repository, "src/reporters/registry.gen.ts");
  const before = readFileSync(gen, "utf8");
  const run = Bun.spawnSync([process.execPath, script, "--check"], { stderr: "pipe" });
  expect(readFileSync(gen, "utf8")).toBe(before);
  expect({ code: run.exitCode, text: run.stderr.toString() }).toEqual({ code: 0, text: "" });
});
