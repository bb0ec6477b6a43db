/** Promise 2 from the outside: after any change, `generate` on a warm project gives what a cold one gives. */
import { describe, expect, test } from "bun:test";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Files, Project } from "../support/rig.ts";
import { project } from "../support/rig.ts";

const pack = { "pack/pack.yaml": "name: pack\ndescription: a pack\nsource: any\n" };
const card = (body: string, each = "record") =>
  `---\neach: ${each}\noutput: ${each === "once" ? "all" : "<%= unit.slug %>"}.txt\n---\n${body}\n`;
const config = (source: string, extra = "") =>
  `sources:\n  s: ${source}\ntargets:\n  t: { source: s, pack: ./pack, output: out }\n${extra}`;

/** One file of data, one template, one output: `out/d.txt`. */
const smallest = {
  ...pack,
  "specmill.yaml": config("{ kind: data, path: d.json, each: file }"),
  "pack/card.txt.eta": card("<%= unit.name %>", "file"),
  "d.json": "{}",
};

/** What a project without any state gives. */
async function cold(files: Project): Promise<unknown> {
  rmSync(join(files.root, ".specmill"), { recursive: true, force: true });
  rmSync(join(files.root, "out"), { recursive: true, force: true });
  rmSync(join(files.root, "specmill.lock"), { force: true });
  expect((await files.run(["generate"])).code).toBe(0);
  return files.tree("out");
}

/** Generates, changes, generates again, and compares with a cold run. */
async function changed(files: Files, change: (made: Project) => void): Promise<void> {
  await using made = project({ ...pack, ...files });
  expect((await made.run(["generate"])).code).toBe(0);
  expect((await made.run(["generate"])).code).toBe(0);
  change(made);
  expect((await made.run(["generate"])).code).toBe(0);
  const warm = made.tree("out");
  expect(warm).toEqual((await cold(made)) as typeof warm);
}

describe("an output follows", () => {
  test("the place of a unit in its source", async () => {
    const files = {
      "specmill.yaml": config("{ kind: data, path: d.json, id: id }"),
      "pack/card.txt.eta": card("<%= unit.origin.pointer %>"),
      "d.json": '[{"id":"a"},{"id":"b"}]',
    };
    await changed(files, (made) => made.write({ "d.json": '[{"id":"z"},{"id":"a"},{"id":"b"}]' }));
  });

  test("the kind of its source", async () => {
    const files = {
      "specmill.yaml": config("{ kind: data, path: api.json }"),
      "pack/card.txt.eta": card("<%= source.kind %>", "once"),
      "api.json": '{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}}',
    };
    await changed(files, (made) => made.write({ "specmill.yaml": config("{ kind: openapi, path: api.json }") }));
  });

  test("the options of its source", async () => {
    const files = {
      "specmill.yaml": config("{ kind: data, path: d.txt, each: file, format: csv }"),
      "pack/card.txt.eta": card("<%= JSON.stringify(unit.data) %>", "file"),
      "d.txt": "a,b\tc\n1,2\t3\n",
    };
    await changed(files, (made) =>
      made.write({ "specmill.yaml": config("{ kind: data, path: d.txt, each: file, format: tsv }") }),
    );
  });

  test("a link that matches a pattern and begins to lead somewhere", async () => {
    const files = {
      "specmill.yaml": config('{ kind: data, path: "d/*.json" }'),
      "pack/card.txt.eta": card("<%= unit.name %>", "file"),
      "d/a.json": '{"n":1}',
    };
    await changed({ ...files, "ext/.keep": "" }, (made) => made.write({ "ext/b.json": '{"n":2}' }));
    await using made = project({ ...pack, ...files });
    mkdirSync(join(made.root, "ext"));
    symlinkSync("../ext/b.json", join(made.root, "d/b.json"));
    for (let run = 0; run < 2; run++) expect((await made.run(["generate"])).code).toBe(0);
    made.write({ "ext/b.json": '{"n":2}' });
    expect((await made.run(["generate"])).code).toBe(0);
    expect(Object.keys(made.tree("out"))).toEqual(["a.txt", "b.txt"]);
  });

  test("a helper with another ending that takes the place of the first", async () => {
    const files = {
      "specmill.yaml": config("{ kind: data, path: d.json, each: file }"),
      "pack/card.ts":
        'import { word } from "./_h";\nexport const header = { each: "file", output: "x.txt" };\nexport default () => word + "\\n";\n',
      "pack/_h.ts": 'export const word = "ts";\n',
      "d.json": "{}",
    };
    await changed(files, (made) => made.write({ "pack/_h.tsx": 'export const word = "tsx";\n' }));
  });
});

test("a template that changes what it was given is stopped at its line, and nothing is written", async () => {
  await using made = project({
    ...pack,
    "specmill.yaml": config("{ kind: data, path: d.json, each: file }"),
    "pack/card.txt.eta": card("<%= unit.data.list.reverse().join() %>", "file"),
    "d.json": '{"list":[1,2,3]}',
  });
  const { code, stderr } = await made.run(["generate"]);
  expect(code).toBe(1);
  expect(stderr).toContain("error[template/failed] pack/card.txt.eta:5");
  expect(made.has("out")).toBe(false);
});

