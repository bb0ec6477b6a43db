/**
 * `pull` and what a server can do to it: every refusal, silence and nonsense is one error in words, within the timeout, and costs nobody's
 * snapshot but that of the source, which stays as it was.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { expectRun, filmTable, runSqlite, shopConfig, shopOver } from "../support/database-project.ts";
import type { MariaDatabase } from "../support/mariadb.ts";
import { createMariaDatabase, mariaTest } from "../support/mariadb.ts";
import type { PostgresDatabase } from "../support/postgres.ts";
import { createPostgresDatabase, postgresTest } from "../support/postgres.ts";
import { identities } from "../support/prepared.ts";
import type { Project, Run } from "../support/rig.ts";
import { project, start } from "../support/rig.ts";
import type { BadServer } from "../support/silent-server.ts";
import {
  babblingServer,
  closingServer,
  cutOffServer,
  drippingServer,
  refusedPort,
  silentServer,
  tellingServer,
} from "../support/silent-server.ts";

// Some wait for a timeout, and many run at once.
setDefaultTimeout(60_000);

const snapshot = "db/schema.json";
const kept = "  note: the snapshot is as it was\n";
/** A process that has not ended five times after its time was up hangs. */
const patience = { timeoutMs: 15_000 };

type TestDatabase = PostgresDatabase | MariaDatabase;

interface Server {
  readonly name: string;
  readonly test: typeof test;
  create(name: string, ...scripts: readonly string[]): Promise<TestDatabase>;
  readonly varchar: string;
  readonly unknown: (database: string) => string;
}

const servers: readonly Server[] = [
  {
    name: "PostgreSQL",
    test: await postgresTest(),
    create: createPostgresDatabase,
    varchar: "character varying",
    unknown: (database) => `database "${database}" does not exist`,
  },
  {
    name: "MariaDB",
    test: await mariaTest(),
    create: createMariaDatabase,
    varchar: "varchar",
    unknown: (database) => `Unknown database '${database}'`,
  },
];

for (const server of servers) {
  describe(server.name, () => {
    const made: TestDatabase[] = [];
    const databaseOf = async (...scripts: readonly string[]) => {
      const database = await server.create("specmill_pull", ...scripts);
      made.push(database);
      return database;
    };
    afterAll(async () => {
      for (const database of made) await database.drop();
    });

    server.test("is pulled, then in step, then changed, and generate needs it no more", async () => {
      const database = await databaseOf(filmTable);
      const env = { DATABASE_URL: database.url };
      await using shop = project(shopOver("url: $DATABASE_URL"));
      expectRun(await shop.run(["pull", "--check"], { env }), 1, `missing   ${snapshot}`);
      expectRun(await shop.run(["pull"], { env }), 0, `created   ${snapshot}`);
      const before = identities(shop.root, "db");
      expectRun(await shop.run(["pull"], { env }), 0, "up to date: 1 snapshot");
      expectRun(await shop.run(["pull", "--check"], { env }), 0, "up to date: 1 snapshot");
      await database.sql.unsafe("create table review (id integer)");
      const widened =
        server.name === "PostgreSQL" ? "alter title type varchar(255)" : "modify title varchar(255) not null";
      await database.sql.unsafe(`alter table film ${widened}`);
      const words = [
        `            column \`film.title\`: type changed from \`${server.varchar}(100)\` to \`${server.varchar}(255)\``,
        "            table `review` added\n",
      ].join("\n");
      expectRun(await shop.run(["pull", "--check"], { env }), 1, `  stale     ${snapshot}\n${words}`);
      expect(identities(shop.root, "db")).toEqual(before);
      expectRun(await shop.run(["pull"], { env }), 0, `  changed   ${snapshot}\n${words}`);
      expectRun(await shop.run(["generate"]), 0, "wrote 3 of 3 outputs");
      expect(shop.read("out/film.txt")).toContain(`title ${server.varchar}(255)\n`);
      expectRun(await shop.run(["check"]), 0);
    });

    server.test("is found by the URL in a file, relative to the project or to the home folder", async () => {
      const database = await databaseOf(filmTable);
      for (const [reference, file] of [
        ["file:secrets/db.url", "secrets/db.url"],
        ["file:~/db.url", ".home/db.url"],
      ] as const) {
        await using shop = project(shopOver(`url: "${reference}"`, { [file]: `\n${database.url}\n` }));
        expectRun(await shop.run(["pull"]), 0, `created   ${snapshot}`);
      }
    });

    server.test("is named with its own words when it has no such database", async () => {
      const { url } = await databaseOf();
      const other = Object.assign(new URL(url), { pathname: "/nowhere" }).href;
      const said = `the server of \`shop\` refuses: ${server.unknown("nowhere")}\n`;
      await expectRefused(other, `${said.trimEnd()}\n`, `  note: it is the one that \`$DATABASE_URL\` names\n${kept}`);
    });

    server.test("names schemas and tables that the options misspell, and writes nothing", async () => {
      const { url } = await databaseOf(filmTable, "create table review (id integer)");
      const env = { DATABASE_URL: url };
      await using shop = project(shopOver('url: $DATABASE_URL, include: [flim, "rev*"]'));
      const run = await shop.run(["pull"], { env });
      expectRun(
        run,
        1,
        "[database/schema] specmill.yaml:2:9  `include` of `shop` names `flim`, and no table matches\n",
      );
      expect(run.stderr).toContain("  note: did you mean `film`?\n");
      expect(shop.has("db")).toBe(false);
      shop.write(shopOver("url: $DATABASE_URL, schemas: [nowhere]"));
      expectRun(
        await shop.run(["pull"], { env }),
        1,
        "[database/schema] specmill.yaml:2:9  `shop` has no schema `nowhere`\n",
      );
      expect(shop.has("db")).toBe(false);
    });

    server.test("that stops in the middle of its answer costs nothing", async () => {
      const { url } = await databaseOf(filmTable, ...manyTables());
      // Beyond the greeting and within the catalogue, which is longer than any of these.
      for (const bytes of [1000, 4000, 9000]) {
        using cut = await cutOffServer(url, bytes, "closes");
        await expectRefused(
          at(cut, url),
          "the server that `$DATABASE_URL` names for `shop` hung up before it had answered\n",
          kept,
        );
      }
      using cut = await cutOffServer(url, 4000, "hangs");
      await expectRefused(
        at(cut, url),
        "the server that `$DATABASE_URL` names for `shop` did not answer in time\n",
        kept,
      );
    });
  });
}

