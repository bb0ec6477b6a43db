import { describe, expect, test } from "bun:test";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { isFree, methodNames } from "../../../templates/eloquent/_method-names.ts";
import { askPhp, phpTest } from "./php-runtime.ts";
import { column, databaseOf, foreignKey, schemaOf, table, tables } from "./schemas.ts";
import type { Options } from "./support.ts";
import { render, unitsOf } from "./support.ts";

/** The names of the models, in the order of the tables. */
async function models(schema: DatabaseSchema, options: Options = {}): Promise<string[]> {
  const { files } = await render(await unitsOf(schema), { layout: "single", ...options });
  return [...files.keys()].filter((path) => !path.includes("/")).map((path) => path.replace(/\.php$/, ""));
}

function named(...names: readonly string[]): DatabaseSchema {
  return tables(...names.map((name) => table(name)));
}

describe("names of classes", () => {
  test("a class is the singular of its table in Pascal case", async () => {
    expect(await models(named("InvoiceLine", "film_actors", "people", "USERS", "order details"))).toEqual([
      "InvoiceLine",
      "FilmActor",
      "Person",
      "User",
      "OrderDetail",
    ]);
  });

  test("two tables never share a class, also where case does not count", async () => {
    expect(await models(named("user", "users", "Users"))).toEqual(["User", "Users", "User2"]);
    expect(await models(named("film_actors", "FILMACTORS", "FilmActor"))).toEqual([
      "FilmActor",
      "Filmactors",
      "FilmActor2",
    ]);
  });

  test("a table of another schema begins with the schema", async () => {
    const schema = databaseOf(
      schemaOf("audit", [table("users")]),
      schemaOf("public", [table("users"), table("audit_user")]),
    );
    expect(await models(schema)).toEqual(["AuditUser", "User", "AuditUser2"]);
  });

  test("words of PHP, names that the files use themselves, and names of devices get `Record`", async () => {
    expect(await models(named("classes", "list", "model", "collections", "con", "string"))).toEqual([
      "ClassRecord",
      "ListRecord",
      "ModelRecord",
      "CollectionRecord",
      "ConRecord",
      "StringRecord",
    ]);
  });

  test("a name that begins with no letter gets `Table`", async () => {
    expect(await models(named("2fa_codes", "*/"))).toEqual(["Table2faCode", "Table"]);
  });

  test("prefixes are left out", async () => {
    expect(await models(named("wp_posts", "tbl_users", "wp_"), { tablePrefix: ["wp_", "tbl_"] })).toEqual([
      "Post",
      "User",
      "Wp",
    ]);
  });

  test("a view does not take the class of a table", async () => {
    const view = { ...table("film"), kind: "view", definition: "select 1" } as const;
    expect((await models(tables(table("films"), view))).sort()).toEqual(["Film", "Film2"]);
  });
});

describe("names of relations", () => {
  phpTest()("no relation has the name of a method or field of Eloquent", async () => {
    const names = await askPhp<string[]>("members.php", {});
    expect(names.length).toBeGreaterThan(700);
    expect(names.filter(isFree)).toEqual([]);
  });

  test("such a relation gets `Relation`, whatever its case, and stays apart from the others", () => {
    expect(methodNames(["save", "saveRelation", "Delete", "films", "2fas"])).toEqual([
      "saveRelation2",
      "saveRelation",
      "DeleteRelation",
      "films",
      "relation2fas",
    ]);
  });

  test("a relation of a model to its own class goes by an alias, and others by their names", async () => {
    const staff = table("staff", [column("boss_id", "integer", { nullable: true }), column("shop_id")], {
      foreignKeys: [foreignKey(["boss_id"], "staff"), foreignKey(["shop_id"], "shops")],
    });
    const { files } = await render(await unitsOf(tables(staff, table("shops"))));
    const text = files.get("Base/Staff.php");
    expect(text).toContain("use App\\Models\\Shop;\nuse App\\Models\\Staff as StaffModel;\n");
    expect(text).toContain("return $this->belongsTo(StaffModel::class, 'boss_id', 'id');");
    expect(text).toContain("return $this->belongsTo(Shop::class, 'shop_id', 'id');");
  });
});
