/**
 * Bad input gets a clear error and loses nothing: whatever is wrong with a spec, a template, a path or the disk, the outputs and the lock
 * are byte for byte what they were, the exit code is the one of docs/exit-codes.md, and the message says where.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { cards, gated, generated, people, prepared } from "../support/prepared.ts";
import type { Files, Project, Run } from "../support/rig.ts";
import { binary, project, start } from "../support/rig.ts";

// Many of them run at once.
setDefaultTimeout(60_000);

const isWindows = process.platform === "win32";
const config = `sources:
  api: { kind: openapi, path: api.yaml }
  people: { kind: data, path: people.json, id: id }
targets:
  docs: { source: api, pack: openapi-markdown, output: docs }
  types: { source: api, pack: openapi-typescript, output: types }
  cards: { source: people, pack: ./pack, output: out }
limits: { renderMs: 200 }
`;
const api = (schema: string, more = "") => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: pets
      responses:
        "200":
          description: Pets.
          content: { application/json: { schema: ${schema} } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
${more}`;
const files: Files = { ...cards, "specmill.yaml": config, "api.yaml": api('{ $ref: "#/components/schemas/Pet" }') };
const template = (body: string) => `---\neach: record\noutput: "<%= unit.slug %>.txt"\n---\n${body}\n`;

const base = prepared(files);
afterAll(() => base.dispose());

describe("nothing is lost, and the message says where, when", () => {
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const cases: readonly (readonly [what: string, changed: Files, code: number, said: string | RegExp])[] = [
    ["a spec is missing", { "api.yaml": undefined }, 1, "[source/missing] api.yaml"],
    ["a data file is missing", { "people.json": undefined }, 1, "[source/missing] "],
    ["a spec is a folder", { "api.yaml": undefined, "api.yaml/x.yaml": "a: 1\n" }, 1, "[source/unreadable] api.yaml"],
    ["JSON is malformed", { "people.json": '[\n  { "id": "ada", }\n]\n' }, 1, "[document/syntax] people.json:2:"],
    ["JSON ends too early", { "people.json": '[\n  { "id": "ada"' }, 1, /\[document\/syntax\] people\.json:\d+:\d+/],
    ["YAML is malformed", { "api.yaml": "openapi: 3.1.0\ninfo: { title: [\n" }, 1, "[document/syntax] api.yaml:2:"],
    ["YAML has a tab", { "api.yaml": "openapi: 3.1.0\ninfo:\n\ttitle: x\n" }, 1, "[document/syntax] api.yaml:3:1"],
    [
      "YAML has a key twice",
      { "api.yaml": "openapi: 3.1.0\ninfo: { title: a, version: 1.0.0 }\npaths: {}\npaths: {}\n" },
      1,
      "[document/duplicate-key] api.yaml:4:1",
    ],
    [
      "a large YAML has a key twice",
      {
        "api.yaml": `${api("{}")}${Array.from({ length: 20_000 }, (_, at) => `    S${at}: { type: object, description: ${"long ".repeat(10)} }\n`).join("")}    S7: {}\n`,
      },
      1,
      "[document/duplicate-key] api.yaml:20014:5",
    ],
    [
      "a `$ref` leads nowhere",
      { "api.yaml": api('{ $ref: "#/components/schemas/Pte" }') },
      1,
      "[openapi/reference-missing] api.yaml:10:",
    ],
    [
      "a `$ref` names no file",
      { "api.yaml": api('{ $ref: "pets.yaml" }') },
      1,
      "[openapi/reference-missing] api.yaml:10:",
    ],
    [
      "a `$ref` leaves the root",
      { "api.yaml": api('{ $ref: "../../etc/passwd" }') },
      1,
      "[openapi/reference-outside] api.yaml:10:",
    ],
    [
      "a `$ref` is absolute",
      { "api.yaml": api('{ $ref: "/etc/passwd" }') },
      1,
      "[openapi/reference-outside] api.yaml:10:",
    ],
    [
      "a `$ref` is a URL of a file",
      { "api.yaml": api('{ $ref: "file:///etc/passwd" }') },
      1,
      /\[openapi\/reference-\w+\] api\.yaml:10:/,
    ],
    [
      "`$ref`s lead in a circle",
      {
        "api.yaml": api(
          '{ $ref: "#/components/schemas/A" }',
          '    A: { $ref: "#/components/schemas/B" }\n    B: { $ref: "#/components/schemas/A" }\n',
        ),
      },
      1,
      "[openapi/reference-cycle] api.yaml:14:5",
    ],
    [
      "a spec is not UTF-8",
      { "api.yaml": bytes("openapi: 3.1.0\ninfo: { title: caf\xe9 }\n") },
      1,
      "[document/encoding] api.yaml:2:19",
    ],
    ["a spec is UTF-16", { "api.yaml": bytes("\xff\xfeo\0p\0e\0n\0") }, 1, "looks like UTF-16"],
    ["a spec is empty", { "api.yaml": "" }, 1, "[source/empty] api.yaml:1:1"],
    ["a data file is blank", { "people.json": "  \n\n" }, 1, "[source/empty] people.json:1:1"],
    [
      "a template is not UTF-8",
      { "pack/card.txt.eta": bytes("---\neach: record\noutput: a\n---\n\xff") },
      1,
      "[document/encoding] pack/card.txt.eta",
    ],
    [
      "a template throws on one unit",
      { "pack/card.txt.eta": template("<% if (unit.data.id === 'grace') throw new Error('no grace'); %>") },
      1,
      /\[template\/failed\] pack\/card\.txt\.eta:5:\d+ {2}.*no grace[\s\S]*people\.json:3:3 {2}while rendering `record:people\.json#grace`/,
    ],
    [
      "a template loops on one unit",
      { "pack/card.txt.eta": template("<% while (unit.data.id === 'grace') { } %>") },
      1,
      /\[template\/timeout\] pack\/card\.txt\.eta {2}.*200 ms[\s\S]*while rendering `record:people\.json#grace`/,
    ],
    [
      "a template never stops yielding",
      {
        "pack/card.txt.eta": undefined,
        "pack/card.ts":
          'export const header = { each: "record", output: "<%= unit.slug %>.txt" };\nexport default function* (it) { for (;;) yield it.unit.name; }\n',
      },
      1,
      "[template/timeout] pack/card.ts",
    ],
    [
      "an output path loops",
      { "pack/card.txt.eta": '---\neach: record\noutput: "<%= (() => { for (;;); })() %>.txt"\n---\n' },
      1,
      "[template/timeout] pack/card.txt.eta",
    ],
    [
      "two jobs have one path",
      { "pack/card.txt.eta": "---\neach: record\noutput: one.txt\n---\n" },
      1,
      "[plan/path-collision] people.json:3:3",
    ],
    [
      "two targets have one path",
      { "specmill.yaml": config.replace("limits:", "  more: { source: people, pack: ./pack, output: out }\nlimits:") },
      1,
      "[plan/path-collision] people.json:2:3",
    ],
    [
      "an output path leaves its folder",
      { "pack/card.txt.eta": '---\neach: record\noutput: "../../<%= unit.slug %>.txt"\n---\n' },
      1,
      "[write/outside] people.json:2:3",
    ],
    [
      "an output path is a device",
      { "pack/all.txt.eta": "---\neach: once\noutput: nul.txt\n---\n" },
      1,
      "[write/path] ",
    ],
    [
      "an output path is not portable",
      { "pack/all.txt.eta": '---\neach: once\noutput: "a:b.txt"\n---\n' },
      1,
      "[write/path] ",
    ],
    [
      "the config has an unknown key",
      { "specmill.yaml": `${config}formt: {}\n` },
      2,
      "[config/unknown-key] specmill.yaml:9:1",
    ],
    ["the config does not parse", { "specmill.yaml": `${config}format: {\n` }, 2, "[config/syntax] specmill.yaml:9:"],
    ["the config is empty", { "specmill.yaml": "" }, 2, "[config/invalid] specmill.yaml:1:1"],
    [
      "the config has a key twice",
      { "specmill.yaml": `${config}targets: {}\n` },
      2,
      "[document/duplicate-key] specmill.yaml:9:1",
    ],
    ["the lock is newer", { "specmill.lock": "format 9\n" }, 2, "[lock/newer] specmill.lock"],
  ];

  for (const [what, changed, code, said] of cases) {
    test.concurrent(what, async () => {
      await using shop = await base.copy();
      for (const [path, text] of Object.entries(changed)) if (text === undefined) rmSync(join(shop.root, path));
      shop.write(changed);
      await expectRefused(shop, code, said);
    });
  }

  test.concurrent.skipIf(isWindows)("a `$ref` leaves the root through a link", async () => {
    await using outside = project({ "pets.yaml": "Pet: { type: object }\n" });
    await using shop = await base.copy();
    symlinkSync(outside.root, join(shop.root, "shared"));
    shop.write({ "api.yaml": api('{ $ref: "shared/pets.yaml#/Pet" }') });
    await expectRefused(shop, 1, "[openapi/reference-outside] api.yaml:10:");
  });

  test.concurrent.skipIf(isWindows)("an output is a link, or lies behind one", async () => {
    await using outside = project({ "ada.txt": "mine\n" });
    for (const link of ["out/ada.txt", "out"]) {
      for (const target of [outside.root, join(outside.root, "ada.txt"), join(outside.root, "nothing")]) {
        await using shop = await base.copy();
        rmSync(join(shop.root, link), { recursive: true });
        symlinkSync(target, join(shop.root, link));
        await expectRefused(
          shop,
          1,
          `[write/symlink] output path \`out/ada.txt\` leads through the symbolic link \`${link}\``,
        );
      }
    }
    expect(outside.tree()).toEqual({ "ada.txt": "mine\n" });
  });
});

test.concurrent("every problem of a run is told at once, in the same order in one thread and in several", async () => {
  await using shop = await base.copy();
  shop.write({
    "api.yaml": api('{ $ref: "#/nowhere" }'),
    "pack/card.txt.eta": template("<%= unit.data.name.first %>"),
    "pack/all.txt.eta": "---\neach: once\noutput: all.txt\n---\n<% throw new Error('all') %>\n",
  });
  const inline = await shop.run(["generate", "--executor", "inline"]);
  const threads = await shop.run(["generate", "--executor", "threads", "--jobs", "3"]);
  expect(inline.code).toBe(1);
  expect(inline.stderr).toContain("[openapi/reference-missing]");
  expect(threads).toEqual(inline);
  shop.write({ "api.yaml": String(files["api.yaml"]) });
  const [first, second] = [await shop.run(["generate", "--jobs", "1"]), await shop.run(["generate", "--jobs", "3"])];
  expect(first.stderr).toContain("pack/all.txt.eta:5:");
  expect(first.stderr).toContain("pack/card.txt.eta:5:");
  expect(second).toEqual(first);
});

test.concurrent("schemas that contain themselves are no problem", async () => {
  await using shop = await base.copy();
  const cycles = `    Node: { type: object, properties: { next: { $ref: "#/components/schemas/Node" } } }
    Self: { allOf: [{ $ref: "#/components/schemas/Self" }] }
    A: { allOf: [{ $ref: "#/components/schemas/B" }, { type: object }] }
    B: { anyOf: [{ $ref: "#/components/schemas/C" }, { type: string }] }
    C: { type: array, items: { $ref: "#/components/schemas/A" } }
`;
  shop.write({ "api.yaml": api('{ $ref: "#/components/schemas/A" }', cycles) });
  expectCode(await shop.run(["generate"]), 0);
  expectCode(await shop.run(["check", "--rebuild"]), 0);
});

describe("a document of 200 MB", () => {
  const size = 200_000_000;

  test.concurrent("is refused by its size, before it is read", async () => {
    await using shop = await base.copy();
    for (const path of ["people.json", "api.yaml"]) {
      await writeLarge(join(shop.root, path), size);
      const child = start(["generate"], { cwd: shop.root });
      const peak = await peakMemory(child.pid);
      const stderr = await child.stderr.text();
      expect(await child.exited).toBe(1);
      expect(stderr).toContain(`[source/too-large] ${path}`);
      expect(stderr).toContain(`set \`limits.documentBytes\` to ${size} or more`);
      if (path === "people.json") expect(peak).toBeLessThan(size);
      rmSync(join(shop.root, path));
    }
  }, 60_000);

  test.concurrent("is read when the config allows it", async () => {
    await using shop = project({
      ...cards,
      "specmill.yaml": `${String(cards["specmill.yaml"]).replace(", id: id", "")}limits: { documentBytes: 300000000 }\n`,
      "pack/card.txt.eta": undefined,
      "pack/all.txt.eta": '---\neach: once\noutput: all.txt\n---\n<%= units("record").length %>\n',
    });
    await writeLarge(join(shop.root, "people.json"), size);
    expectCode(await shop.run(["generate"], { timeoutMs: 120_000 }), 0);
    expect(shop.read("out/all.txt")).toBe(`${size / 1000}\n`);
    expectCode(await shop.run(["generate"]), 0);
  }, 180_000);
});

describe("what the user may not do", () => {
  const asNobody = canBecomeNobody();

  test.concurrent.skipIf(!asNobody)("a spec that may not be read is named", async () => {
    await using shop = await sharedCopy();
    chmodSync(join(shop.root, "people.json"), 0o000);
    const before = shop.tree();
    const run = await runAsNobody(["generate"], shop);
    expectCode(run, 1);
    expect(run.stderr).toContain("[source/unreadable] people.json");
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent.skipIf(!asNobody)("a folder that may not be written is named", async () => {
    await using shop = await sharedCopy();
    shop.write({ "people.json": people("ada", "mary") });
    chmodSync(join(shop.root, "out"), 0o555);
    const before = shop.tree();
    const run = await runAsNobody(["generate"], shop);
    expectCode(run, 1);
    expect(run.stderr).toMatch(/\[write\/failed\] out\/\S+\.txt {2}cannot write: permission denied/);
    expect(shop.tree()).toEqual(before);
    chmodSync(join(shop.root, "out"), 0o777);
    expectCode(await runAsNobody(["generate"], shop), 0);
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt", "all.txt", "mary.txt"]);
  });

  test.concurrent.skipIf(!asNobody)("a project that may not be written is checked all the same", async () => {
    await using shop = await sharedCopy();
    chmodSync(shop.root, 0o555);
    chmodSync(join(shop.root, ".specmill"), 0o555);
    expectCode(await runAsNobody(["check"], shop), 0);
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    expectCode(await runAsNobody(["check"], shop), 0);
    const run = await runAsNobody(["generate"], shop);
    expectCode(run, 1);
    expect(run.stderr).toContain("[write/failed] .specmill");
  });

  test.concurrent.skipIf(!asNobody)("a state folder that may not be read is named, and nothing is lost", async () => {
    await using shop = await sharedCopy();
    shop.write({ "people.json": people("ada", "mary") });
    chmodSync(join(shop.root, ".specmill"), 0o000);
    const before = shop.tree();
    const run = await runAsNobody(["generate"], shop);
    expectCode(run, 1);
    expect(run.stderr).toContain(".specmill");
    expectCode(await runAsNobody(["check"], shop), 1);
    chmodSync(join(shop.root, ".specmill"), 0o777);
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent.skipIf(!canMount())("a file system that is read-only is named", async () => {
    await using shop = await base.copy();
    shop.write({ "people.json": people("ada", "mary") });
    const before = shop.tree();
    using _mount = mounted(shop.root, ["--bind", shop.root], "ro");
    const run = await shop.run(["generate"]);
    expectCode(run, 1);
    expect(run.stderr).toMatch(/\[write\/failed\] \.specmill\S* {2}cannot write: the file system is read-only/);
    expectCode(await shop.run(["check"]), 1);
    expectCode(await shop.run(["cache", "clear"]), 1);
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent.skipIf(!canMount())(
    "a file system that is read-only is no matter where nothing has to be written",
    async () => {
      await using shop = await base.copy();
      utimesSync(join(shop.root, "people.json"), new Date(), new Date());
      using _mount = mounted(shop.root, ["--bind", shop.root], "ro");
      for (const args of [
        ["generate"],
        ["check"],
        ["check", "--rebuild", "--executor", "threads", "--jobs", "2"],
        ["list", "jobs"],
      ]) {
        expectCode(await shop.run(args), 0);
      }
    },
  );
});

/** As in kill.test.ts, but the disk decides when it ends. */
test.concurrent.skipIf(!canMount())(
  "a full disk leaves the old tree or the new one, and the next run with room finishes",
  async () => {
    await using origin = await generated(paged("one"));
    const old = origin.tree();
    const kilobytes = sizeOf(origin);
    await using fresh = await generated(paged("two"));
    const wanted = fresh.tree();
    const seen = new Set<string>();
    for (let room = 8; room <= 2400; room += room < 200 ? 24 : 160) {
      await using shop = project({});
      using disk = mounted(shop.root, ["-t", "tmpfs", "tmpfs"], `size=${kilobytes + room}k`);
      copyFiles(origin.root, shop.root);
      shop.write(paged("two"));
      const before = shop.tree();
      const run = await shop.run(["generate"]);
      const after = shop.tree();
      const told = `${room} kB of room: exit code ${run.code}\n${run.stderr}`;
      if (run.code === 0) expect({ told, after }).toEqual({ told, after: wanted });
      else {
        expect({ told, code: run.code, after }).toEqual({ told, code: 1, after: before });
        expect(run.stderr).toContain("[write/failed]");
        expect(run.stderr).toContain("the disk is full");
      }
      seen.add(run.code === 0 ? "enough" : "full");
      disk.remount("size=64m");
      expectCode(await shop.run(["generate"]), 0);
      expect({ told, after: shop.tree() }).toEqual({ told, after: wanted });
    }
    expect(Object.keys(old)).toEqual(Object.keys(wanted));
    expect([...seen].sort()).toEqual(["enough", "full"]);
  },
  60_000,
);

