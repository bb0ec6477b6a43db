/** What a user writes into the class that is theirs stays, whatever happens to the table and to the generated class. */
import { expect, test } from "bun:test";
import { project } from "../../support/rig.ts";

const config = `sources:
  shop: { kind: database, schema: schema.sql }
targets:
  models: { source: shop, pack: eloquent, output: app/Models }
`;

test("code in a model survives that its table changes, and its base follows", async () => {
  await using shop = project({
    "specmill.yaml": config,
    "schema.sql": "create table films (id integer primary key, title text);",
  });
  expect((await shop.run(["generate"])).code).toBe(0);
  const own = shop
    .read("app/Models/Film.php")
    .replace("    //\n", "    public function loud(): string\n    {\n        return 'x';\n    }\n");
  shop.write({
    "app/Models/Film.php": own,
    "schema.sql": "create table films (id integer primary key, title text, year int);",
  });
  expect((await shop.run(["generate"])).code).toBe(0);
  expect(shop.read("app/Models/Film.php")).toBe(own);
  expect(shop.read("app/Models/Base/Film.php")).toContain("'year' => 'integer',");
  expect((await shop.run(["check"])).code).toBe(0);
});

test("a column that changes in one table renders the class of that table and nothing else", async () => {
  const tables = (type: string) => `create table languages (id integer primary key, name ${type});
    create table films (id integer primary key, language_id int references languages (id));`;
  await using shop = project({ "specmill.yaml": config, "schema.sql": tables("text") });
  await shop.run(["generate"]);
  shop.write({ "schema.sql": tables("int") });
  const { stdout, stderr } = await shop.run(["generate", "--explain"]);
  expect((stdout + stderr).match(/app\/\S+/g)).toEqual(["app/Models/Base/Language.php"]);
});
