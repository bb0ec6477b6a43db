/** The commands that look at a project and look after it: list, explain, clean, cache, init, eject. */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codes } from "#model/codes.ts";
import { cards, folder, withoutTimes } from "../support/source-run.ts";

describe("list", () => {
  test("sources, templates and jobs are tables", () => {
    using shop = folder(cards);
    expect(shop.run(["list", "sources"]).stdout).toBe("SOURCE  KIND  UNITS\npeople  data  1 file, 2 record\n");
    expect(shop.run(["list", "templates", "cards"]).stdout).toBe(
      [
        "TARGET  TEMPLATE                    EACH    OUTPUT",
        "cards   templates/card/card.md.eta  record  <%= unit.slug %>.md",
        "cards   templates/card/list.md.eta  once    list.md",
        "",
      ].join("\n"),
    );
    expect(shop.run(["list", "jobs"]).stdout).toMatch(
      /^OUTPUT +TARGET +TEMPLATE +UNIT +STATE\nout\/ada\.md +cards +card\.md\.eta +record:\S+ +stale\n/,
    );
  });

  test("units stand with their place, and with facts and data in JSON", () => {
    using shop = folder(cards);
    expect(shop.run(["list", "units"]).stdout).toMatch(/^people {2}record:\S*ada +data\/people\.yaml#\/0\n/m);
    const { version, units } = JSON.parse(shop.run(["list", "units", "people", "--json"]).stdout);
    expect(version).toBe(1);
    expect(units.map((unit: { kind: string }) => unit.kind)).toEqual(["file", "record", "record"]);
    expect(units[2]).toMatchObject({
      source: "people",
      kind: "record",
      slug: "grace",
      origin: { file: "data/people.yaml", pointer: "/1" },
      data: { id: "grace", name: "Grace", role: "admiral" },
    });
  });

  test("jobs in JSON have a state and its reason", () => {
    using shop = folder(cards);
    const { jobs } = JSON.parse(shop.run(["list", "jobs", "--json"]).stdout);
    expect(jobs[0]).toMatchObject({ path: "out/ada.md", state: "stale", reason: "there is no record of it" });
    shop.run(["generate"]);
    expect(JSON.parse(shop.run(["list", "jobs", "--json"]).stdout).jobs[0].state).toBe("fresh");
  });

  test("packs and codes need no project", () => {
    using empty = folder({});
    const { packs } = JSON.parse(empty.run(["list", "packs", "--json"]).stdout);
    expect(packs.map((pack: { name: string }) => pack.name)).toContain("openapi-markdown");
    expect(empty.run(["list", "packs", "openapi-markdown"]).stdout).toMatch(/^openapi-markdown \(source: openapi\)\n/);
    expect(empty.run(["list", "packs", "openapi-markdwn"])).toMatchObject({
      code: 2,
      stderr:
        "error[config/unknown-pack] there is no built-in pack `openapi-markdwn`\n  note: did you mean `openapi-markdown`?\n",
    });
    expect(JSON.parse(empty.run(["list", "codes", "--json"]).stdout).codes).toHaveLength(Object.keys(codes).length);
    expect(empty.run(["list", "codes", "render"]).stdout).toStartWith("CODE           MEANING\nrender/worker  ");
  });

  test("a name that is not in the config is refused", () => {
    using shop = folder(cards);
    expect(shop.run(["list", "units", "peple"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "error[config/unknown-source] there is no source `peple` in `specmill.yaml`\n  note: did you mean `people`?\n",
    });
    expect(shop.run(["list", "jobs", "--types"]).code).toBe(2);
  });

  test("a broken spec is reported on stderr, and the exit code says so", () => {
    using shop = folder({ ...cards, "data/people.yaml": "- { id: [\n" });
    const run = shop.run(["list", "units", "--json"]);
    expect(run.code).toBe(1);
    expect(run.stderr).toStartWith("error[document/syntax] data/people.yaml:");
  });
});

describe("explain", () => {
  test("says what made an output, what it read and what lies there", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    const text = shop.run(["explain", "out/ada.md"]).stdout;
    expect(text).toMatch(
      /^out\/ada\.md\n {2}target {4}cards \(pack \.\/templates\/card\)\n {2}template {2}templates\/card\/card\.md\.eta\n/,
    );
    expect(text).toMatch(/\n {2}unit +record:\S+ {2}data\/people\.yaml:1:\d+\n/);
    expect(text).toContain(
      "\n  state     fresh: nothing it read has changed\n  on disk   as specmill wrote it\n  read      the content of ",
    );
  });

  test("says why it would be rendered, and that it was edited", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({
      "data/people.yaml": cards["data/people.yaml"]!.replace("Ada", "Augusta"),
      "out/ada.md": "mine\n",
    });
    const text = shop.run(["explain", "out/ada.md"]).stdout;
    expect(text).toMatch(/\n {2}state {5}would be rendered: `record:\S+` changed\n/);
    expect(text).toContain("\n  on disk   edited by hand\n");
  });

  test("knows an output that nothing makes any more, in JSON as well", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "data/people.yaml": "- { id: grace, name: Grace, role: admiral }\n" });
    expect(JSON.parse(shop.run(["explain", "out/ada.md", "--json"]).stdout)).toMatchObject({
      version: 1,
      path: "out/ada.md",
      state: "orphaned",
      disk: "as specmill wrote it",
    });
  });

  test("helps with a path that is no output", () => {
    using shop = folder(cards);
    expect(shop.run(["explain", "out/adda.md"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: [
        "error[cli/bad-value] `out/adda.md` is not an output of this project",
        "  note: did you mean `out/ada.md`?",
        "  note: `specmill list jobs` names all outputs",
        "",
      ].join("\n"),
    });
  });
});

