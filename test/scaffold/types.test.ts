/** `specmill.d.ts` and schema.json are made from the sources, current, and good enough for a strict compiler. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planEject } from "#scaffold/eject.ts";
import { typesFile } from "#scaffold/types-file.ts";
import { builtInPack, builtInPackNames } from "#templates/built-in-packs.ts";
import { generateSchema } from "../../scripts/schema.ts";
import { generateTypes } from "../../scripts/types.ts";
import { folderWith } from "../config/support.ts";

const root = join(import.meta.dir, "../..");
const tsc = join(root, "node_modules/.bin/tsc");

/** What a strict compiler says about files of a project that has nothing but `specmill.d.ts`. */
async function compile(files: Readonly<Record<string, string>>): Promise<string> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: "esnext",
    module: "preserve",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  };
  using folder = folderWith({
    "specmill.d.ts": typesFile().text,
    "tsconfig.json": JSON.stringify({ compilerOptions }),
    ...files,
  });
  const child = Bun.spawn([tsc, "-p", folder.path], { cwd: folder.path, stdout: "pipe" });
  return await new Response(child.stdout).text();
}

describe("generated files", () => {
  test("are current", async () => {
    for (const [path, text] of [...(await generateSchema()), ...(await generateTypes())]) {
      expect(readFileSync(join(root, path), "utf8") === text ? "current" : `run the script for ${path}`).toBe(
        "current",
      );
    }
  });
});

describe("specmill.d.ts", () => {
  test("types a config and templates under --strict", async () => {
    const said = await compile({
      "specmill.config.ts": `import { defineConfig } from "specmill";
import type { Config } from "specmill";
const sources: Config["sources"] = { api: { kind: "openapi", path: "api.yaml" } };
export default defineConfig({ sources, targets: { docs: { source: "api", pack: "p", output: "o", options: { a: [1] } } } });
`,
      "satisfies.ts": `import type { Config } from "specmill";
export default { sources: { d: { kind: "data", path: ["a", "b"], each: "file" } }, lock: false } satisfies Config;
`,
      "templates/p/schema.ts": `import type { Context, Header, Json, JsonObject, UnitView } from "specmill";
interface Options { readonly comments: boolean }
type View = UnitView<JsonObject, { readonly tag: string }>;
export const header: Header<View, Options> = { each: "schema", output: (it) => \`\${it.unit.tag}/\${it.unit.slug}.ts\`, when: "unit.tag" };
export default function* (it: Context<View, Options>): Iterable<string> {
  const title: Json | undefined = it.unit.data.title;
  if (it.options.comments) yield it.ts.docComment(String(title));
  for (const other of it.units("schema")) yield it.md.link(it.md.escape(other.name), it.link(other.id));
}
`,
    });
    expect(said).toBe("");
  });

  test("knows mistakes from what is right", async () => {
    const said = await compile({
      "a.ts": 'import type { Config } from "specmill";\nexport const a: Config = { sources: {}, lok: true };\n',
      "b.ts":
        'import { defineConfig } from "specmill";\ndefineConfig({ sources: { x: { kind: "opanapi", path: "x" } } });\n',
      "c.ts": 'import type { Context } from "specmill";\nexport default (it: Context) => it.md.nothing();\n',
      "d.ts": 'import { helpers } from "specmill";\nexport const d = helpers;\n',
    });
    expect([...said.matchAll(/^(\w)\.ts\(\d+,\d+\)/gm)].map(([, file]) => file)).toEqual(["a", "b", "c", "d"]);
  });
});

describe("ejecting", () => {
  const none = () => false;

  test("plans a copy of every file, below the folder", async () => {
    const files = (await builtInPack("data-markdown"))?.files ?? [];
    const planned = planEject(files, "templates/mine", none);
    expect(planned.slice(0, files.length)).toEqual(
      files.map(({ path, text }) => ({ path: `templates/mine/${path}`, text, action: "create" })),
    );
  });

  test("brings the types for `.ts` files, unless they are there", () => {
    const file = { path: "a.ts", text: "", digest: "" };
    expect(planEject([file], "t", none).map(({ path }) => path)).toEqual(["t/a.ts", "specmill.d.ts"]);
    expect(planEject([file], "t", () => true).map(({ path }) => path)).toEqual(["t/a.ts"]);
    expect(planEject([{ ...file, path: "a.md.eta" }], "t", none).map(({ path }) => path)).toEqual(["t/a.md.eta"]);
  });

  test("gives files that compile with those types, for every built-in pack", async () => {
    const names = builtInPackNames();
    expect(names.length).toBeGreaterThan(0);
    const packs = await Promise.all(
      names.map(async (name) => planEject((await builtInPack(name))?.files ?? [], name, none)),
    );
    expect(await compile(Object.fromEntries(packs.flat().map(({ path, text }) => [path, text])))).toBe("");
  });
});
