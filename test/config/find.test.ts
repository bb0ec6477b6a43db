import { describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { configNames, findConfig } from "#config/find.ts";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { folderWith, format } from "./support.ts";

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return `${thrown.exitCode} ${format(thrown.diagnostics)}`;
    throw thrown;
  }
  return "found";
}

describe("finding a config", () => {
  test.each([...configNames])("%s in the folder itself is found", (name) => {
    using folder = folderWith({ [name]: "" });
    expect(findConfig(folder.path, realFileSystem)).toEqual({ file: join(folder.path, name), root: folder.path });
  });

  test("the nearest one above wins", () => {
    using folder = folderWith({ "specmill.yaml": "", "a/specmill.toml": "", "a/b/c/x.txt": "" });
    expect(findConfig(join(folder.path, "a/b/c"), realFileSystem)?.file).toBe(join(folder.path, "a/specmill.toml"));
  });

  test("a folder with the name of a config is passed over", () => {
    using folder = folderWith({ "specmill.json": "", "a/specmill.yaml/x.txt": "" });
    expect(findConfig(join(folder.path, "a"), realFileSystem)?.root).toBe(folder.path);
  });

  test("a link to a config counts, one that leads nowhere does not", () => {
    using folder = folderWith({ "real/mine.yaml": "", "a/b/x.txt": "" });
    symlinkSync(join(folder.path, "real/mine.yaml"), join(folder.path, "a/specmill.yaml"));
    symlinkSync(join(folder.path, "nowhere"), join(folder.path, "a/b/specmill.yaml"));
    expect(findConfig(join(folder.path, "a/b"), realFileSystem)?.file).toBe(join(folder.path, "a/specmill.yaml"));
  });

  test("none here or above is undefined", () => {
    const empty = { ...realFileSystem, stamp: () => undefined };
    expect(findConfig("/some/where", empty)).toBeUndefined();
  });

  test("two in one folder are an error that names both", () => {
    using folder = folderWith({ "specmill.yaml": "", "specmill.config.ts": "", "a/x.txt": "" });
    expect(refusal(() => findConfig(folder.path, realFileSystem))).toBe(
      `2 config/several - there is more than one config in a folder: \`specmill.yaml\` and \`specmill.config.ts\`
  delete all but one, or choose one with \`--config\``,
    );
    expect(refusal(() => findConfig(join(folder.path, "a"), realFileSystem))).toContain("`../specmill.yaml` and");
  });

  test("a named config is taken relative to the folder, whatever it is called, and sets the root", () => {
    using folder = folderWith({ "conf/other.yaml": "", "specmill.yaml": "", "specmill.json": "" });
    const found = findConfig(folder.path, realFileSystem, "conf/other.yaml");
    expect(found).toEqual({ file: join(folder.path, "conf/other.yaml"), root: join(folder.path, "conf") });
  });

  test("a named config must exist and be a file", () => {
    using folder = folderWith({ "conf/x.txt": "", "specmill.yaml": "" });
    expect(refusal(() => findConfig(folder.path, realFileSystem, "nope.yaml"))).toBe(
      "2 config/not-found - there is no config `nope.yaml`\n  give `--config` the path of a config file, or leave it out",
    );
    expect(refusal(() => findConfig(folder.path, realFileSystem, "conf"))).toBe(
      "2 config/not-found - the config `conf` is not a file\n  give `--config` the path of a config file, or leave it out",
    );
  });

  test("looking for a config loads neither zod nor a parser", async () => {
    const text = await Bun.file(join(import.meta.dir, "../../src/config/find.ts")).text();
    const imports = new Bun.Transpiler({ loader: "ts" }).scanImports(text).map((one) => one.path);
    expect(imports.sort()).toEqual(["#model/diagnostic.ts", "#model/errors.ts", "node:path"]);
  });
});
