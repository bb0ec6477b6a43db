/**
 * Folders of generators of any size, for the times of `specmill new` and its peers:
 * `bun bench/scaffold-tree.ts FOLDER [GENERATORS] [TEMPLATES]` writes `FOLDER/_templates`. The same numbers give the same bytes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface TreeSize {
  readonly generators: number;
  /** Of all generators together; each gets its share, but at least two. */
  readonly templates: number;
}

/** Writes the tree: each generator has the actions `new` and `test`, every fourth a hook, every second a description. */
export function writeScaffoldTree(root: string, { generators, templates }: TreeSize): void {
  for (let at = 0; at < generators; at++) {
    const share = Math.floor(((at + 1) * templates) / generators) - Math.floor((at * templates) / generators);
    writeGenerator(join(root, "_templates", generatorName(at)), at, Math.max(2, share));
  }
}

/** `gen-0007`. */
export function generatorName(at: number): string {
  return `gen-${String(at).padStart(4, "0")}`;
}

function writeGenerator(folder: string, at: number, templates: number): void {
  const inTest = Math.max(1, Math.floor(templates / 4));
  for (let number = 0; number < templates - inTest; number++) {
    const below = number % 3 === 2 ? "parts/" : "";
    const about = number === 0 && at % 2 === 0 ? `description: makes part ${at} of the house\n` : "";
    write(join(folder, "new", `${below}${number}.ejs.t`), template(`${at}/${number}`, about));
  }
  for (let number = 0; number < inTest; number++) {
    write(join(folder, "test", `${number}.ejs.t`), template(`${at}/test-${number}`, ""));
  }
  if (at % 4 === 0) write(join(folder, "new", "prompt.js"), hook);
}

function template(path: string, about: string): string {
  return `---
to: src/${path}/<%= h.changeCase.paramCase(name) %>.ts
${about}unless_exists: true
---
import { base } from "./base";

<% if (locals.strict) { -%>
"use strict";
<% } -%>
export class <%= h.changeCase.pascalCase(name) %> extends base {
  readonly kind = "<%= locals.kind || "plain" %>";
}
`;
}

const hook = `// asks what the part is made of
module.exports = [
  { type: "select", name: "material", message: "Of what?", choices: [{ name: "wood" }, { name: "stone" }] },
  { type: "confirm", name: "strict", message: "Strict?" },
];
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (import.meta.main) {
  const [root, generators = "2000", templates = "25000"] = process.argv.slice(2);
  if (root === undefined) throw new Error("usage: bun bench/scaffold-tree.ts FOLDER [GENERATORS] [TEMPLATES]");
  writeScaffoldTree(root, { generators: Number(generators), templates: Number(templates) });
}
