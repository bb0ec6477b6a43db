/**
 * Connection URLs come from the environment or a file, and appear nowhere else: a password is planted, and every byte that a run leaves behind
 * (what it prints with each reporter, the project, the state folder, snapshot and lock) is searched for each way to spell it.
 */
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectRun, filmTable, runSqlite, shopConfig, shopOver } from "../support/database-project.ts";
import type { MariaDatabase } from "../support/mariadb.ts";
import { createMariaDatabase, mariaTest } from "../support/mariadb.ts";
import { createPostgresDatabase, postgresTest } from "../support/postgres.ts";
import type { Project, Run } from "../support/rig.ts";
import { project } from "../support/rig.ts";
import { refusedPort, tellingServer } from "../support/silent-server.ts";

// Many runs each.
setDefaultTimeout(60_000);

/** With every character that a URL, YAML, JSON or a shell has a meaning for. */
const hostile = "pl4nt3d@s/e:c?r#e%t&='\" \\é";
const plain = "Pl4nt3dS3cr3t";
const reports: readonly (readonly string[])[] = [
  [],
  ["--verbose"],
  ["--reporter", "tty", "--color", "always"],
  ["--json"],
  ["--reporter", "github"],
  ["--check", "--verbose"],
];

const postgres = await postgresTest();
const maria = await mariaTest();

postgres("a password that works is nowhere to be found", async () => {
  const database = await createPostgresDatabase("specmill_secrets", filmTable);
  try {
    // The server trusts everyone from here, so any password works.
    for (const secret of [plain, hostile]) await expectHidden(withPassword(database.url, secret), secret, 0);
  } finally {
    await database.drop();
  }
});

maria("a password that works, and one that does not, is nowhere to be found", async () => {
  const database = await createMariaDatabase("specmill_secrets", filmTable, "create view films as select id from film");
  const user = `secret_${database.name.slice(-8)}`;
  try {
    for (const secret of [plain, hostile]) {
      await createUser(database, user, secret);
      const url = Object.assign(new URL(database.url), { username: user });
      await expectHidden(withPassword(url.href, secret), secret, 0);
      const wrong = `${secret}!`;
      const said = await expectHidden(withPassword(url.href, wrong), wrong, 1);
      expect(said).toContain(`the server of \`shop\` refuses: Access denied for user '${user}'@`);
    }
  } finally {
    await database.sql.unsafe(`drop user if exists '${user}'@'%'`);
    await database.drop();
  }
});

test("a password that a server repeats is masked, however it is spelt", async () => {
  const spelt: readonly (readonly [words: string, shown: string])[] = [
    ["no user me:{password}", "refuses: no user me:***\n"],
    [`no user me:${encodeURIComponent(hostile)}`, "refuses: no user me:***\n"],
    [`no user ${Buffer.from(hostile).toString("base64")}`, "refuses: no user ***"],
  ];
  for (const [words, shown] of spelt) {
    using server = await tellingServer(words);
    expect(await expectHidden(`postgres://me@127.0.0.1:${server.port}/shop`, hostile, 1)).toContain(shown);
  }
});

test("a crash shows none either", async () => {
  using server = await tellingServer(`${plain}{password}`, "row");
  const url = `postgres://me@127.0.0.1:${server.port}/shop`;
  const said = await expectHidden(url, plain, 70);
  expect(said).toContain("specmill has a bug: SyntaxError: ");
  expect(said).toContain("***");
});

test("a server that is not there, or a URL that is none, gives nothing away", async () => {
  const port = await refusedPort();
  await expectHidden(`mysql://me@127.0.0.1:${port}/shop`, hostile, 1);
  const bad = [
    `postgres://me:${hostile}@127.0.0.1:${port}/shop`,
    `postgres://me:1/${plain}@127.0.0.1:${port}/shop`,
    `postgres://me:1#${plain}@127.0.0.1:${port}/shop`,
    `postgres://me:${plain}%@127.0.0.1:${port}/shop`,
    `postgres:///shop?password=${plain}`,
    `oracle://me:${plain}@db/shop`,
    plain,
    `"postgres://me:${plain}@db/shop"`,
    `sqlite:missing.db?password=${plain}`,
  ];
  for (const url of bad) {
    for (const secret of url.includes(hostile) ? [hostile, hostile.slice(0, 7)] : [plain])
      await expectHiddenAs(url, secret, 1);
  }
});

