/**
 * Promise 6: the cache changes time, never output. Every file of the state is cut at many lengths and has bits flipped in many places, and
 * something happened to the project meanwhile: the run ends well, gives the tree of a clean run, and says one word at most.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stateFolder } from "#cache/state-folder.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { Change } from "#write/transaction.ts";
import { commit } from "#write/transaction.ts";
import { cards, generated, identities, people, prepared } from "../support/prepared.ts";
import { random } from "../support/random.ts";
import type { Files, Project, Tree } from "../support/rig.ts";
import { project, writeFiles } from "../support/rig.ts";

const isWindows = process.platform === "win32";
const config = `sources:
  api: { kind: openapi, path: api.json }
  people: { kind: data, path: people.json, id: id }
targets:
  docs: { source: api, pack: openapi-markdown, output: docs }
  cards: { source: people, pack: ./pack, output: out }
`;
const api = (summary: string) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Shop", version: "1.0.0" },
    paths: {
      "/pets": { get: { operationId: "pets", summary, responses: { 200: { description: "Pets." } } } },
      "/pets/{id}": { get: { operationId: "pet", responses: { 200: { description: "One." } } } },
    },
  });
const files: Files = { ...cards, "specmill.yaml": config, "api.json": api("All") };
/** What happens between the run that wrote the state and the run that finds it damaged. */
const edit: Files = { "api.json": api("Some"), "people.json": people("ada", "grace", "mary") };

const base = prepared(files);
afterAll(() => base.dispose());

/** Positions a file: SPECMILL_DAMAGES looks for more. */
const positions = Number(process.env.SPECMILL_DAMAGES ?? 25);
setDefaultTimeout(60_000 + positions * 2_000);

type Damage = (bytes: Buffer, at: number) => Uint8Array;
const damages: readonly (readonly [string, Damage])[] = [
  ["cut at any length", (bytes, at) => bytes.subarray(0, at)],
  ["flipped in any bit", flipped],
];

describe.each(damages)("a state file that is %s", (_name, damage) => {
  test.concurrent.each(["build-log", "memo", "store", "lock"])("changes no output: %s", async (kind) => {
    await using shop = await base.copy();
    await verify(await lived(shop), kind, damage);
  });

  test.concurrent("changes no output: journal", async () => {
    await using shop = await base.copy();
    await verify(await interrupted(shop), "journal", damage);
  });
});

/** A project between two runs, and where the second one must end. */
interface Moment {
  readonly shop: Project;
  readonly tree: Tree;
  readonly state: ReadonlyMap<string, Buffer>;
  readonly wanted: Tree;
}

/** The first run ended well, and then the inputs changed. */
async function lived(shop: Project): Promise<Moment> {
  await using clean = await generated({ ...files, ...edit });
  shop.write(edit);
  writeFileSync(join(shop.root, ".specmill/lock"), "12345\n");
  return { shop, tree: shop.tree(), state: readState(shop), wanted: clean.tree() };
}

/** The second run died in the middle of moving its outputs in place: from the third rename on the file system does nothing. */
async function interrupted(shop: Project): Promise<Moment> {
  const { tree: old, wanted } = await lived(shop);
  const state = stateFolder(shop.root);
  const paths = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].filter(
    (path) => old[path] !== wanted[path],
  );
  const changes = paths.sort().map((path): Change => {
    const [before, after] = [old[path], wanted[path]];
    if (after !== undefined) writeFiles(state.stage, { [path]: after });
    return {
      path,
      ...(before === undefined ? {} : { before: hashContent(before) }),
      ...(after === undefined ? {} : { after: hashContent(after) }),
    };
  });
  let renames = 0;
  const dying = { ...realFileSystem };
  dying.rename = (from, to) => {
    if (++renames > 3) throw new Error("killed");
    realFileSystem.rename(from, to);
  };
  dying.remove = (path) => {
    if (renames > 3) throw new Error("killed");
    realFileSystem.remove(path);
  };
  expect(() => commit(changes, { root: shop.root, fs: dying, stage: state.stage, journal: state.journal })).toThrow(
    "killed",
  );
  expect(shop.has(".specmill/journal")).toBe(true);
  const tree = shop.tree();
  expect(tree).not.toEqual(old);
  expect(tree).not.toEqual(wanted);
  return { shop, tree, state: readState(shop), wanted };
}

async function verify({ shop, tree, state, wanted }: Moment, kind: string, damage: Damage): Promise<void> {
  const [path, bytes] = [...state].find(([name]) => name.startsWith(kind)) ?? [];
  if (path === undefined || bytes === undefined)
    throw new Error(`the state has no ${kind}: ${[...state.keys()].join(", ")}`);
  for (const [number, at] of sample(bytes.length).entries()) {
    restore({ shop, tree, state });
    writeFileSync(join(shop.root, ".specmill", path), damage(bytes, at));
    const told = `${path} at ${at} of ${bytes.length}`;
    // `check` and the run after that read other parts of the state: now and then is enough.
    if (number % 4 === 0) await expectRun(["check"], { told, shop, code: 1, tree });
    const said = await expectRun(["generate"], { told, shop, code: 0, tree: wanted });
    if (kind !== "build-log") expect({ told, said }).toEqual({ told, said: expect.not.stringContaining("warning") });
    if (number % 4 !== 1) continue;
    const again = await expectRun(["generate"], { told, shop, code: 0, tree: wanted });
    expect({ told, again: again.replace(/\d+/, "N") }).toEqual({ told, again: "up to date: N outputs\n" });
  }
}

