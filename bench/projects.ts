/** The projects that the scenarios run on, made from nothing under bench/.work; the same bytes every time. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { work } from "./peers.ts";

/** Empties a folder of bench/.work and fills it. */
export function makeProject(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(work, "projects", name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface Tree {
  readonly inputs: readonly string[];
  /** Output path -> the input it is made from. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** `count` records in files of 100, one page each: what a project with many outputs and few inputs looks like. */
export function recordsTree(count: number): { files: Record<string, string>; tree: Tree } {
  const files: Record<string, string> = { ...packFiles("record"), "specmill.yaml": dataConfig("data/*.ndjson") };
  const outputs = new Map<string, string>();
  for (let first = 0; first < count; first += 100) {
    const input = `data/part-${String(first / 100).padStart(3, "0")}.ndjson`;
    const records = Array.from({ length: 100 }, (_, index) => record(first + index));
    files[input] = `${records.map((one) => JSON.stringify(one)).join("\n")}\n`;
    for (const one of records) outputs.set(`out/${one.group}/${one.id}.md`, input);
  }
  return { files, tree: { inputs: Object.keys(files), outputs } };
}

/** `count` files of one record each, one page each: twice as many files to look at. */
export function filesTree(count: number): { files: Record<string, string>; tree: Tree } {
  const files: Record<string, string> = { ...packFiles("file"), "specmill.yaml": dataConfig("data/*/*.json") };
  const outputs = new Map<string, string>();
  for (let number = 0; number < count; number++) {
    const one = record(number);
    const input = `data/${one.group}/${one.id}.json`;
    files[input] = `${JSON.stringify(one)}\n`;
    outputs.set(`out/${one.group}/${one.id}.md`, input);
  }
  return { files, tree: { inputs: Object.keys(files), outputs } };
}

function record(number: number) {
  const id = `item-${String(number).padStart(5, "0")}`;
  return {
    id,
    name: id,
    group: `group-${String(Math.floor(number / 100)).padStart(3, "0")}`,
    price: number % 97,
    tags: ["a", "b"],
  };
}

function dataConfig(path: string): string {
  return [
    "sources:",
    `  items: { kind: data, path: "${path}" }`,
    "targets:",
    "  pages: { source: items, pack: ./pack, output: out }",
    "",
  ].join("\n");
}

function packFiles(each: string): Record<string, string> {
  const page = [
    "---",
    `each: ${each}`,
    'output: "<%= unit.data.group %>/<%= unit.slug %>.md"',
    "---",
    "# <%= unit.data.name %>",
    "",
    "| group | price |",
    "|---|---|",
    "| <%= unit.data.group %> | <%= unit.data.price %> |",
    "",
    "<% for (const tag of unit.data.tags) { %>",
    "- <%= tag %>",
    "<% } %>",
    "",
  ].join("\n");
  return {
    "pack/pack.yaml": "name: pages\ndescription: A page for each record.\nsource: data\n",
    "pack/page.md.eta": page,
  };
}

/** GitHub's description and one target over it. */
export function githubProject(name: string, pack: string, document: string): string {
  const folder = makeProject(name, {
    "specmill.yaml": [
      "sources:",
      "  api: { kind: openapi, path: api.github.com.json }",
      "targets:",
      `  main: { source: api, pack: ${pack}, output: out }`,
      "",
    ].join("\n"),
  });
  writeFileSync(join(folder, "api.github.com.json"), readFileSync(document));
  return folder;
}

/**
 * Changes the description of one operation, to another text on every call: a change back would be answered by the store.
 * The rest of the document stays as it is, byte for byte.
 */
export function editOneOperation(path: string, original: string, edition: number): void {
  const anchor = '"description": "The `parent` and `source` objects are present';
  const text = original.replace(
    anchor,
    `"description": "Edition ${edition}. The \`parent\` and \`source\` objects are present`,
  );
  if (text === original) throw new Error(`${path} does not have the operation that is edited`);
  writeFileSync(path, text);
}

/**
 * The same tree for ninja: the same inputs and outputs, one build statement an output. It is built once, with `touch`:
 * what is timed is the run after that, which has nothing to do.
 */
export function makeNinjaTree(name: string, files: Readonly<Record<string, string>>, tree: Tree): string {
  const statements = [...tree.outputs].map(
    ([output, input]) => `build ${output}: render ${input} pack/page.md.eta pack/pack.yaml`,
  );
  const rules = ["rule render", "  command = touch $out", ...statements, ""].join("\n");
  const folder = makeProject(name, { ...files, "build.ninja": rules });
  const { exitCode, stdout } = Bun.spawnSync(["ninja", "--quiet"], { cwd: folder });
  if (exitCode !== 0) throw new Error(`ninja could not build its tree: ${stdout.toString()}`);
  return folder;
}

/** A compiled program of a few lines, with the flags that the real binary is built with. */
export async function compileProgram(name: string, source: string): Promise<string> {
  const folder = makeProject(`program-${name}`, { "main.ts": source });
  const outfile = join(folder, name);
  const built = await Bun.build({
    entrypoints: [join(folder, "main.ts")],
    minify: true,
    bytecode: true,
    format: "esm",
    target: "bun",
    compile: { outfile, autoloadDotenv: false, autoloadBunfig: false },
  });
  if (!built.success) throw new Error(`${name} does not compile`);
  return outfile;
}