test.concurrent.skipIf(isWindows)("while another run holds the project a second one says so, or waits", async () => {
  await using shop = await base.copy();
  shop.write({ "specmill.yaml": config.replace("renderMs: 200", "renderMs: 60000") });
  const gate = gated(shop, "Hello <%= unit.name %>");
  const before = shop.tree("out");
  const first = start(["generate"], { cwd: shop.root });
  while (!shop.has(".specmill/stage/out/ada.txt")) await Bun.sleep(5);
  const second = await shop.run(["generate"]);
  expectCode(second, 75);
  expect(second.stderr).toContain(`[lock/busy] another run works on this project: process ${first.pid}`);
  expect(shop.tree("out")).toEqual(before);
  // Looking needs no turn and disturbs nobody, also where a formatter makes it stage outputs of its own.
  expectCode(await shop.run(["check", "docs"]), 0);
  shop.write({ "specmill.yaml": `${shop.read("specmill.yaml")}format: { "docs/**": "true" }\n` });
  expectCode(await shop.run(["check", "docs"]), 1);
  const third = shop.run(["generate", "--wait", "30"]);
  gate.open();
  expect(await first.exited).toBe(0);
  expectCode(await third, 0);
  expect(shop.read("out/ada.txt")).toBe("Hello ada\n");
});

