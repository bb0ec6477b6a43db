import { afterAll, describe, expect, test } from "bun:test";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { ValidateTask } from "#scaffold/new/validate/validate.ts";
import { validateAll, validateBatch } from "#scaffold/new/validate/validate.ts";
import { validateInThreads } from "#scaffold/new/validate/validate-threads.ts";
import { homeOf, openTrees } from "./tree.ts";

const rig = openTrees();
afterAll(() => rig.remove(), 60_000);

let trees = 0;
/** `severity file:line:column message` of each problem of a tree. */
async function problems(files: Readonly<Record<string, string>>, ...names: string[]): Promise<string[]> {
  const root = rig.tree(`v${trees++}`, files);
  const found = await validateAll(homeOf(root), names, { fs, shown: root });
  return found.problems.map(
    ({ severity, place, message }) => `${severity} ${place?.file}:${place?.line}:${place?.column} ${message}`,
  );
}
const one = (text: string, more: Readonly<Record<string, string>> = {}) => problems({ "g/a/x.t": text, ...more });

describe("one template", () => {
  test("front matter that is no YAML, and nothing else of that template", async () => {
    expect(await one("---\nto: a: b\n---\n<% if ( %>")).toEqual([
      "error g/a/x.t:2:6 the front matter is no YAML: a value without quotes holds `: `",
    ]);
  });
  test("EJS of the body and of every key, all at once; code does not run", async () => {
    const found = await one(
      "---\nto: <%= name\nmessage: \"<% ) %>\"\n---\n<% throw new Error('ran') %>\n<% if (x) { %>\n",
    );
    expect(found).toEqual([
      "error g/a/x.t:2:5 `<%=` is not closed",
      "error g/a/x.t:3:14 `)` closes nothing",
      "error g/a/x.t:6:11 `{` is not closed",
    ]);
  });
  test("keys that nearly mean something, patterns, `from`", async () => {
    expect(await one("---\nto: a\nunles_exists: true\n---\n")).toEqual([
      "warning g/a/x.t:3:1 `unles_exists` means nothing here",
    ]);
    expect(await one('---\nto: a\ninject: true\nafter: "(("\n---\n')).toEqual([
      "error g/a/x.t:4:1 `after` is no regular expression: missing )",
    ]);
    expect(await one("---\nto: a\nfrom: shared/y.txt\n---\n")).toEqual([
      "error g/a/x.t:3:1 there is no file `shared/y.txt` in the templates folder",
    ]);
    expect(await one("---\nto: a\nfrom: shared/y.txt\n---\n", { "shared/y.txt": "" })).toEqual([]);
  });
  test("what a tag computes may be anything", async () => {
    const keys = ["from: <%= x %>", "setup: <%= repo %>", "sh: <%= x %>"].map((key) => `---\nto: a\n${key}\n---\n`);
    for (const text of keys) expect(await one(text)).toEqual([]);
    const places = ["before: <%= '((' %>", "after: (<%= x", "at_line: <%= n %>", "skip_if: <%= '*' %>"];
    for (const key of places.filter((place) => place.includes("%>"))) {
      expect(await one(`---\nto: a\ninject: true\n${key}\n---\n`)).toEqual([]);
    }
  });
  test("includes by a path that stands there", async () => {
    const text = (path: string) => `---\nto: a\n---\n<%- include(${path}) %>`;
    expect(await one(text("templates + '/shared/x.ejs'"))).toEqual([
      "error g/a/x.t:4:26 there is no file `/shared/x.ejs` to include",
    ]);
    expect(await one(text("templates + '/shared/x', { a: 1 }"), { "shared/x.ejs": "" })).toEqual([]);
    expect(await one(text("'./y.ejs'"))).toEqual(["error g/a/x.t:4:14 `./y.ejs` is no absolute path"]);
    for (const path of ["templates + '/a' + name", "own", "`a`+b", "'/etc/x.ejs'"])
      expect(await one(text(path))).toEqual([]);
    expect(await one("---\nto: a\n---\ninclude('./y') <%- h.include('./y') %>")).toEqual([]);
  });
});

describe("a tree", () => {
  const bad = "<% ( %>";
  const files = {
    "b/new/x.t": bad,
    "a/old/sub/x.t": bad,
    "a/new/x.t": bad,
    "a/new/prompt.js": bad,
    "a/new/.hygenignore": "skip.t",
    "a/new/skip.t": bad,
  };
  const where = (found: string[]) => found.map((line) => line.split(" ")[1]?.split(":")[0]);
  test("all templates that an action would render, sorted by file", async () => {
    expect(where(await problems(files))).toEqual(["a/new/x.t", "a/old/sub/x.t", "b/new/x.t"]);
    expect(where(await problems(files, "a"))).toEqual(["a/new/x.t", "a/old/sub/x.t"]);
    expect(where(await problems(files, "a", "old"))).toEqual(["a/old/sub/x.t"]);
  });
  test("a name that is none says what was meant", () => {
    expect(problems(files, "c")).rejects.toThrow("there is no generator `c`");
    expect(problems(files, "a", "nwe")).rejects.toThrow("there is no `a` action `nwe`");
  });
});

describe("in threads", () => {
  /** A thread of this process, which dies with its `dies`th task. */
  class FakeWorker extends EventTarget {
    onmessage: ((event: { data: unknown }) => void) | undefined;
    onerror: (() => void) | undefined;
    #left: number;
    constructor(dies: number) {
      super();
      this.#left = dies;
    }
    postMessage(task: ValidateTask) {
      setTimeout(() => {
        if (this.#left-- === 0) this.dispatchEvent(new Event("close"));
        else this.onmessage?.({ data: { type: "checked", problems: validateBatch(task, fs) } });
      });
    }
    terminate() {}
  }
  const many = () =>
    Object.fromEntries(
      Array.from({ length: 1600 }, (_, at) => [`g${at % 7}/a${at % 3}/${at}.t`, at % 5 === 0 ? "<% ( %>" : "ok"]),
    );

  for (const [name, dies] of [
    ["that live", -1],
    ["that die at once", 0],
    ["that die later", 1],
  ] as const) {
    test(`${name}: the same list`, async () => {
      const root = rig.tree(`threads${dies}`, many());
      let asked = 0;
      const inThreads = (tasks: readonly ValidateTask[]) => {
        const spawn = () => new FakeWorker(dies) as unknown as Worker;
        const here = (task: ValidateTask) => {
          asked++;
          return validateBatch(task, fs);
        };
        return validateInThreads(tasks, { extra: 3, spawn, here });
      };
      const inline = await validateAll(homeOf(root), [], { fs, shown: root });
      expect(await validateAll(homeOf(root), [], { fs, shown: root, inThreads })).toEqual(inline);
      expect(inline.problems).toHaveLength(320);
      expect(asked).toBeGreaterThan(0);
    });
  }

  test("few templates need none", async () => {
    const root = rig.tree("few", { "g/a/x.t": "" });
    const inThreads = () => Promise.reject(new Error("started"));
    expect(await validateAll(homeOf(root), [], { fs, shown: root, inThreads })).toEqual({ templates: 1, problems: [] });
  });
});
