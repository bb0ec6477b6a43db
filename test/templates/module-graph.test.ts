/** Which files a module runs. */
import { expect, test } from "bun:test";
import { moduleGraph } from "#templates/module-graph.ts";

function graph(files: Record<string, string>, entry = "pack/a.ts") {
  const asked: string[] = [];
  const read = (path: string) => {
    asked.push(path);
    return path in files ? new TextEncoder().encode(files[path]) : undefined;
  };
  return { ...moduleGraph(entry, { read }), asked };
}

test("holds everything that is imported, over any number of steps, once", () => {
  const files = {
    "pack/a.ts": 'import { b } from "./_b.ts"; export * from "./_c"; const d = await import("../lib/d.js"); b(d);',
    "pack/_b.ts": 'import "./_c.ts"; import data from "./data.json"; data();',
    "pack/_c.ts": 'import "./a.ts";',
    "lib/d.ts": 'require("./deep");',
    "lib/deep/index.ts": "",
    "pack/data.json": "{ not read as code",
    "pack/other.ts": "",
  };
  const { files: found, problems } = graph(files);
  expect(found).toEqual(["lib/d.ts", "lib/deep/index.ts", "pack/_b.ts", "pack/_c.ts", "pack/a.ts", "pack/data.json"]);
  expect(problems).toEqual([]);
});

test("leaves out type imports: they do not run", () => {
  const files = {
    "pack/a.ts":
      'import type { A } from "./gone.ts"; import { type B } from "specmill"; export type { C } from "./gone.ts";',
  };
  expect(graph(files)).toMatchObject({ files: ["pack/a.ts"], problems: [] });
});

test("leaves out what the runtime provides", () => {
  const files = { "pack/a.ts": 'import { join } from "node:path"; import { x } from "specmill"; join(x);' };
  expect(graph(files)).toMatchObject({ files: ["pack/a.ts"], problems: [] });
});

test("asks for the nearer file first, so that a new one that would hide it is noticed", () => {
  const { asked } = graph({ "pack/a.ts": 'import "./b";', "pack/b.js": "" });
  expect(asked).toContain("pack/b.ts");
  expect(asked).not.toContain("pack/b/index.ts");
});