test("a URL in the config itself is refused, and the lines that are shown do not have it", async () => {
  const urls = [
    `postgres://me:${plain}@db/shop`,
    `postgres://me:1@${plain}@db/shop`,
    `postgresql://me:#/${plain}#?@db/shop`,
    `mysql://me:blank ${plain}@db/shop`,
    `mariadb://${plain}@db/shop`,
    `jdbc:mysql://me:/${plain}/@db/shop`,
  ];
  for (const url of urls) {
    for (const [option, code] of [
      ["url", 2],
      ["path", 1],
      ["schema", 1],
      ["snapshot", 1],
    ] as const) {
      await using shop = project(shopOver(`${option === "snapshot" ? "url: $NOTHING, " : ""}${option}: "${url}"`));
      for (const command of [["generate"], ["check"], ["list", "units"], ["pull"]]) {
        for (const flags of [[], ["--json"], ["--verbose"]]) {
          const run = await shop.run([...command, ...flags]);
          expect([code, command[0] === "pull" ? 0 : code, 1]).toContain(run.code);
          if (option === "url") expectRun(run, 2, "name where the URL is kept, as `$DATABASE_URL` or `file:path`");
          expectNowhere(shop, [run], plain, ["specmill.yaml"]);
        }
      }
    }
  }
  await using shop = project(shopOver("path: shop.db"));
  expectNowhere(shop, [await shop.run(["pull", urls[1] ?? ""])], plain, []);
});

/** The URL with the password in it, in a variable and in a file; what was printed without a reporter. */
async function expectHidden(url: string, secret: string, code: number): Promise<string> {
  return await expectHiddenAs(withPassword(url, secret), secret, code);
}

async function expectHiddenAs(url: string, secret: string, code: number): Promise<string> {
  let said = "";
  for (const [reference, kept] of [
    ["$DATABASE_URL", []],
    ["file:db.url", ["db.url"]],
  ] as const) {
    await using shop = project(shopOver("path: shop.db"));
    runSqlite(shop, "shop.db", filmTable);
    shop.write({ "specmill.yaml": shopConfig(`  shop: { kind: database, url: "${reference}", timeout: 5 }`) });
    if (kept.length > 0) shop.write({ "db.url": url });
    const env = { DATABASE_URL: kept.length > 0 ? "" : url };
    const runs: Run[] = [];
    for (const flags of reports) {
      const run = await shop.run(["pull", ...flags], { env });
      expectRun(run, code);
      runs.push(run);
    }
    said ||= `${runs[0]?.stderr}`;
    for (const command of ["generate", "check"])
      runs.push(
        await shop.run([command, "--verbose", "--explain", "--stats", "json", "--trace", "trace.json"], { env }),
      );
    expectNowhere(shop, runs, secret, kept);
  }
  return said;
}

/** `but` are the files that the user keeps it in. */
function expectNowhere(shop: Project, runs: readonly Run[], secret: string, but: readonly string[]): void {
  const texts = runs.flatMap(({ stdout, stderr }) => [stdout, stderr]);
  const files = readdirSync(shop.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    if (!but.includes(name)) texts.push(`${name}\n${readFileSync(join(parentPath, name), "latin1")}`);
  }
  // Files are read as Latin-1, so that no byte is lost.
  const forms = spellings(secret).flatMap((form) => [form, Buffer.from(form).toString("latin1")]);
  for (const text of texts) {
    const found = forms.find((form) => text.includes(form));
    if (found !== undefined) throw new Error(`${found} is in\n${text.slice(0, 4000)}`);
  }
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  const inUrl = new URL(withPassword("postgres://me@db", secret)).password;
  return [secret, encodeURIComponent(secret), encodeURI(secret), inUrl, base64, JSON.stringify(secret).slice(1, -1)];
}

function withPassword(url: string, secret: string): string {
  return Object.assign(new URL(url), { password: encodeURIComponent(secret) }).href;
}

async function createUser({ sql, name }: MariaDatabase, user: string, password: string): Promise<void> {
  const quoted = `'${password.replace(/['\\]/g, "\\$&")}'`;
  await sql.unsafe(`create or replace user '${user}'@'%' identified by ${quoted}`);
  await sql.unsafe(`grant all on \`${name}\`.* to '${user}'@'%'`);
}