interface Expected {
  readonly told: string;
  readonly shop: Project;
  readonly code: number;
  readonly tree: Tree;
}

/** Gives back what was said: no error, and one word about the cache at most. */
async function expectRun(args: readonly string[], { told, shop, code, tree }: Expected): Promise<string> {
  const run = await shop.run(args);
  const warnings = run.stderr.match(/^warning\[\S+\]/gm) ?? [];
  expect({ told, stderr: run.stderr, code: run.code }).toEqual({ told, stderr: run.stderr, code });
  expect({ told, tree: shop.tree() }).toEqual({ told, tree });
  expect({ told, warnings: warnings.slice(1) }).toEqual({ told, warnings: [] });
  expect(warnings[0] ?? "warning[cache/unreadable]").toBe("warning[cache/unreadable]");
  expect({ told, stderr: run.stderr }).toEqual({ told, stderr: expect.not.stringContaining("error[") });
  return run.stderr;
}

/** The ends, where formats keep their lengths and sums, and places all over the middle. */
function sample(length: number): number[] {
  const chance = random(length);
  const ends = [0, 1, 2, 3, 4, 8, 16, length - 1, length - 2, length - 4, length - 16].filter(
    (at) => at >= 0 && at < length,
  );
  const middle = Array.from({ length: Math.max(0, positions - ends.length) }, () => chance.below(length));
  return [...new Set([...ends, ...middle])].sort((a, b) => a - b);
}

function flipped(bytes: Buffer, at: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

function readState(shop: Project): Map<string, Buffer> {
  const folder = join(shop.root, ".specmill");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
  );
}

function restore({ shop, tree, state }: Omit<Moment, "wanted">): void {
  const folder = join(shop.root, ".specmill");
  rmSync(folder, { recursive: true, force: true });
  for (const path of Object.keys(shop.tree())) if (!(path in tree)) rmSync(join(shop.root, path));
  shop.write(tree);
  for (const [path, bytes] of state) writeFiles(folder, { [path]: bytes });
}

test.concurrent("a damaged state is one warning, and nothing that is in step is rendered or written", async () => {
  await using shop = await base.copy();
  const before = identities(shop.root);
  writeFileSync(join(shop.root, ".specmill/build-log.v1"), "damage");
  const said = await expectRun(["generate"], { told: "damage", shop, code: 0, tree: shop.tree() });
  expect(said).toStartWith("warning[cache/unreadable]");
  expect(identities(shop.root)).toEqual(before);
});

describe("a state folder that is", () => {
  test.concurrent("a file is named and left, and `check` needs none", async () => {
    await using shop = await base.copy();
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    writeFileSync(join(shop.root, ".specmill"), "mine\n");
    const before = shop.tree();
    expect((await shop.run(["check"])).code).toBe(0);
    for (const args of [
      ["generate"],
      ["generate", "--force"],
      ["clean", "--yes"],
      ["cache", "clear"],
      ["cache", "prune"],
    ]) {
      const run = await shop.run(args);
      expect({ args, code: run.code, stderr: run.stderr }).toEqual({
        args,
        code: 1,
        stderr: expect.stringContaining("`.specmill` is not a folder"),
      });
    }
    expect(readFileSync(join(shop.root, ".specmill"), "utf8")).toBe("mine\n");
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent.skipIf(isWindows)("a link is not followed: what lies there is not specmill's", async () => {
    await using outside = project({ "stage/mine.txt": "mine\n", journal: "{}", "store.v1/a.pack": "mine\n" });
    await using shop = await base.copy();
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    symlinkSync(outside.root, join(shop.root, ".specmill"));
    const before = outside.tree();
    for (const args of [
      ["generate"],
      ["check"],
      ["check", "--rebuild"],
      ["cache", "clear"],
      ["cache", "prune", "--max-size", "1"],
      ["clean", "--yes"],
    ]) {
      const run = await shop.run(args);
      if (args[0] !== "check")
        expect({ args, code: run.code, stderr: run.stderr }).toEqual({
          args,
          code: 1,
          stderr: expect.stringContaining("[write/symlink]"),
        });
    }
    expect(outside.tree()).toEqual(before);
  });

  test.concurrent("someone else's writes nothing outside of the project", async () => {
    await using shop = await base.copy();
    const outside = `${shop.root}-outside.txt`;
    await using _cleaned = { [Symbol.asyncDispose]: async () => rmSync(outside, { force: true }) };
    const state = stateFolder(shop.root);
    const evil = "#!/bin/sh\nevil\n";
    const after = hashContent(evil);
    const changes = [`../${basename(outside)}`, ".git/hooks/pre-commit", "package.json", "out/evil.txt"].map(
      (path) => ({ path, after }),
    );
    for (const { path } of changes) writeFiles(state.stage, { [path]: evil });
    const dying = { ...realFileSystem, rename: realFileSystem.rename };
    dying.makeFolder = () => {
      throw new Error("killed");
    };
    expect(() =>
      commit([{ path: "out/evil.txt", after }], {
        root: shop.root,
        fs: dying,
        stage: state.stage,
        journal: state.journal,
      }),
    ).toThrow();
    writeFileSync(state.journal, JSON.stringify({ format: 1, changes }));
    await shop.run(["generate"]);
    expect(existsSync(outside)).toBe(false);
    expect(shop.has(".git/hooks/pre-commit")).toBe(false);
    expect(shop.has("package.json")).toBe(false);
    expect((await shop.run(["check"])).code).toBe(0);
  });
});