test("a config that was renamed is read as what its new name says", async () => {
  await using made = project(smallest);
  expect((await made.run(["generate"])).code).toBe(0);
  renameSync(join(made.root, "specmill.yaml"), join(made.root, "specmill.toml"));
  expect((await made.run(["check"])).code).toBe(2);
});

test("untrusted, a project whose code ran before is refused like one whose code never ran", async () => {
  await using made = project(smallest);
  expect((await made.run(["check", "--untrusted"])).code).toBe(4);
  for (let run = 0; run < 2; run++) expect((await made.run(["generate"])).code).toBe(0);
  expect((await made.run(["check", "--untrusted"])).code).toBe(4);
});

describe("targets that share a project", () => {
  const two = (u: string) => ({
    ...smallest,
    "specmill.yaml": `${smallest["specmill.yaml"]}${u}`,
  });

  test("do not take one another's outputs in a run for one of them", async () => {
    await using made = project(two(""));
    expect((await made.run(["generate"])).code).toBe(0);
    made.write(two("  u: { source: s, pack: ./pack, output: out }\n"));
    const { code, stderr } = await made.run(["generate", "u"]);
    expect(code).toBe(1);
    expect(stderr).toContain("two jobs make `out/d.txt`");
  });

  test("keep the outputs of one that is gone until a run for all", async () => {
    await using made = project(two("  u: { source: s, pack: ./pack, output: other }\n"));
    expect((await made.run(["generate"])).code).toBe(0);
    made.write(two(""));
    expect((await made.run(["generate", "t", "--explain"])).code).toBe(0);
    expect(made.has("other/d.txt")).toBe(true);
    expect((await made.run(["generate"])).code).toBe(0);
    expect(made.has("other")).toBe(false);
  });

  test("of two configs in one folder leave one another alone", async () => {
    const one = config("{ kind: data, path: d.json, each: file }");
    await using made = project({
      ...two(""),
      "a.yaml": one,
      "b.yaml": one.replace("t:", "v:").replace("out }", "b }"),
    });
    expect((await made.run(["generate", "--config", "a.yaml"])).code).toBe(0);
    expect((await made.run(["generate", "--config", "b.yaml"])).code).toBe(0);
    expect([made.has("out/d.txt"), made.has("b/d.txt")]).toEqual([true, true]);
    expect((await made.run(["generate", "--config", "a.yaml"])).code).toBe(0);
    expect([made.has("out/d.txt"), made.has("b/d.txt")]).toEqual([true, true]);
  });
});

test("an output may become a folder of that name, and a file again", async () => {
  const files = (output: string) => ({
    ...pack,
    "specmill.yaml": config("{ kind: data, path: d.json, each: file }"),
    "pack/card.txt.eta": `---\neach: file\noutput: ${output}\n---\n<%= unit.name %>\n`,
    "d.json": "{}",
  });
  await using made = project(files("<%= unit.slug %>"));
  expect((await made.run(["generate"])).code).toBe(0);
  made.write(files("<%= unit.slug %>/index.txt"));
  expect((await made.run(["generate"])).code).toBe(0);
  expect(Object.keys(made.tree("out"))).toEqual(["d/index.txt"]);
  made.write(files("<%= unit.slug %>"));
  expect((await made.run(["generate"])).code).toBe(0);
  expect(Object.keys(made.tree("out"))).toEqual(["d"]);
});

test("an output that needs a folder where another job makes a file is told before anything is written", async () => {
  await using made = project({
    ...pack,
    "specmill.yaml": config("{ kind: data, path: d.json, each: file }"),
    "pack/a.txt.eta": "---\neach: file\noutput: a\n---\na\n",
    "pack/b.txt.eta": "---\neach: file\noutput: a/x.md\n---\nb\n",
    "d.json": "{}",
  });
  const { code, stderr } = await made.run(["generate"]);
  expect(code).toBe(1);
  expect(stderr).toContain(
    "error[plan/path-collision] d.json:1:1  `out/a/x.md` needs a folder where another job makes a file",
  );
  expect(made.has("out")).toBe(false);
});

test("a rehearsal runs no formatter", async () => {
  await using made = project({
    ...pack,
    "specmill.yaml": config("{ kind: data, path: d.json, each: file }", 'format:\n  "**/*.txt": touch RAN\n'),
    "pack/card.txt.eta": card("<%= unit.name %>", "file"),
    "d.json": "{}",
  });
  expect((await made.run(["generate", "--dry-run"])).code).toBe(0);
  expect([made.has("RAN"), made.has(".specmill"), made.has("out")]).toEqual([false, false, false]);
});

test("a lock whose line ends were turned is in step", async () => {
  await using made = project(smallest);
  expect((await made.run(["generate"])).code).toBe(0);
  made.write({ "specmill.lock": made.read("specmill.lock").replaceAll("\n", "\r\n") });
  expect((await made.run(["check"])).code).toBe(0);
});

test("a hand edit is replaced however its path is given", async () => {
  await using made = project(smallest);
  expect((await made.run(["generate"])).code).toBe(0);
  for (const path of ["out/d.txt", "./out/d.txt", join(made.root, "out/d.txt"), "out", "out/*.txt"]) {
    made.write({ "out/d.txt": "mine\n" });
    expect((await made.run(["generate"])).code).toBe(3);
    expect((await made.run(["generate", "--overwrite", path])).code).toBe(0);
    expect(made.read("out/d.txt")).toBe("d\n");
  }
});
