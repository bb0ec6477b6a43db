/** Which relations follow from foreign keys, and what they are called. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { readSqliteFile } from "#sources/database/dialects/sqlite-file.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { snapshotShape, schemaOf as toSchema } from "#sources/database/snapshot-shape.ts";
import { expectGolden } from "../../support/golden.ts";
import { relationList, relationOf } from "./support/described.ts";
import { foreignKeyOf, schemaOf, tablesOf, uniqueIndex } from "./support/schema-builder.ts";

const film = { columns: ["film_id", "title: text"], primaryKey: "film_id" };
const actor = { columns: ["actor_id", "name: text"], primaryKey: "actor_id" };

describe("a foreign key is a relation both ways", () => {
  test("one belongs to another, which has many", () => {
    const schema = tablesOf({
      language: { columns: ["language_id"], primaryKey: "language_id" },
      film: {
        ...film,
        columns: ["film_id", "language_id"],
        foreignKeys: [{ ...foreignKeyOf("language_id -> language(language_id)"), name: "film_language_fk" }],
      },
    });
    expect(relationList(schema)).toEqual(["film.language: belongs-to language", "language.films: has-many film"]);
    expect(relationOf(schema, "film", "language")).toEqual({
      name: "language",
      kind: "belongs-to",
      table: { id: "table:language", schema: "public", name: "language" },
      columns: ["language_id"],
      references: ["language_id"],
      nullable: false,
      isSelf: false,
      constraint: "film_language_fk",
      inverse: "films",
    });
    expect(relationOf(schema, "language", "films")).toMatchObject({
      columns: ["language_id"],
      references: ["language_id"],
      nullable: false,
      constraint: "film_language_fk",
      inverse: "language",
    });
  });

  const profile = (more: object) =>
    tablesOf({
      user: { columns: ["id"], primaryKey: "id" },
      profile: { columns: ["id", "user_id"], foreignKeys: ["user_id -> user(id)"], ...more },
    });

  test.each([
    ["its primary key", { primaryKey: "user_id" }],
    ["a unique constraint", { uniques: ["user_id"] }],
    ["a unique index", { indexes: [uniqueIndex("i", "user_id")] }],
    [
      "a unique index in descending order",
      { indexes: [uniqueIndex("i", "", { parts: [{ column: "user_id", descending: true }] })] },
    ],
  ])("a key that is %s is of one row", (_what, more) => {
    expect(relationList(profile(more))).toEqual(["profile.user: belongs-to user", "user.profile: has-one profile"]);
    expect(relationOf(profile(more), "user", "profile").nullable).toBe(true);
  });

  test.each([
    ["part of its primary key", { primaryKey: "id user_id" }],
    ["in a unique index with a condition", { indexes: [uniqueIndex("i", "user_id", { where: "active" })] }],
    [
      "in a unique index of its beginning",
      { indexes: [uniqueIndex("i", "", { parts: [{ column: "user_id", length: 4 }] })] },
    ],
    [
      "in a unique index of an expression",
      { indexes: [uniqueIndex("i", "", { parts: [{ expression: "abs(user_id)" }] })] },
    ],
    ["in an index that is not unique", { indexes: [{ name: "i", parts: [{ column: "user_id" }] }] }],
  ])("a key that is %s is of many", (_what, more) => {
    expect(relationList(profile(more))).toContain("user.profiles: has-many profile");
  });

  test("a key over several columns meets them pair by pair, and may be null when one of them may", () => {
    const schema = tablesOf({
      order_line: { columns: ["shop_id", "order_no", "line_no"], primaryKey: "shop_id order_no line_no" },
      parcel: {
        columns: ["id", "line?", "shop?", "order"],
        foreignKeys: ["shop order line -> order_line(shop_id order_no line_no)"],
      },
    });
    expect(relationList(schema)).toEqual([
      "order_line.parcels: has-many parcel",
      "parcel.orderLine: belongs-to order_line",
    ]);
    expect(relationOf(schema, "parcel", "orderLine")).toMatchObject({
      columns: ["shop", "order", "line"],
      references: ["shop_id", "order_no", "line_no"],
      nullable: true,
    });
  });

  test("a key over several columns, one of which is shared, is called after the others", () => {
    const schema = tablesOf({
      user: { columns: ["tenant_id", "id"], primaryKey: "tenant_id id" },
      task: {
        columns: ["tenant_id", "id", "author_id", "reviewer_id?"],
        foreignKeys: ["tenant_id author_id -> user(tenant_id id)", "tenant_id reviewer_id -> user(tenant_id id)"],
      },
    });
    expect(relationList(schema)).toEqual([
      "task.author: belongs-to user",
      "task.reviewer: belongs-to user",
      "user.authorTasks: has-many task",
      "user.reviewerTasks: has-many task",
    ]);
  });

  test("several keys to one table are told apart by what their columns say", () => {
    const schema = tablesOf({
      language: {},
      film: {
        columns: ["film_id", "language_id", "original_language_id?"],
        foreignKeys: ["language_id -> language(id)", "original_language_id -> language(id)"],
      },
    });
    expect(relationList(schema)).toEqual([
      "film.language: belongs-to language",
      "film.originalLanguage: belongs-to language",
      "language.films: has-many film",
      "language.originalLanguageFilms: has-many film",
    ]);
  });

  test("a table that refers to itself has both ends", () => {
    const schema = tablesOf({
      category: { columns: ["id", "parent_id?"], primaryKey: "id", foreignKeys: ["parent_id -> category(id)"] },
      employee: { columns: ["id", "reports_to?"], primaryKey: "id", foreignKeys: ["reports_to -> employee(id)"] },
    });
    expect(relationList(schema)).toEqual([
      "category.parent: belongs-to category",
      "category.parentCategories: has-many category",
      "employee.reportsToEmployee: belongs-to employee",
      "employee.reportsToEmployees: has-many employee",
    ]);
    expect(relationOf(schema, "category", "parent")).toMatchObject({ isSelf: true, inverse: "parentCategories" });
  });

  test("two tables that refer to each other have two relations each", () => {
    const schema = tablesOf({
      staff: {
        columns: ["staff_id", "store_id"],
        primaryKey: "staff_id",
        foreignKeys: ["store_id -> store(store_id)"],
      },
      store: {
        columns: ["store_id", "manager_staff_id"],
        primaryKey: "store_id",
        foreignKeys: ["manager_staff_id -> staff(staff_id)"],
        indexes: [uniqueIndex("idx_unq_manager_staff_id", "manager_staff_id")],
      },
    });
    expect(relationList(schema)).toEqual([
      "staff.store: belongs-to store",
      "staff.managerStaffStore: has-one store",
      "store.managerStaff: belongs-to staff",
      "store.staff: has-many staff",
    ]);
  });

  test("a key to a table that is not there gives none", () => {
    const schema = tablesOf({
      film: { ...film, foreignKeys: ["film_id -> language(id)", "film_id -> archive.film(id)"] },
    });
    expect(relationList(schema)).toEqual([]);
  });

  test("a key leads across schemas, also between tables of one name", () => {
    const schema = schemaOf({
      tables: { film },
      schemas: {
        archive: { tables: { film: { columns: ["id", "film_id"], foreignKeys: ["film_id -> public.film(film_id)"] } } },
      },
    });
    expect(relationList(schema)).toEqual(["archive.film.film: belongs-to film", "film.films: has-many archive.film"]);
  });
});

describe("a table that joins two others", () => {
  const pair = ["film_id -> film(film_id)", "actor_id -> actor(actor_id)"];
  const joined = (film_actor: object, more = {}) =>
    tablesOf({
      film,
      actor,
      ...more,
      film_actor: { columns: ["film_id", "actor_id"], foreignKeys: pair, ...film_actor },
    });
  const through = (schema: DatabaseSchema) => relationList(schema).filter((line) => line.includes("many-to-many"));
  const both = [
    "actor.films: many-to-many film through film_actor",
    "film.actors: many-to-many actor through film_actor",
  ];

  test.each<[string, object]>([
    ["by its primary key", { primaryKey: "actor_id film_id" }],
    ["by a unique constraint", { uniques: ["actor_id film_id"] }],
    ["by a unique index", { indexes: [uniqueIndex("i", "film_id actor_id")] }],
    [
      "with a key of its own and a unique pair",
      { columns: ["id", "film_id", "actor_id"], primaryKey: "id", uniques: ["film_id actor_id"] },
    ],
    ["without any key, when it holds nothing else", {}],
    [
      "without any key, with the time of the pair",
      { columns: ["film_id", "actor_id", "created_at", "updatedAt", "last_update"] },
    ],
    ["though its columns may be null", { columns: ["film_id?", "actor_id?"] }],
    ["whatever the order of its keys", { primaryKey: "film_id actor_id", foreignKeys: pair.toReversed() }],
  ])("joins them %s", (_how, words) => {
    expect(through(joined(words))).toEqual(both);
  });

  test.each<[string, object]>([
    ["has a key of its own and says more", { columns: ["id", "film_id", "actor_id"], primaryKey: "id" }],
    ["has no key and says more", { columns: ["film_id", "actor_id", "role: text"] }],
    ["is unique by one of them alone", { primaryKey: "film_id" }],
    ["is unique by one of them beside the pair", { primaryKey: "film_id actor_id", uniques: ["actor_id"] }],
    ["has a key over more than the pair", { columns: ["film_id", "actor_id", "n"], primaryKey: "film_id actor_id n" }],
    ["has one key", { primaryKey: "film_id actor_id", foreignKeys: pair.slice(1) }],
  ])("joins nothing when it %s", (_how, words) => {
    expect(through(joined(words))).toEqual([]);
  });

  test("tells how to get through it, and what else it holds", () => {
    const schema = joined({
      columns: ["id", "film_id", "actor_id", "role: text", "position"],
      primaryKey: "id",
      uniques: ["film_id actor_id"],
    });
    expect(relationOf(schema, "film", "actors")).toEqual({
      name: "actors",
      kind: "many-to-many",
      table: { id: "table:actor", schema: "public", name: "actor" },
      columns: ["film_id"],
      references: ["film_id"],
      nullable: false,
      isSelf: false,
      through: {
        table: { id: "table:film_actor", schema: "public", name: "film_actor" },
        columns: ["actor_id"],
        references: ["actor_id"],
        extra: ["role", "position"],
      },
      inverse: "films",
    });
    expect(relationList(schema)).toContain("film.filmActors: has-many film_actor");
  });

  test("joins rows with rows of the same table", () => {
    const schema = tablesOf({
      user: { primaryKey: "id" },
      follow: {
        columns: ["follower_id", "followed_id"],
        primaryKey: "follower_id followed_id",
        foreignKeys: ["follower_id -> user(id)", "followed_id -> user(id)"],
      },
    });
    expect(relationList(schema)).toEqual([
      "follow.followed: belongs-to user",
      "follow.follower: belongs-to user",
      "user.followedFollows: has-many follow",
      "user.followerFollows: has-many follow",
      "user.followedUsers: many-to-many user through follow",
      "user.followers: many-to-many user through follow",
    ]);
    expect(relationOf(schema, "user", "followers")).toMatchObject({
      references: ["followed_id"],
      through: { columns: ["follower_id"] },
      inverse: "followedUsers",
      isSelf: true,
    });
  });

  test("joins by composite keys, which may share a column", () => {
    const schema = tablesOf({
      film: { columns: ["tenant_id", "id"], primaryKey: "tenant_id id" },
      tag: { columns: ["tenant_id", "id"], primaryKey: "tenant_id id" },
      film_tag: {
        columns: ["tenant_id", "film_id", "tag_id", "note: text"],
        primaryKey: "tenant_id film_id tag_id",
        foreignKeys: ["tenant_id film_id -> film(tenant_id id)", "tenant_id tag_id -> tag(tenant_id id)"],
      },
    });
    expect(through(schema)).toEqual([
      "film.tags: many-to-many tag through film_tag",
      "tag.films: many-to-many film through film_tag",
    ]);
    expect(relationOf(schema, "film", "tags")).toMatchObject({
      columns: ["tenant_id", "id"],
      references: ["tenant_id", "film_id"],
      through: { columns: ["tenant_id", "tag_id"], references: ["tenant_id", "id"], extra: ["note"] },
    });
  });

  test("joins those that make up its primary key, when it has a third", () => {
    const words = {
      columns: ["store_id", "film_id", "actor_id"],
      primaryKey: "film_id actor_id",
      uniques: ["store_id film_id"],
      foreignKeys: ["store_id -> store(id)", ...pair],
    };
    expect(through(joined(words, { store: {} }))).toEqual(both);
    expect(relationOf(joined(words, { store: {} }), "film", "actors").through?.extra).toEqual(["store_id"]);
  });

  test("joins nothing when all three make up its key", () => {
    const words = {
      columns: ["store_id", "film_id", "actor_id"],
      primaryKey: "store_id film_id actor_id",
      foreignKeys: ["store_id -> store(id)", ...pair],
    };
    expect(through(joined(words, { store: {} }))).toEqual([]);
  });

  test("joins nothing when one of them is not selected", () => {
    const schema = tablesOf({
      film,
      film_actor: { columns: ["film_id", "actor_id"], primaryKey: "film_id actor_id", foreignKeys: pair },
    });
    expect(relationList(schema)).toEqual(["film.filmActors: has-many film_actor", "film_actor.film: belongs-to film"]);
  });

  test("is one of two between the same tables, and both have names", () => {
    const schema = joined(
      { primaryKey: "film_id actor_id" },
      { film_extra: { columns: ["film_id", "actor_id"], primaryKey: "film_id actor_id", foreignKeys: pair } },
    );
    expect(through(schema)).toEqual([
      "actor.films: many-to-many film through film_actor",
      "actor.filmsThroughFilmExtra: many-to-many film through film_extra",
      "film.actors: many-to-many actor through film_actor",
      "film.actorsThroughFilmExtra: many-to-many actor through film_extra",
    ]);
  });
});

describe("the relations of a sample", () => {
  const golden = (name: string) => join(import.meta.dir, "golden", name);
  const listOf = (schema: DatabaseSchema) => `${relationList(schema).join("\n")}\n`;

  test("Chinook has the names that a person expects", () => {
    const file = join(import.meta.dir, "../../fixtures/databases/chinook.sqlite");
    const schema = readSqliteFile(file, realFileSystem, "chinook.sqlite");
    expectGolden(golden("relations-chinook.txt"), listOf(schema));
  });

  test.each(["pagila", "mysql-sakila", "mysql-chinook", "postgres-chinook"])(
    "%s has the names that a person expects",
    (name) => {
      const value = JSON.parse(readFileSync(golden(`${name}.json`), "utf8"));
      const schema = "specmill" in value ? toSchema(snapshotShape.parse(value)) : value;
      expectGolden(golden(`relations-${name}.txt`), listOf(schema));
    },
  );
});
