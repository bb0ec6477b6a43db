/**
 * `pull` writes a snapshot and nothing else, and everything else reads it and never connects. Shown on SQLite, which needs no server;
 * pull-servers.test.ts has what a server can do to it.
 */
import { describe, expect, test } from "bun:test";
import { chmodSync, lstatSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expectRun, filmTable, runSqlite, shopConfig, shopOver } from "../support/database-project.ts";
import { cards, gated, identities } from "../support/prepared.ts";
import type { Project, Run } from "../support/rig.ts";
import { binary, project, start, tree } from "../support/rig.ts";
import { silentServer } from "../support/silent-server.ts";

const snapshot = "db/schema.json";
const env = { DATABASE_URL: "sqlite:shop.db" };
const isWindows = process.platform === "win32";

/** A project with a database that was never pulled. */
function newShop(source = "url: $DATABASE_URL"): Project {
  const shop = project(shopOver(source));
  runSqlite(shop, "shop.db", filmTable);
  return shop;
}

describe("a snapshot", () => {
  test.concurrent("is written, then left alone, then changed when the schema is, and each is told in words", async () => {
    await using shop = newShop();
    const first = await shop.run(["pull"], { env });
    expectRun(first, 0, `  created   ${snapshot}\npulled 1 of 1 snapshot in `);
    expect(first.stderr).toEndWith("\n`specmill generate` brings the outputs up to date\n");
    const before = identities(shop.root, "db");

    const second = await shop.run(["pull"], { env });
    expect(second).toEqual({ code: 0, stdout: "", stderr: "up to date: 1 snapshot\n" });
    expect(identities(shop.root, "db")).toEqual(before);

    runSqlite(shop, "shop.db", "alter table film add column year integer", "create table review (id integer)");
    expectRun(
      await shop.run(["pull"], { env }),
      0,
      `  changed   ${snapshot}\n            column \`film.year\` added\n            table \`review\` added\npulled 1 of 1 snapshot`,
    );
    expect(identities(shop.root, "db")).not.toEqual(before);
    expectRun(await shop.run(["pull"], { env }), 0, "up to date");
  });

  test.concurrent("is only compared with --check, which writes nothing at all", async () => {
    await using shop = newShop();
    const check = async (code: number, stderr: string) => {
      const before = { files: tree(shop.root), state: everything(shop) };
      expect(await shop.run(["pull", "--check"], { env })).toEqual({ code, stdout: "", stderr });
      expect({ files: tree(shop.root), state: everything(shop) }).toEqual(before);
    };
    const outOfDate = "pull --check: 1 snapshot out of date\n`specmill pull` brings them up to date\n";
    await check(1, `  missing   ${snapshot}\n${outOfDate}`);
    expect(shop.has(".specmill")).toBe(false);
    expectRun(await shop.run(["pull"], { env }), 0);
    await check(0, "up to date: 1 snapshot\n");
    runSqlite(shop, "shop.db", "alter table film drop column title");
    await check(1, `  stale     ${snapshot}\n            column \`film.title\` removed\n${outOfDate}`);
  });

  test.concurrent("is all that generate and check read: they need no variable, and open no connection", async () => {
    await using shop = newShop();
    expectRun(await shop.run(["pull"], { env }), 0);
    shop.write({ "shop.db": undefined });
    expectRun(await shop.run(["generate"]), 0, "wrote 2 of 2 outputs");
    expect(shop.tree("out")).toEqual({ "all.txt": "film\n", "film.txt": "id INTEGER\ntitle varchar(100)\n" });
    using server = await silentServer();
    const there = { env: { DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${server.port}/shop` } };
    for (const args of [
      ["generate"],
      ["generate", "--force"],
      ["check"],
      ["check", "--rebuild"],
      ["diff"],
      ["list", "units"],
    ])
      expectRun(await shop.run(args, there), 0);
    expect(server.clients).toBe(0);
  });

  test.concurrent("that was never pulled is one error that names the command", async () => {
    await using shop = newShop();
    for (const [command, last] of [
      ["generate", "nothing was changed; 1 error"],
      ["check", "check: not finished; 1 error"],
    ]) {
      expect(await shop.run([String(command)], { env })).toEqual({
        code: 1,
        stdout: "",
        stderr: `error[database/no-snapshot] ${snapshot}  the schema of \`shop\` was never pulled: there is no \`${snapshot}\`\n  note: run \`specmill pull shop\` to write it, and commit it\n${last}\n`,
      });
    }
  });

  test.concurrent("keeps its file when a formatter or a checkout has been at it and the schema is the same", async () => {
    await using shop = newShop();
    expectRun(await shop.run(["pull"], { env }), 0);
    const text = shop.read(snapshot);
    for (const other of [text.replaceAll("\n", "\r\n"), JSON.stringify(JSON.parse(text))]) {
      shop.write({ [snapshot]: other });
      expectRun(await shop.run(["pull", "--check"], { env }), 0, "up to date");
      expectRun(await shop.run(["pull"], { env }), 0, "up to date");
      expect(shop.read(snapshot)).toBe(other);
      expectRun(await shop.run(["generate"]), 0);
    }
    runSqlite(shop, "shop.db", "create table review (id integer)");
    expectRun(await shop.run(["pull"], { env }), 0, "table `review` added");
    expect(shop.read(snapshot)).toStartWith('{\n  "specmill": "database-schema",\n');
  });

  test.concurrent("that is damaged is replaced, and one that a newer specmill wrote is not", async () => {
    await using shop = newShop();
    expectRun(await shop.run(["pull"], { env }), 0);
    const text = shop.read(snapshot);
    const conflict = `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`;
    for (const damaged of [text.slice(0, -20), conflict, text.replace('"tables"', '"tabels"'), ""]) {
      shop.write({ [snapshot]: damaged });
      expectRun(await shop.run(["generate"]), 1, snapshot);
      expectRun(await shop.run(["pull"], { env }), 0, `changed   ${snapshot}`);
      expect(shop.read(snapshot)).toBe(text);
    }
    const newer = text.replace('"version": 1', '"version": 2');
    shop.write({ [snapshot]: newer });
    const said = `error[database/snapshot] ${snapshot}  \`${snapshot}\` was written by a newer specmill\n  note: use the specmill that wrote it, or a newer one\n`;
    expectRun(await shop.run(["pull"], { env }), 1, said);
    expect(shop.read(snapshot)).toBe(newer);
  });
});

