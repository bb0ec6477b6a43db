/** The same schema in PostgreSQL and in MariaDB gives the same models, types and pages, but for what truly differs between the two. */
import { expect, setDefaultTimeout } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMariaDatabase, mariaTest } from "../support/mariadb.ts";
import { createPostgresDatabase, runsOnPostgres } from "../support/postgres.ts";
import type { Tree } from "../support/rig.ts";
import { project } from "../support/rig.ts";

setDefaultTimeout(60_000);
const both = (await runsOnPostgres()) ? await mariaTest() : (await mariaTest()).skip;

const script = readFileSync(join(import.meta.dir, "../fixtures/databases/chinook-postgres.sql"), "utf8");
const config = `sources: { shop: { kind: database, url: $DATABASE_URL } }
targets:
  models: { source: shop, pack: eloquent, output: models, options: { factories: true } }
  types: { source: shop, pack: database-typescript, output: types, options: { zod: true } }
  docs: { source: shop, pack: database-markdown, output: docs }
`;

async function madeFrom(url: string): Promise<Tree> {
  await using shop = project({ "specmill.yaml": config });
  for (const args of [["pull"], ["generate"]]) {
    const { code, stderr } = await shop.run(args, { env: { DATABASE_URL: url } });
    expect([code, stderr]).toEqual([0, stderr]);
  }
  return shop.tree();
}

function within(tree: Tree, folder: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith(`${folder}/`)));
}

/** MariaDB gives a TIMESTAMP a default of its own, and no name to a primary key; both spell types their way. */
const mariaScript = script.replaceAll("TIMESTAMP", "DATETIME").replace(/^(?:\\|(?:DROP|CREATE) DATABASE\b).*$/gm, "");
const spellings: readonly (readonly [RegExp, string])[] = [
  [/character varying/g, "varchar"],
  [/character_varying/g, "varchar"],
  [/\binteger\b/g, "int"],
  [/\bnumeric\b/g, "decimal"],
  [/timestamp[ _]without[ _]time[ _]zone/g, "datetime"],
  [/^MariaDB database/m, "PostgreSQL database"],
  [/## Keys\n\n[^#]*/g, "## Keys\n\n"],
];

function spelledAlike(pages: Tree): Tree {
  const alike = (text: string) => spellings.reduce((so, [from, to]) => so.replace(from, to), text);
  return Object.fromEntries(Object.entries(pages).map(([path, text]) => [path, alike(text)]));
}

both(
  "Chinook in PostgreSQL and in MariaDB differs in the spelling of types, and in what the drivers return",
  async () => {
    const postgres = await createPostgresDatabase("specmill_twins", script);
    const maria = await createMariaDatabase("specmill_twins", mariaScript);
    try {
      const [one, two] = await Promise.all([madeFrom(postgres.url), madeFrom(maria.url)]);
      expect(Object.keys(one)).toEqual(Object.keys(two));
      expect(within(one, "models")).toEqual(within(two, "models"));
      const types = Object.keys(within(one, "types")).filter((path) => one[path] !== two[path]);
      // What `pg` and `mysql2` make of intervals and JSON.
      expect(types).toEqual(["types/values.ts", "types/zod-values.ts"]);
      expect(spelledAlike(within(one, "docs"))).toEqual(spelledAlike(within(two, "docs")));
    } finally {
      await Promise.all([postgres.drop(), maria.drop()]);
    }
  },
);
