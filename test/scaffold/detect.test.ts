import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { detectSpecs } from "#scaffold/detect.ts";
import { folderWith } from "../config/support.ts";
import type { PackageParts } from "../support/fhir-package.ts";
import { below, packageFiles, tgzOf } from "../support/fhir-package.ts";

// Thousands of files are made, on a machine that may be busy.
setDefaultTimeout(60_000);

function found(files: Readonly<Record<string, string>>): string[] {
  using folder = folderWith(files);
  return shown(folder.path);
}

function shown(folder: string): string[] {
  return detectSpecs(folder, realFileSystem).map((spec) => {
    const { kind, path } = spec;
    if (kind === "openapi") return `openapi ${path} ${spec.version}`;
    if (kind === "data") return `data ${path} ${spec.unit}`;
    if (kind === "database") return `database ${path}`;
    const needs = spec.needsPull ? " to pull" : "";
    return `fhir ${path} ${spec.version}: ${spec.packages.join(", ")}${needs}`;
  });
}

describe("OpenAPI documents", () => {
  test.each([
    ["api/openapi.yaml", "openapi: 3.1.0\ninfo: {}\n", "3.1.0"],
    ["anything.yml", "# a comment\ninfo: {}\nopenapi: '3.0.3'\n", "3.0.3"],
    ["a/b/c/d/old.json", '{ "paths": {}, "swagger": "2.0" }', "2.0"],
    ["last.json", `{"paths":{"x":"${"y".repeat(100_000)}"},"openapi":"3.0.1"}`, "3.0.1"],
    ["json-inside.yaml", '{ "openapi": "3.0.0" }', "3.0.0"],
  ])("%s is told by its content", (path, text, version) => {
    expect(found({ [path]: text })).toEqual([`openapi ${path} ${version}`]);
  });

  test.each([
    ["part.yaml", "components: {}\ninfo:\n  openapi: 3.1.0\n"],
    ["nested.json", '{ "a": { "openapi": "3.0.0" } }'],
    ["broken.json", '{ "openapi": "3.0.0"'],
    ["number.json", '{ "openapi": 3 }'],
    ["openapi.yaml", ""],
    ["notes.md", "openapi: 3.0.0"],
    ["package.json", '{ "name": "openapi" }'],
    ["api/v1/public/internal/deep/openapi.yaml", "openapi: 3.1.0\n"],
    ["node_modules/x/openapi.yaml", "openapi: 3.1.0\n"],
    ["dist/openapi.yaml", "openapi: 3.1.0\n"],
    [".specmill/openapi.yaml", "openapi: 3.1.0\n"],
    [".hidden/openapi.yaml", "openapi: 3.1.0\n"],
  ])("%s is none", (path, text) => {
    expect(found({ [path]: text })).toEqual([]);
  });
});

describe("data", () => {
  test("records count wherever they lie, other formats below a folder called data", () => {
    expect(
      found({
        "reports/sales.csv": "a,b\n1,2\n",
        "log.ndjson": "{}\n",
        "data/people/ada.yaml": "name: Ada\n",
        "data/people/grace.yaml": "name: Grace\n",
        "data/list.yaml": "# people\n---\n- name: Ada\n",
        "data/list.json": "[1]",
        "data/site.toml": "[owner]\n",
        "config/app.yaml": "a: 1\n",
        "data/empty.csv": "",
      }),
    ).toEqual([
      "data data/list.json record",
      "data data/list.yaml record",
      "data data/people/*.yaml file",
      "data data/site.toml file",
      "data log.ndjson record",
      "data reports/sales.csv record",
    ]);
  });

  test("the parts of a description are not data", () => {
    expect(found({ "data/openapi.yaml": "openapi: 3.1.0\n", "data/parts.yaml": "a: 1\n" })).toEqual([
      "openapi data/openapi.yaml 3.1.0",
    ]);
  });
});