describe("clean", () => {
  test("deletes its own outputs, and leaves edited and foreign files and the folder that holds them", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.write({ "out/ada.md": "mine\n", "out/notes.txt": "my own\n" });
    const run = shop.run(["clean", "--yes"]);
    expect({ ...run, stderr: withoutTimes(run.stderr) }).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "  kept      out/ada.md\n            it was edited by hand\n  deleted   out/grace.md\n  deleted   out/list.md\ndeleted 2, left 1 alone\n",
    });
    expect(readdirSync(join(shop.root, "out")).sort()).toEqual(["ada.md", "notes.txt"]);
  });

  test("asks nobody where there is no terminal, and deletes nothing", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    expect(shop.run(["clean"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "error[cli/bad-value] there is no terminal to ask whether to delete 3 outputs\n  note: `--yes` answers\n",
    });
    expect(shop.run(["clean", "--dry-run"]).stderr).toEndWith("would delete 3\n");
    expect(readdirSync(join(shop.root, "out"))).toHaveLength(3);
  });

  test("removes folders that it emptied, and generate brings everything back", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    shop.run(["clean", "--yes"]);
    expect(existsSync(join(shop.root, "out"))).toBe(false);
    expect(shop.run(["clean", "--yes"]).stderr).toBe("nothing was changed\n");
    expect(shop.run(["generate"]).code).toBe(0);
    expect(shop.run(["check"]).code).toBe(0);
  });
});