async function expectRefused(shop: Project, code: number, said: string | RegExp): Promise<void> {
  const before = shop.tree();
  for (const flags of [[], ["--executor", "threads", "--jobs", "2"]]) {
    const run = await shop.run(["generate", ...flags]);
    expectCode(run, code);
    if (typeof said === "string") expect(run.stderr).toContain(said);
    else expect(run.stderr).toMatch(said);
    expect(run.stderr).not.toContain(shop.root);
    expect(shop.tree()).toEqual(before);
  }
  expectCode(await shop.run(["check"]), code);
  expect(shop.tree()).toEqual(before);
}

/** With what was said, so that a failure explains itself. */
function expectCode({ code, stdout, stderr }: Run, expected: number): void {
  if (code !== expected) expect(`exit code ${code}\n${stdout}${stderr}`).toBe(`exit code ${expected}`);
}

/** A list of records; each of them is a line of 1,000 bytes. */
async function writeLarge(path: string, size: number): Promise<void> {
  const line = (head: string, tail: string) =>
    `${head}{"text":"${"y".repeat(1000 - head.length - tail.length - 10)}"${tail}`;
  const writer = Bun.file(path).writer({ highWaterMark: 1 << 20 });
  writer.write(line("[", "},\n"));
  const middle = line("", "},\n");
  for (let at = 2; at < size / 1000; at++) writer.write(middle);
  writer.write(line("", "}]\n"));
  await writer.end();
}

