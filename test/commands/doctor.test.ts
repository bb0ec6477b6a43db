/** `specmill doctor`: each thing that can be wrong is named with its next step, and nothing is touched by looking. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Finding } from "#commands/doctor/finding.ts";
import { runSqlite } from "../support/database-project.ts";
import type { Files, Project } from "../support/rig.ts";
import { binary, project } from "../support/rig.ts";

setDefaultTimeout(60_000);

const people: Files = {
  "specmill.yaml": `sources: { people: { kind: data, path: people.csv } }
targets: { pages: { source: people, pack: data-markdown, output: docs } }
`,
  "people.csv": "name\nAda\n",
};
const env = { PATH: `${dirname(binary)}:/usr/bin:/bin` };

interface Report {
  readonly code: number;
  readonly problems: number;
  readonly findings: readonly Finding[];
}

async function examine(folder: Project, more: Readonly<Record<string, string>> = {}): Promise<Report> {
  const { code, stdout } = await folder.run(["doctor", "--json"], { env: { ...env, ...more } });
  return { code, ...JSON.parse(stdout) };
}

/** What is not well: `state check: message | next`. */
function troubles({ findings }: Report): string[] {
  return findings
    .filter(({ state }) => state !== "ok")
    .map(({ state, check, message, next }) => `${state} ${check}: ${message} | ${next}`);
}

/** Every file below, with its time and size; nothing is left out. */
function stampsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(
      (name) => `${name} ${statSync(join(folder, String(name))).mtimeMs} ${statSync(join(folder, String(name))).size}`,
    )
    .sort();
}

test.concurrent("a project in order is all well, in words and as data", async () => {
  await using folder = project(people);
  expect((await folder.run(["generate"])).code).toBe(0);
  const before = stampsBelow(folder.root);
  const { code, stdout, stderr } = await folder.run(["doctor"], { env });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^ok {7}binary {8}specmill \S+ \(.+\) at .+specmill$/m);
  expect(stdout).toContain("ok       config        specmill.yaml: 1 source, 1 target\n");
  expect(stdout).toContain("ok       lock          specmill.lock: 2 outputs\n");
  expect(stdout).toEndWith("\nall is well\n");
  const report = await examine(folder);
  expect([report.code, report.problems, troubles(report)]).toEqual([0, 0, []]);
  expect(stampsBelow(folder.root)).toEqual(before);
});

test.concurrent("outside of a project it says how to begin, and that is no problem", async () => {
  await using folder = project({});
  const report = await examine(folder);
  expect(report.code).toBe(0);
  expect(troubles(report)).toEqual([
    "warning config: there is no specmill config here or in a folder above [config/not-found] | run `specmill init` to write one, or name one with `--config`",
  ]);
});