describe("FHIR packages", () => {
  const r4 = { name: "shop.fhir", fhirVersions: ["4.0.1"], dependencies: { "hl7.fhir.r4.core": "4.0.1" } };
  const core = { name: "hl7.fhir.r4.core", fhirVersions: ["4.0.1"] };
  const inFolder = (folder: string, parts: PackageParts) => below(folder, packageFiles(parts));

  test("an unpacked one is the folder around `package`, and what lies in it is nothing of its own", () => {
    const files = { "openapi.json": { openapi: "3.0.0" }, "data/list.json": [1] };
    expect(found(inFolder("fhir/core", { ...core, files }))).toEqual(["fhir fhir/core 4.0.1: ./fhir/core"]);
  });

  test("one that needs others says that they have to be pulled, unless they are there too", () => {
    expect(found(inFolder("shop", r4))).toEqual(["fhir shop 4.0.1: ./shop to pull"]);
    expect(found(inFolder("shop", { name: "shop.fhir", fhirVersions: ["4.0.1"] }))).toEqual([
      "fhir shop 4.0.1: ./shop to pull",
    ]);
    expect(found({ ...inFolder("shop", r4), ...inFolder("core", core) })).toEqual(["fhir fhir 4.0.1: ./core, ./shop"]);
  });

  test("an archive is told by the manifest in it, also when a file of megabytes follows", () => {
    using folder = folderWith({ "package.json": '{ "name": "an-app", "dependencies": { "zod": "4" } }' });
    const noise = Buffer.from(Array.from({ length: 600_000 }, (_, at) => Math.imul(at * at, 0x9e3779b1) >>> 24));
    const big = tgzOf(packageFiles({ ...core, files: { "big.json": noise.toString("base64") } }));
    expect(big.length).toBeGreaterThan(300_000);
    writeFileSync(join(folder.path, "core.tgz"), big);
    writeFileSync(join(folder.path, "npm.tgz"), tgzOf({ "package/package.json": '{ "name": "zod" }' }));
    writeFileSync(join(folder.path, "broken.tgz"), "no archive");
    expect(shown(folder.path)).toEqual(["fhir core.tgz 4.0.1: ./core.tgz"]);
  });

  test("a guide reads the core package of its version and what it depends on", () => {
    const config = `id: shop
fhirVersion: 4.0.1
dependencies:
  hl7.fhir.uv.ips: 2.0.0
  hl7.terminology:
    version: 6.1.0
`;
    expect(found({ "ig/sushi-config.yaml": config })).toEqual([
      "fhir ig/sushi-config.yaml 4.0.1: hl7.fhir.r4.core@4.0.1, hl7.fhir.uv.ips@2.0.0, hl7.terminology@6.1.0 to pull",
    ]);
  });
});

test("a database is told by its first bytes", () => {
  using folder = folderWith({ "notes.db": "SQLite format 4", "empty.sqlite": "" });
  new Database(join(folder.path, "shop.db"), { create: true }).run("create table film (id integer)");
  expect(shown(folder.path)).toEqual(["database shop.db"]);
});

describe("bounds", () => {
  test("no more than 5,000 entries are looked at, those near the top first", () => {
    const crowd = Object.fromEntries(Array.from({ length: 5_100 }, (_, at) => [`a/${at}.csv`, "x\n"]));
    const opened: string[] = [];
    using folder = folderWith({ ...crowd, "z.csv": "x\n", "b/late.ndjson": "{}\n" });
    const counting = {
      ...realFileSystem,
      read: (path: string) => realFileSystem.read(opened[opened.push(path) - 1] ?? ""),
    };
    expect(detectSpecs(folder.path, counting).map(({ path }) => path)).toEqual(["a/*.csv", "z.csv"]);
    expect(opened).toHaveLength(2);
  });

  test("links are not followed, so that a loop ends", () => {
    using folder = folderWith({ "a/openapi.yaml": "openapi: 3.1.0\n" });
    symlinkSync(folder.path, join(folder.path, "a/loop"));
    expect(detectSpecs(folder.path, realFileSystem)).toHaveLength(1);
  });

  test("what cannot be read is passed over", () => {
    using folder = folderWith({ "a.json": '{ "openapi": "3.0.0" }', "b.yaml": "openapi: 3.0.0\n" });
    const refusing = {
      ...realFileSystem,
      read: (path: string) => {
        if (path.endsWith("a.json")) throw new Error("EACCES");
        return realFileSystem.read(path);
      },
    };
    expect(detectSpecs(folder.path, refusing).map(({ path }) => path)).toEqual(["b.yaml"]);
  });

  test("a document beyond the cap is not opened", () => {
    using folder = folderWith({ "big.json": "{}" });
    const opened: string[] = [];
    const huge = {
      ...realFileSystem,
      stamp: (path: string) => ({ ...realFileSystem.stamp(path)!, size: 65 * 1024 * 1024 }),
      read: (path: string) => void opened.push(path) as undefined,
    };
    expect(detectSpecs(folder.path, huge)).toEqual([]);
    expect(opened).toEqual([]);
  });
});