/** Bytes that a process held at most, as long as it can be asked; 0 where the system does not tell. */
async function peakMemory(pid: number): Promise<number> {
  let peak = 0;
  for (;;) {
    const status = await Bun.file(`/proc/${pid}/status`)
      .text()
      .catch(() => "");
    const found = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (found === undefined) return peak;
    peak = Math.max(peak, Number(found) * 1024);
    await Bun.sleep(2);
  }
}

/** Forty pages of some kilobytes. */
function paged(word: string): Files {
  const ids = Array.from({ length: 40 }, (_, at) => `p${at}`);
  const body = `${word} <%= unit.name %>\n`.repeat(300);
  return { ...cards, "people.json": people(...ids), "pack/card.txt.eta": template(body) };
}

function sizeOf(at: Project): number {
  return Number.parseInt(Bun.spawnSync(["du", "-sk", at.root]).stdout.toString(), 10);
}

function copyFiles(from: string, to: string): void {
  const { exitCode, stderr } = Bun.spawnSync(["cp", "-a", `${from}/.`, to]);
  if (exitCode !== 0) throw new Error(stderr.toString());
}

/** A copy that another user may change. */
async function sharedCopy(): Promise<Project> {
  const shop = await base.copy();
  Bun.spawnSync(["chmod", "-R", "a+rwX", shop.root]);
  return shop;
}