describe("names", () => {
  const cases: readonly (readonly [what: string, change: Files, code: number, expected: string])[] = [
    [
      "a config that does not load",
      { "specmill.yaml": "sources: { people: { kind: dat, path: people.csv } }\ntargets: {}\n" },
      1,
      "problem config: specmill.yaml:1:28: unknown source kind `dat` [config/unknown-kind] | did you mean `data`?",
    ],
    ["a source that is not there", { "people.csv": undefined }, 1, "problem source: there is no file `people.csv`"],
    [
      "a snapshot that was never pulled",
      { "specmill.yaml": "sources: { shop: { kind: database, url: $DATABASE_URL } }\ntargets: {}\n" },
      1,
      "problem source: db/schema.json: the schema of `shop` was never pulled",
    ],
    [
      "a pack that is gone",
      { "specmill.yaml": `${people["specmill.yaml"]}`.replace("data-markdown", "./templates/pages") },
      1,
      "problem target: pages: there is no pack in ./templates/pages | ",
    ],
    [
      "a formatter that is not installed",
      { "specmill.yaml": `${people["specmill.yaml"]}format: { "**/*.md": "no-such-formatter --write" }\n` },
      1,
      "problem formatter: there is no program `no-such-formatter` for `no-such-formatter --write` | ",
    ],
    [
      "a lock with an unfinished merge",
      { "specmill.lock": "# x\nformat 1\n<<<<<<< ours\n" },
      0,
      "warning lock: specmill.lock:3: 1 line of `specmill.lock` cannot be read: an unfinished merge is in it [lock/unreadable] | run `specmill generate`",
    ],
    ["a lock of a newer specmill", { "specmill.lock": "# x\nformat 99\n" }, 1, "problem lock: "],
    [
      "local state that is damaged",
      { ".specmill/build-log.v1": "damaged" },
      0,
      "warning cache: damaged, and not used: the build log | `specmill cache clear`",
    ],
    [
      "a run that was killed",
      { ".specmill/journal": "" },
      0,
      "warning cache: a run is at work, or was killed while it wrote | `specmill generate` finishes",
    ],
    [
      "a schema of another version",
      { "specmill.schema.json": "{}\n" },
      0,
      "warning editor: specmill.schema.json: of another version, or formatted | `specmill init --refresh`",
    ],
    ["types of another version", { "specmill.d.ts": "" }, 0, "warning editor: specmill.d.ts: of another version"],
  ];
  test.concurrent.each(cases)("%s", async (_what, change, code, expected) => {
    await using folder = project({ ...people, ...change });
    for (const path of Object.keys(change)) if (change[path] === undefined) folder.write({ [path]: undefined });
    const report = await examine(folder);
    expect([report.code, report.problems > 0]).toEqual([code, code === 1]);
    expect(troubles(report).filter((line) => line.startsWith(expected))).toHaveLength(1);
    expect(report.findings.filter(({ state, next }) => state !== "ok" && next === undefined)).toEqual([]);
  });

  test.concurrent("another binary that comes first on the PATH, or none at all", async () => {
    await using folder = project(people);
    mkdirSync(join(folder.root, "bin"));
    writeFileSync(join(folder.root, "bin/specmill"), "#!/bin/sh\ntouch ran\n");
    chmodSync(join(folder.root, "bin/specmill"), 0o755);
    const other = await examine(folder, { PATH: `${folder.root}/bin:/usr/bin` });
    expect(troubles(other)[0]).toStartWith(
      `warning binary: the PATH leads to another one: ${folder.root}/bin/specmill | `,
    );
    expect(folder.has("ran")).toBe(false);
    const none = await examine(folder, { PATH: "/usr/bin" });
    expect(troubles(none)[0]).toStartWith("warning binary: `specmill` is not on the PATH");
    mkdirSync(join(folder.root, "links"));
    symlinkSync(binary, join(folder.root, "links/specmill"));
    expect(troubles(await examine(folder, { PATH: `${folder.root}/links:/usr/bin` }))).toEqual([]);
  });

  test.concurrent("variables that matter, and never their values", async () => {
    await using folder = project(people);
    const { findings } = await examine(folder, { CI: "a-secret", NO_COLOR: "1", TERM: "dumb" });
    const said = findings.filter(({ check }) => check === "environment").map(({ message }) => message);
    expect(said.map((one) => one.split(" ")[0])).toEqual(["CI", "NO_COLOR", "TERM=dumb"]);
    expect(JSON.stringify(findings)).not.toContain("a-secret");
  });

  test.concurrent("the hook, and a lock that git does not know", async () => {
    await using folder = project(people);
    const git = (...args: string[]) =>
      Bun.spawnSync(["git", ...args], { cwd: folder.root, env: { PATH: "/usr/bin:/bin", HOME: folder.root } });
    git("init", "-q");
    expect((await folder.run(["generate"])).code).toBe(0);
    const before = await examine(folder);
    expect(troubles(before)).toEqual([
      "warning git: specmill.lock is not in git: a fresh checkout cannot tell what is specmill's own | git add specmill.lock",
    ]);
    expect(before.findings.some(({ message }) => message.startsWith("commits are not checked here"))).toBe(true);
    git("add", "specmill.lock");
    expect((await folder.run(["hook", "install"])).code).toBe(0);
    const after = await examine(folder);
    expect([troubles(after), after.findings.some(({ message }) => message === "specmill checks every commit")]).toEqual(
      [[], true],
    );
  });
});

test.concurrent("sources of each kind say how much they hold, and generators are counted", async () => {
  await using folder = project({
    ...people,
    "specmill.yaml": `sources: { people: { kind: data, path: people.csv }, shop: { kind: database, path: shop.db } }\ntargets: {}\n`,
    "_templates/card/new/a.ejs.t": "---\nto: a\n---\n",
  });
  runSqlite(folder, "shop.db", "create table film (id integer primary key)");
  const { code, findings } = await examine(folder);
  expect(code).toBe(0);
  expect(
    findings.filter(({ check }) => check === "source" || check === "scaffolds").map(({ message }) => message),
  ).toEqual([
    "people: 2 units of kind data",
    expect.stringMatching(/^shop: \d+ units? of kind database$/),
    "1 generator for `specmill new`",
  ]);
});

test.concurrent("a `.ts` config is code: `--untrusted` looks at the rest", async () => {
  await using folder = project({ "specmill.config.ts": 'await Bun.write("ran", "");\nexport default {};\n' });
  const { code, stdout } = await folder.run(["doctor", "--untrusted", "--quiet"], { env });
  expect([code, folder.has("ran")]).toEqual([1, false]);
  expect(stdout).toStartWith("problem  config        ");
  expect(stdout).not.toContain("ok  ");
});