servers[0]?.test("a misspelt schema of PostgreSQL is told with what was meant", async () => {
  const database = await createPostgresDatabase(
    "specmill_pull",
    "create schema archive; create table archive.film (id integer)",
  );
  try {
    await using shop = project(shopOver("url: $DATABASE_URL, schemas: [archiv]"));
    const run = await shop.run(["pull"], { env: { DATABASE_URL: database.url } });
    expectRun(run, 1, "`shop` has no schema `archiv`\n");
    expect(run.stderr).toContain("  note: did you mean `archive`?\n");
  } finally {
    await database.drop();
  }
});

for (const scheme of ["postgres", "mysql"]) {
  describe(`over ${scheme}, the error is in words and in time when the server`, () => {
    const inTime = /did not answer in time\n.* {2}note: it has 1 second: `timeout` of the source gives it more\n/s;
    const product = scheme === "postgres" ? "PostgreSQL" : "MySQL or MariaDB";
    const cases: readonly (readonly [what: string, make: () => Promise<BadServer>, said: string | RegExp])[] = [
      ["says nothing", silentServer, inTime],
      ["hangs up at once", closingServer, /did not answer in time\n|no server answers where/],
      [
        "speaks HTTP",
        () => babblingServer(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n<h1>no</h1>")),
        `  note: is it ${product} that listens there?\n`,
      ],
      [
        "sends zeros",
        () => babblingServer(new Uint8Array(4096)),
        /the server of `shop` refuses: (Failed to read data|Malformed packet)/,
      ],
      [
        "sends ones",
        () => babblingServer(new Uint8Array(4096).fill(255)),
        /refuses: Failed to read data|did not answer in time/,
      ],
      ["announces two gigabytes", () => babblingServer(Uint8Array.from([0x52, 0x7f, 255, 255, 255, 0, 0])), inTime],
      [
        "speaks a byte at a time and for ever",
        () => drippingServer(Uint8Array.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0])),
        inTime,
      ],
    ];
    for (const [what, make, said] of cases) {
      test.concurrent(what, async () => {
        using server = await make();
        await expectRefused(`${scheme}://me:hunter2@127.0.0.1:${server.port}/shop`, said, kept);
        expect(server.clients).toBeGreaterThan(0);
      });
    }

    test.concurrent("is not there", async () => {
      const url = `${scheme}://me:hunter2@127.0.0.1:${await refusedPort()}/shop`;
      const said = "no server answers where `$DATABASE_URL` of `shop` leads\n";
      await expectRefused(url, said, `  note: is the server running, and are host and port right?\n${kept}`);
    });

    test.concurrent("has a name that nobody knows", async () => {
      await expectRefused(`${scheme}://me:hunter2@specmill.invalid/shop`, "no server answers where", kept);
    });
  });
}