function canBecomeNobody(): boolean {
  return !isWindows && process.getuid?.() === 0 && succeeds(["setpriv", "--reuid=65534", "--clear-groups", "true"]);
}

async function runAsNobody(args: readonly string[], at: Project): Promise<Run> {
  const argv = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", binary, ...args];
  const child = Bun.spawn(argv, { cwd: at.root, env: { PATH: "/usr/bin:/bin" }, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { code: await child.exited, stdout, stderr };
}

/** Only the superuser of a whole machine may; in most containers nobody may. */
function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return succeeds(["unshare", "-m", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]);
}

function mounted(
  folder: string,
  what: readonly string[],
  options: string,
): Disposable & { remount(options: string): void } {
  const mount = (...words: string[]) => {
    const { exitCode, stderr } = Bun.spawnSync(["mount", ...words]);
    if (exitCode !== 0) throw new Error(`mount ${words.join(" ")}: ${stderr.toString()}`);
  };
  const remount = (more: string) => mount("-o", `remount,${more}`, folder);
  // A bind mount takes its options only when it is there.
  const isBind = what[0] === "--bind";
  mount(...what, folder, ...(isBind ? [] : ["-o", options]));
  if (isBind) mount("-o", `remount,bind,${options}`, folder);
  return { remount, [Symbol.dispose]: () => void Bun.spawnSync(["umount", "-l", folder]) };
}

function succeeds(argv: readonly string[]): boolean {
  try {
    return Bun.spawnSync([...argv]).exitCode === 0;
  } catch {
    return false;
  }
}
