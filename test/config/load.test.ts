/** A config from its file to what the stages get, with the source kinds of this build. */
import { describe, expect, test } from "bun:test";
import { configJsonSchema } from "#config/json-schema.ts";
import { loadConfig } from "#config/load.ts";
import { registerRuntimeModule } from "#config/runtime-module.ts";
import { codes } from "#model/codes.ts";
import type { JsonObject } from "#model/json.ts";
import { contextOf, folderWith, formatPlace, inputsOf, kinds, loadFiles, underlined } from "./support.ts";

const yaml = `$schema: ./specmill.schema.json
sources:
  shop: { kind: openapi, path: $SHOP_SPEC }
  api: { kind: openapi, path: api.yaml, include: { tags: [public] } }
targets:
  z: { source: api, pack: ./templates/z, output: ./out/z/ }
  a: { source: shop, pack: openapi-markdown, output: ., options: { deep: { list: [1, null] } } }
format:
  "**/*.ts": biome format --write
lock: false
allow: [".github/workflows/*.yml"]
limits: { depth: 9 }
`;

async function load(text: string, file = "specmill.yaml") {
  return await loadConfig(file, inputsOf({ [file]: text }), contextOf("/nowhere"));
}

describe("a config that is right", () => {
  test("is total, in the order of the file, and as the user wrote it where nothing is said", async () => {
    expect((await load(yaml)).config).toEqual({
      file: "specmill.yaml",
      sources: [
        { name: "shop", kind: "openapi", options: { path: "$SHOP_SPEC" } },
        { name: "api", kind: "openapi", options: { path: "api.yaml", include: { tags: ["public"] } } },
      ],
      targets: [
        { name: "z", source: "api", pack: "./templates/z", output: "out/z", options: {} },
        { name: "a", source: "shop", pack: "openapi-markdown", output: ".", options: { deep: { list: [1, null] } } },
      ],
      format: [{ pattern: "**/*.ts", command: "biome format --write" }],
      lock: false,
      allow: [".github/workflows/*.yml"],
      limits: { documentBytes: 67_108_864, depth: 9, renderMs: 10_000 },
    });
  });

  test("is the same from YAML, JSON and TOML", async () => {
    const value = {
      sources: { a: { kind: "data", path: "x" } },
      targets: { t: { source: "a", pack: "p", output: "o" } },
    };
    const toml = '[sources.a]\nkind = "data"\npath = "x"\n[targets.t]\nsource = "a"\npack = "p"\noutput = "o"\n';
    const json = (await load(JSON.stringify(value), "specmill.json")).config;
    expect({ ...(await load(JSON.stringify(value), "specmill.yml")).config, file: "" }).toEqual({ ...json, file: "" });
    expect({ ...(await load(toml, "specmill.toml")).config, file: "" }).toEqual({ ...json, file: "" });
    expect(json.lock).toBe(true);
  });

  test("is frozen to the bottom, and plain enough to be sent to a thread", async () => {
    const { config } = await load(yaml);
    const open: unknown[] = [config];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (typeof value !== "object" || value === null) continue;
      expect(Object.isFrozen(value)).toBe(true);
      open.push(...Object.values(value));
    }
    expect(structuredClone(config)).toEqual(config);
  });
});

describe("places for problems that later stages find", () => {
  test.each([
    [["targets", "z", "pack"], "value", "specmill.yaml:6:27", "./templates/z"],
    [["targets", "a", "options", "deep"], "key", "specmill.yaml:7:68", "deep"],
    [["sources", "api"], "key", "specmill.yaml:4:3", "api"],
  ] as const)("%j as %s", async (path, part, place, text) => {
    const found = await (await load(yaml)).resolvePlace(path, part);
    expect(formatPlace(found)).toBe(place);
    expect(underlined(found)).toBe(text);
  });

  test("a part that is not written out has the place of what is around it", async () => {
    const { resolvePlace } = await load(yaml);
    expect(underlined(await resolvePlace(["targets", "a", "options", "gone", "deeper"], "key"))).toBe("options");
    expect(formatPlace(await resolvePlace(["limits", "renderMs"], "key"))).toBe("specmill.yaml:12:1");
    expect((await resolvePlace(["nothing"])).file).toBe("specmill.yaml");
  });
});

describe("the real source kinds", () => {
  test("an option that a source does not have is told with those it has", async () => {
    using folder = folderWith({ "specmill.yaml": "sources:\n  d: { kind: data, path: x, record: /items }\n" });
    expect((await loadFiles("specmill.yaml", folder.path)).text).toBe(
      "config/unknown-key specmill.yaml:2:29 unknown key `record` in `sources.d`\n  did you mean `records`?",
    );
  });

  test("a form that a source checks is told in the words of the source", async () => {
    using folder = folderWith({ "specmill.yaml": "sources:\n  d: { kind: data, path: x, records: items }\n" });
    expect((await loadFiles("specmill.yaml", folder.path)).text).toBe(
      "config/invalid specmill.yaml:2:38 `sources.d.records`: a pointer begins with `/`",
    );
  });
});

describe("the JSON schema", () => {
  test("says what every field is for", async () => {
    const nameless: string[] = [];
    const walk = (node: JsonObject, path: string): void => {
      for (const [name, inner] of Object.entries((node.properties ?? {}) as Readonly<Record<string, JsonObject>>)) {
        if (typeof inner.description !== "string") nameless.push(`${path}.${name}`);
        walk(inner, `${path}.${name}`);
      }
      for (const variant of (node.oneOf ?? node.anyOf ?? []) as readonly JsonObject[]) walk(variant, path);
      for (const key of ["additionalProperties", "items"]) {
        if (typeof node[key] === "object") walk(node[key] as JsonObject, `${path}.*`);
      }
    };
    walk(await configJsonSchema(), "");
    expect(nameless).toEqual([]);
  });

  test("is strict, has a name of its own and is the same every time", async () => {
    const schema = await configJsonSchema(kinds);
    expect(schema.$id).toBe("urn:specmill:config");
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(["sources"]);
    expect(JSON.stringify(await configJsonSchema(kinds))).toBe(JSON.stringify(schema));
  });
});

test("the module `specmill` can be registered as often as one likes", async () => {
  registerRuntimeModule();
  registerRuntimeModule();
  const name = "specmill";
  const { defineConfig } = (await import(name)) as { defineConfig(config: unknown): unknown };
  const config = {};
  expect(defineConfig(config)).toBe(config);
});

test("every code that a config can cause is in the table", () => {
  const used = [
    "not-found",
    "several",
    "syntax",
    "unknown-key",
    "invalid",
    "unknown-source",
    "unknown-kind",
    "code",
    "untrusted",
  ];
  expect(used.filter((slug) => !Object.hasOwn(codes, `config/${slug}`))).toEqual([]);
});
