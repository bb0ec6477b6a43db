/** What the models of one database do under Eloquent, on each of the three: casts, dates, keys, relations, factories. */
import { expect, test } from "bun:test";
import { mariaTest } from "../../support/mariadb.ts";
import { postgresTest } from "../../support/postgres.ts";
import type { LiveDatabase } from "./live.ts";
import { mariaDatabase, postgresDatabase, sqliteDatabase } from "./live.ts";
import { askPhp, phpTest } from "./php-runtime.ts";
import { polymorphic, shopScript } from "./shop.ts";
import type { Options } from "./support.ts";
import { folderOf, namespace, render, syntaxProblems, unitsOf } from "./support.ts";

const withPhp = phpTest();
const skip = test.skip as typeof test;
const onPostgres = withPhp === skip ? skip : await postgresTest();
const onMaria = withPhp === skip ? skip : await mariaTest();
const slow = 60_000;

type Answer = { readonly [topic: string]: unknown };

const carbon = "Illuminate\\Support\\Carbon";
const query = "Illuminate\\Database\\QueryException";
const models = [
  "Category",
  "Comment",
  "LineNote",
  "LineStamp",
  "Log",
  "OrderLine",
  "Post",
  "Profile",
  "Role",
  "RoleUser",
  "Tag",
  "User",
  "Video",
];

function expected(dates = carbon): Answer {
  return {
    defaults: [false, "1.50", 3],
    casts: {
      id: 1,
      is_admin: true,
      rating: "12.50",
      score: 1.25,
      born: [dates, "2000-02-03 00:00:00"],
      seen_at: [dates, "2001-02-03 04:05:06"],
      settings: { a: [1, null, "ü"] },
      big: "9007199254740993",
      name: 'O\'Neil "x" \\ ü',
      created_at: dates,
      guarded: true,
    },
    hidden: ["password", "api_token"],
    saved: [false, "3.10", [], false],
    "softly deleted": [true, 1, dates],
    restored: 1,
    "composite key saved": [60, 36, 30],
    "composite key incremented": 41,
    "composite key changed": 35,
    "composite key compared": [false, true, 3, true],
    "composite key deleted": [true, 2, false, null],
    "composite key deleted softly": [[6], 2, true, 2],
    "composite key deleted for good": [6],
    "composite key asked for": query,
    "composite key unknown": "LogicException",
    "no key": ["LogicException", "LogicException", 1],
    "natural key": ["y", "007", false],
    pivot: [3, true, true],
    one: [null, true, 1],
    self: [true, true, [null, "top"]],
    polymorphic: [
      ["post", "video"],
      ["App\\Models\\Post", "App\\Models\\Video"],
      ["App\\Models\\Post", "App\\Models\\Video"],
      ["of a post"],
    ],
    clash: null,
    view: [['O\'Neil "x" \\ ü'], "LogicException", "LogicException"],
    factories: Object.fromEntries(models.map((name) => [name, 2])),
  };
}

withPhp("on SQLite", () => check(sqliteDatabase({ script: shopScript("sqlite") }), { enum: "very happy" }), slow);

onPostgres(
  "on PostgreSQL",
  () => {
    const factories = Object.fromEntries([...models, "AuditEntry", "Document"].map((name) => [name, 2]));
    const own = {
      enum: ["App\\Models\\Enums\\Mood", "VeryHappy", "very happy"],
      factories,
      postgres: [36, "x", true, true],
    };
    return check(postgresDatabase(shopScript("postgres")), own);
  },
  slow,
);

onMaria(
  "on MariaDB",
  () => {
    const own = { enum: ["App\\Models\\Enums\\UsersMood", "VeryHappy", "very happy"] };
    return check(mariaDatabase(shopScript("mariadb")), own);
  },
  slow,
);

withPhp(
  "in one class a table, guarded, with immutable dates and without enums and comments",
  () => {
    const options = { layout: "single", fillable: "guarded", dates: "immutable", phpdoc: false, enums: false };
    return check(
      sqliteDatabase({ script: shopScript("sqlite") }),
      { ...expected("Carbon\\CarbonImmutable"), enum: "very happy" },
      options,
    );
  },
  slow,
);

async function check(opening: Promise<LiveDatabase>, own: Answer, options: Options = {}): Promise<void> {
  await using database = await opening;
  const { files } = await render(await unitsOf(database.schema, polymorphic), { factories: true, ...options });
  using folder = folderOf(files);
  expect(syntaxProblems(folder.path)).toBe("");
  const request = { folder: folder.path, namespace, connection: database.connection };
  expect(await askPhp<Answer>("behaviour.php", request)).toEqual({ ...expected(), ...own });
}