describe("a snapshot may not lie", () => {
  const cases: readonly (readonly [where: string, path: string, said: string])[] = [
    [
      "outside of the project",
      "../schema.json",
      "[write/outside] specmill.yaml:2:57  the snapshot `../schema.json` leaves the project",
    ],
    [
      "at an absolute path",
      "/tmp/specmill-schema.json",
      "[write/outside] specmill.yaml:2:57  the snapshot `/tmp/specmill-schema.json` leaves the project",
    ],
    [
      "in `.git`",
      ".git/hooks/x",
      "[write/path] specmill.yaml:2:57  the snapshot `.git/hooks/x` is a file that other tools act on",
    ],
    [
      "in the place of the lock",
      "specmill.lock",
      "[write/path] specmill.yaml:2:57  the snapshot `specmill.lock` is a file that other tools act on",
    ],
    [
      "in the state folder",
      ".specmill/journal",
      "[write/path] specmill.yaml:2:57  the snapshot `.specmill/journal` is a file",
    ],
    ["where a folder is", "pack", "[write/path] specmill.yaml:2:57  the snapshot `pack` is a folder on disk"],
    [
      "below a file",
      "shop.db/x.json",
      "[write/path] specmill.yaml:2:57  the snapshot `shop.db/x.json` needs a folder where `shop.db` is a file",
    ],
    [
      "over a file of somebody else",
      "pack/pack.yaml",
      "[pull/foreign] pack/pack.yaml  `pack/pack.yaml` is no snapshot, and pull would replace it",
    ],
  ];
  for (const [where, path, said] of cases) {
    test.concurrent(where, async () => {
      await using shop = newShop(`url: $DATABASE_URL, snapshot: ${path}`);
      await expectRefused(shop, said);
    });
  }

  test.concurrent.skipIf(isWindows)("behind a symbolic link", async () => {
    await using outside = project({ "schema.json": '{ "specmill": "database-schema" }' });
    for (const [link, to] of [
      ["db", outside.root],
      [snapshot, join(outside.root, "schema.json")],
      [snapshot, join(outside.root, "new")],
    ]) {
      await using shop = newShop();
      if (link !== "db") mkdirSync(join(shop.root, "db"));
      symlinkSync(String(to), join(shop.root, String(link)));
      await expectRefused(
        shop,
        `[write/symlink] specmill.yaml:2:9  the snapshot \`${snapshot}\` leads through the symbolic link \`${link}\``,
      );
    }
    expect(outside.tree()).toEqual({ "schema.json": '{ "specmill": "database-schema" }' });
  });

  test.concurrent("where that of another source lies, also when only one is asked for", async () => {
    await using shop = newShop();
    const other = "  other: { kind: database, url: $OTHER_URL, snapshot: db/../DB/schema.json }";
    shop.write({ "specmill.yaml": shopConfig("  shop: { kind: database, url: $DATABASE_URL }", other) });
    runSqlite(shop, "other.db", "create table other (id integer)");
    const both = { env: { ...env, OTHER_URL: "sqlite:other.db" } };
    const said =
      "[plan/path-collision] specmill.yaml:3:55  `shop` and `other` have the same snapshot, `DB/schema.json`";
    await expectRefused(shop, said, ["pull", "other"], both.env);
    expectRun(await shop.run(["pull"], both), 1, said);
    expect(shop.read(snapshot)).toContain('"film"');
    expectRun(await shop.run(["pull", "shop"], both), 0, "up to date");
  });
});

