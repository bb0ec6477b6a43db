import { describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { detectSpecs } from "#scaffold/detect.ts";
import { folderWith } from "../config/support.ts";

function found(files: Readonly<Record<string, string>>): string[] {
  using folder = folderWith(files);
  return detectSpecs(folder.path, realFileSystem).map((spec) =>
    spec.kind === "openapi" ? `openapi ${spec.path} ${spec.version}` : `data ${spec.path} ${spec.unit}`,
  );
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
