/**
 * Promise 6: the cache changes time, never output. Every file of the state is cut at many lengths and has bits flipped in many places, and
 * something happened to the project meanwhile: the run ends well, gives the tree of a clean run, and says one word at most.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cards, generated, identities, people, prepared } from "../support/prepared.ts";
import { random } from "../support/random.ts";
import type { Files, Project, Run, Tree } from "../support/rig.ts";
import { binary, project, start } from "../support/rig.ts";

setDefaultTimeout(60_000);

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

describe("a state file that is", () => {
  const kinds = ["build-log", "memo", "store", "lock", "journal"] as const;
  for (const kind of kinds) {
    test.concurrent(`cut at any length: ${kind}`, () => damageAll(kind, (bytes, at) => bytes.subarray(0, at)));
    test.concurrent(`flipped in any bit: ${kind}`, () => damageAll(kind, flipped));
  }
});

async function damageAll(kind: string, damage: (bytes: Buffer, at: number) => Uint8Array): Promise<void> {
  await using clean = await generated({ ...files, ...edit });
  const wanted = clean.tree();
  await using shop = await base.copy();
  if (kind === "journal") await interrupt(shop);
  else if (kind === "lock") writeFileSync(join(shop.root, ".specmill/lock"), "12345\n");
  const kept = readState(shop);
  const [path, bytes] = [...kept].find(([name]) => name.startsWith(kind)) ?? [];
  if (path === undefined || bytes === undefined) throw new Error(`the state has no ${kind}: ${[...kept.keys()].join(", ")}`);
  const before = shop.tree();
  for (const at of sample(bytes.length)) {
    restoreState(shop, kept);
    writeFileSync(join(shop.root, ".specmill", path), damage(bytes, at));
    await expectRecovery(shop, before, wanted, `${path} at ${at} of ${bytes.length}`);
  }
}

/** Once with nothing changed, once with something: both runs read other parts of the state. */
async function expectRecovery(shop: Project, before: Tree, wanted: Tree, told: string): Promise<void> {
  const check = await shop.run(["check"]);
  const isInterrupted = before["out/ada.txt"] === undefined;
  expect({ told, code: check.code, stderr: check.stderr, after: shop.tree() }).toEqual({
    told,
    code: isInterrupted ? check.code : 0,
    stderr: check.stderr,
    after: before,
  });
  shop.write(edit);
  const run = await shop.run(["generate"]);
  expect({ told, code: run.code, stderr: run.stderr, after: shop.tree() }).toEqual({ told, code: 0, stderr: run.stderr, after: wanted });
  for (const { stderr } of [check, run]) expect({ told, warnings: stderr.match(/^warning/gm)?.length ?? 0 }).toEqual({ told, warnings: stderr.includes("warning[cache/unreadable]") ? 1 : 0 });
  const again = await shop.run(["generate"]);
  expect({ told, said: again.stderr.replace(/\d+/, "N") }).toEqual({ told, said: "up to date: N outputs\n" });
  reset(shop, before);
}

/** The ends, where formats keep their lengths and sums, and places all over the middle. */
function sample(length: number): number[] {
  const chance = random(length);
  const ends = [0, 1, 2, 3, 4, 8, 16, length - 1, length - 2, length - 4, length - 16].filter((at) => at >= 0 && at < length);
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
  return new Map(entries.map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

function restoreState(shop: Project, kept: ReadonlyMap<string, Buffer>): void {
  const folder = join(shop.root, ".specmill");
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of kept) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

function reset(shop: Project, before: Tree): void {
  for (const path of Object.keys(shop.tree())) if (!(path in before)) rmSync(join(shop.root, path));
  for (const [path, text] of Object.entries(before)) if (shop.tree()[path] !== text) shop.write({ [path]: text });
}