describe("what is asked for", () => {
  const three = shopConfig(
    "  shop: { kind: database, url: $DATABASE_URL }",
    "  people: { kind: data, path: people.json }",
    "  local: { kind: database, path: shop.db }",
  );

  test.concurrent("by a name that is none is told with what was meant", async () => {
    await using shop = newShop();
    const said =
      "error[config/unknown-source] there is no source `shpo` in `specmill.yaml`\n  note: did you mean `shop`?\n";
    expectRun(await shop.run(["pull", "shpo"], { env }), 2, said);
    expect(shop.has(snapshot)).toBe(false);
  });

  test.concurrent("by the name of a source that has nothing to pull is an error", async () => {
    await using shop = newShop();
    shop.write({ "specmill.yaml": three });
    const note = "  note: databases with a `url` and FHIR packages are pulled; the others are read where they lie\n";
    for (const name of ["people", "local"])
      expectRun(
        await shop.run(["pull", name], { env }),
        1,
        `error[pull/nothing] \`${name}\` has nothing to pull\n${note}`,
      );
    expect(shop.has(snapshot)).toBe(false);
    expectRun(await shop.run(["pull", "shop", "people"], { env }), 1, `created   ${snapshot}`);
  });

  test.concurrent("where no source has anything to pull is a warning", async () => {
    await using shop = newShop("path: shop.db");
    const said = "warning[pull/nothing] no source of `specmill.yaml` has anything to pull\n";
    expectRun(await shop.run(["pull"], { env }), 0, said);
  });

  test.concurrent("in a folder that is not trusted is pulled when the config is data", async () => {
    await using shop = newShop();
    expectRun(await shop.run(["pull", "--untrusted"], { env }), 0, `created   ${snapshot}`);
    const code = 'throw new Error("ran");\n';
    await using other = project({ "specmill.config.ts": code });
    expectRun(await other.run(["pull", "--untrusted"], { env }), 4, "[config/untrusted]");
  });

  test.concurrent("is said as JSON, with the words of the change", async () => {
    await using shop = newShop();
    expectRun(await shop.run(["pull"], { env }), 0);
    runSqlite(shop, "shop.db", "drop table film", "create table review (id integer)");
    const run = await shop.run(["pull", "--check", "--json"], { env });
    const events = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(run.code).toBe(1);
    expect(events[0]).toEqual({
      version: 1,
      type: "snapshot",
      status: "stale",
      source: "shop",
      path: snapshot,
      changes: ["table `review` added", "table `film` removed"],
    });
    expect(events.at(-1)).toMatchObject({
      type: "summary",
      command: "pull --check",
      exitCode: 1,
      counts: { drift: 1 },
    });
  });
});

test.concurrent.skipIf(isWindows)("pull and generate take turns, and looking needs no turn", async () => {
  const people = String(cards["specmill.yaml"]);
  await using shop = project({
    ...cards,
    "specmill.yaml": people.replace("targets:", "  shop: { kind: database, url: $DATABASE_URL }\ntargets:"),
  });
  runSqlite(shop, "shop.db", filmTable);
  const gate = gated(shop, "Hello <%= unit.name %>");
  const generating = start(["generate"], { cwd: shop.root });
  while (!shop.has(".specmill/stage/out/ada.txt")) await Bun.sleep(5);
  const said = `[lock/busy] another run works on this project: process ${generating.pid}`;
  expectRun(await shop.run(["pull"], { env }), 75, said);
  expectRun(await shop.run(["pull", "--check"], { env }), 1, `missing   ${snapshot}`);
  const waiting = shop.run(["pull", "--wait", "30"], { env });
  gate.open();
  expect(await generating.exited).toBe(0);
  expectRun(await waiting, 0, `created   ${snapshot}`);
});