test.concurrent("a server that says more than anyone reads is cut short, and its words are data", async () => {
  using server = await tellingServer(`no\u001b[31m way\n::error::${"blah ".repeat(10_000)}`);
  await using shop = await pulledShop();
  const run = await pullFrom(shop, `postgres://me:hunter2@127.0.0.1:${server.port}/shop`);
  expectRun(run, 1, "the server of `shop` refuses: no");
  expect(run.stderr.length).toBeLessThan(2000);
  expect(run.stderr).not.toContain("\u001b");
  expect(run.stderr).not.toMatch(/^\s*::error/m);
});

test.concurrent("a source that cannot be reached does not hold up the others", async () => {
  using silent = await silentServer();
  await using shop = await pulledShop();
  const more = "  other: { kind: database, url: $OTHER_URL, snapshot: db/other.json }";
  shop.write({ "specmill.yaml": shopConfig("  shop: { kind: database, url: $DATABASE_URL, timeout: 1 }", more) });
  runSqlite(shop, "shop.db", "create table review (id integer)");
  const before = shop.read(snapshot);
  const env = { DATABASE_URL: `mysql://me:hunter2@127.0.0.1:${silent.port}/shop`, OTHER_URL: "sqlite:shop.db" };
  const run = await shop.run(["pull"], { env, ...patience });
  expectRun(run, 1, "  created   db/other.json\nerror[database/connection] specmill.yaml:2:9  the server that");
  expect(run.stderr).toContain("pulled 1 of 1 snapshot");
  expect(shop.read(snapshot)).toBe(before);
  expect(shop.read("db/other.json")).toContain('"review"');
});

test.concurrent.skipIf(process.platform === "win32")(
  "Ctrl-C while a server is waited for ends the run and writes nothing",
  async () => {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      using silent = await silentServer();
      await using shop = await pulledShop();
      const more = "  other: { kind: database, url: $OTHER_URL, snapshot: db/other.json }";
      shop.write({ "specmill.yaml": shopConfig("  shop: { kind: database, url: $DATABASE_URL, timeout: 600 }", more) });
      const before = shop.tree();
      const env = { DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${silent.port}/shop`, OTHER_URL: "sqlite:shop.db" };
      const child = start(["pull"], { cwd: shop.root, env });
      await silent.reached;
      child.kill(signal);
      const [stderr, ended] = await Promise.all([child.stderr.text(), child.exited]);
      expect({ ended, stderr }).toEqual({
        ended: code,
        stderr:
          "error[run/interrupted] the run was interrupted\n  note: the outputs are as they were, or the next run finishes what was begun\npull: nothing was changed\n",
      });
      expect(shop.tree()).toEqual(before);
      expectRun(await shop.run(["pull", "other"], { env }), 0, "created   db/other.json");
    }
  },
);

/** A shop with a snapshot, made from a SQLite file. */
async function pulledShop(): Promise<Project> {
  const shop = project(shopOver("url: $DATABASE_URL, timeout: 1"));
  runSqlite(shop, "shop.db", filmTable);
  expectRun(await shop.run(["pull"], { env: { DATABASE_URL: "sqlite:shop.db" } }), 0);
  return shop;
}

function pullFrom(shop: Project, url: string, ...flags: readonly string[]): Promise<Run> {
  return shop.run(["pull", ...flags], { env: { DATABASE_URL: url }, ...patience });
}

/** Exit code 1, one error with these words, the snapshot as it was; the same with --check. */
async function expectRefused(url: string, said: string | RegExp, note: string): Promise<void> {
  await using shop = await pulledShop();
  const before = { files: shop.tree(), identities: identities(shop.root) };
  for (const flags of [[], ["--check"]]) {
    const run = await pullFrom(shop, url, ...flags);
    expectRun(run, 1, note);
    expect(run.stderr).toMatch(/^error\[database\/connection\] specmill\.yaml:2:9 {2}/);
    if (typeof said === "string") expect(run.stderr).toContain(said);
    else expect(run.stderr).toMatch(said);
    expect(run.stderr).toEndWith(`${["pull", ...flags].join(" ")}: nothing was changed; 1 error\n`);
    expect(run.stdout + run.stderr).not.toContain("hunter2");
    expect({ files: shop.tree(), identities: identities(shop.root) }).toEqual(before);
  }
}

function at({ port }: BadServer, url: string): string {
  return Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href;
}

function manyTables(): string[] {
  return Array.from(
    { length: 40 },
    (_, number) => `create table table_${number} (id integer primary key, name varchar(50), other integer)`,
  );
}