describe("cache", () => {
  test("tells its size, prunes, and is cleared without harm", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    const status = JSON.parse(shop.run(["cache", "status", "--json"]).stdout);
    expect(status).toMatchObject({ version: 1, folder: ".specmill", log: { state: "ok" } });
    expect(status.store.bytes).toBeGreaterThan(0);
    expect(shop.run(["cache", "prune"]).stdout).toBe("nothing to prune\n");
    expect(shop.run(["cache", "verify"]).stdout).toMatch(/^\d+ results, none damaged\n$/);
    expect(shop.run(["cache", "clear"]).stdout).toBe("deleted the local state: the next run is a cold one\n");
    expect(existsSync(join(shop.root, ".specmill"))).toBe(false);
    expect(shop.run(["cache", "clear"]).stdout).toBe("there is no local state\n");
    expect(shop.run(["generate"]).stderr).toBe("up to date: 3 outputs\n");
  });

  test("verify finds a flipped bit and exits 1", () => {
    using shop = folder(cards);
    shop.run(["generate"]);
    const store = join(
      shop.root,
      ".specmill",
      readdirSync(join(shop.root, ".specmill")).find((name) => name.startsWith("store"))!,
    );
    const pack = join(store, readdirSync(store)[0]!);
    const bytes = readFileSync(pack);
    bytes[0]! ^= 1;
    writeFileSync(pack, bytes);
    const run = shop.run(["cache", "verify"]);
    expect(run.code).toBe(1);
    expect(run.stderr).toBe(
      "error[cache/unreadable] damaged in `.specmill`: 1 result\n  note: none of it is ever used; `specmill cache clear` deletes it\n",
    );
  });
});

describe("init", () => {
  test("writes a config for the spec that it finds, and the first run works", () => {
    using shop = folder({
      "api/openapi.json": readFileSync(join(import.meta.dir, "../fixtures/openapi/petstore-3.0.json"), "utf8"),
    });
    const run = shop.run(["init"]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("  created   specmill.yaml\n");
    expect(run.stderr).toEndWith("next: `specmill generate`, and `specmill watch` while you edit\n");
    expect(shop.run(["generate"]).code).toBe(0);
    expect(shop.run(["check"]).code).toBe(0);
  });

  test("begins with a small example where there is nothing, and that works too", () => {
    using empty = folder({});
    expect(empty.run(["init"]).stderr).toContain("no spec was found here, so the config begins with a small example\n");
    expect(empty.run(["generate"]).code).toBe(0);
  });

  test("a dry run prints the config and writes nothing", () => {
    using empty = folder({});
    expect(empty.run(["init", "--dry-run"]).stdout).toContain("sources:\n");
    expect(readdirSync(empty.root)).toEqual([]);
  });

  test("leaves a config that is there", () => {
    using shop = folder(cards);
    expect(shop.run(["init"])).toEqual({
      code: 3,
      stdout: "",
      stderr:
        "error[write/foreign] `specmill.yaml` is there already: it is left alone\n  note: `specmill generate` runs with it\n",
    });
  });

  test("adds its line to a .gitignore and keeps the rest", () => {
    using shop = folder({ ".gitignore": "dist" });
    shop.run(["init"]);
    expect(readFileSync(join(shop.root, ".gitignore"), "utf8")).toBe("dist\n.specmill/\n");
  });
});

describe("eject", () => {
  test("copies a pack that then gives the same outputs", () => {
    using shop = folder({
      "specmill.yaml":
        "sources: { api: { kind: openapi, path: api.json } }\ntargets: { docs: { source: api, pack: openapi-markdown, output: docs } }\n",
      "api.json": readFileSync(join(import.meta.dir, "../fixtures/openapi/petstore-3.0.json"), "utf8"),
    });
    shop.run(["generate"]);
    const run = shop.run(["eject", "openapi-markdown"]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("  created   templates/openapi-markdown/pack.yaml\n");
    expect(run.stderr).toEndWith("next: set `pack: ./templates/openapi-markdown` in the config\n");
    const config = readFileSync(join(shop.root, "specmill.yaml"), "utf8");
    shop.write({ "specmill.yaml": config.replace("pack: openapi-markdown", "pack: ./templates/openapi-markdown") });
    expect(shop.run(["diff"])).toMatchObject({ stdout: expect.not.stringContaining("--- a/docs/") });
  });

  test("leaves a folder that holds something, and what lies outside of the project", () => {
    using shop = folder(cards);
    expect(shop.run(["eject", "openapi-markdown", "--to", "templates/card"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("`templates/card` is there already"),
    });
    expect(shop.run(["eject", "openapi-markdown", "--to", "../elsewhere"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is outside of the project"),
    });
    expect(shop.run(["eject", "nope"]).code).toBe(2);
  });
});