test.concurrent("names of the database are data in every report", async () => {
  await using shop = newShop();
  expectRun(await shop.run(["pull"], { env }), 0);
  runSqlite(
    shop,
    "shop.db",
    'create table "\n::error::x\u001b[31m" (id integer)',
    'create table "%0A::warning::" (id integer)',
  );
  for (const flags of [[], ["--reporter", "github"], ["--json"], ["--reporter", "tty", "--color", "never"]]) {
    const run = await shop.run(["pull", "--check", ...flags], { env: { ...env, GITHUB_ACTIONS: "true" } });
    expectRun(run, 1);
    const lines = (run.stdout + run.stderr).split("\n");
    expect(lines.filter((line) => /^\s*::(?!error file=db\/schema\.json,title=snapshot\/stale::)/.test(line))).toEqual(
      [],
    );
    expect(run.stdout + run.stderr).not.toContain("\u001b");
  }
  const { stdout } = await shop.run(["pull", "--check", "--reporter", "github"], { env });
  expect(stdout).toStartWith(
    "::error file=db/schema.json,title=snapshot/stale::`db/schema.json` is not what its source has now; run `specmill pull`%0A",
  );
});

test.concurrent("a SQLite file may be named in every form that other tools know", async () => {
  await using shop = newShop();
  const absolute = join(shop.root, "shop.db");
  for (const url of [
    "sqlite:./shop.db",
    "sqlite://shop.db",
    "sqlite:shop.db?mode=ro",
    `sqlite://${absolute}`,
    `sqlite:${absolute}`,
    "file:./shop.db?connection_limit=1",
  ]) {
    expectRun(await shop.run(["pull"], { env: { DATABASE_URL: url } }), 0);
    expect(shop.read(snapshot)).not.toContain(shop.root);
    shop.write({ [snapshot]: undefined });
  }
  const said = "error[database/file] specmill.yaml:2:9  the SQLite file that `$DATABASE_URL` names does not exist\n";
  expectRun(await shop.run(["pull"], { env: { DATABASE_URL: "sqlite:none.db" } }), 1, said);
});

test.concurrent.skipIf(!canBecomeNobody())("a folder that may not be written costs only its own snapshot", async () => {
  await using shop = newShop();
  const more = "  other: { kind: database, url: $DATABASE_URL, snapshot: free/other.json }";
  shop.write({ "specmill.yaml": shopConfig("  shop: { kind: database, url: $DATABASE_URL }", more) });
  shop.write({ "db/kept.txt": "", "free/kept.txt": "" });
  Bun.spawnSync(["chmod", "-R", "a+rwX", shop.root]);
  chmodSync(join(shop.root, "db"), 0o555);
  const run = await runAsNobody(["pull"], shop, env);
  expectRun(run, 1, `error[write/failed] ${snapshot}  cannot write: permission denied\n`);
  expect(run.stderr).toContain("  created   free/other.json\n");
  expect(shop.has(snapshot)).toBe(false);
  expect(shop.has("free/other.json")).toBe(true);
  chmodSync(join(shop.root, "db"), 0o777);
  expectRun(await runAsNobody(["pull"], shop, env), 0, `created   ${snapshot}`);
});

test.concurrent("two pulls at once give one whole snapshot", async () => {
  await using shop = newShop();
  const runs = await Promise.all([1, 2, 3].map(() => shop.run(["pull"], { env })));
  for (const { code, stderr } of runs) expect([0, 75], stderr).toContain(code);
  expectRun(await shop.run(["pull"], { env }), 0, "up to date: 1 snapshot");
});

async function expectRefused(
  shop: Project,
  said: string,
  args: readonly string[] = ["pull"],
  more: Readonly<Record<string, string>> = env,
): Promise<void> {
  const before = shop.tree();
  const run = await shop.run(args, { env: more });
  expectRun(run, 1, said);
  expect(run.stderr).toContain("pull: nothing was changed; 1 error\n");
  expectRun(await shop.run([...args, "--check"], { env: more }), 1, said);
  expect(shop.tree()).toEqual(before);
}

/** Every file of the state folder, by identity. */
function everything(shop: Project): object {
  const folder = join(shop.root, ".specmill");
  if (!shop.has(".specmill")) return {};
  return Object.fromEntries(
    [...new Bun.Glob("**/*").scanSync({ cwd: folder, dot: true })].map((path) => {
      const { ino, mtimeNs, size } = lstatSync(join(folder, path), { bigint: true });
      return [path, `${ino} ${mtimeNs} ${size}`];
    }),
  );
}

function canBecomeNobody(): boolean {
  if (isWindows || process.getuid?.() !== 0 || Bun.which("setpriv") === null) return false;
  return Bun.spawnSync(["setpriv", "--reuid=65534", "--clear-groups", "true"]).exitCode === 0;
}

async function runAsNobody(args: readonly string[], at: Project, more: Readonly<Record<string, string>>): Promise<Run> {
  const argv = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", binary, ...args];
  const child = Bun.spawn(argv, {
    cwd: at.root,
    env: { PATH: "/usr/bin:/bin", ...more },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { code: await child.exited, stdout, stderr };
}
