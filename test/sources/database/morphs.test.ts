/** Polymorphic pairs: only by option, and what the option names must be there. */
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import { morphPairs } from "#sources/database/morphs.ts";
import type { Options } from "#sources/database/options.ts";
import { deriveRelations } from "#sources/database/relations.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { indexTables } from "#sources/database/table-names.ts";
import type { Relation } from "#sources/database/unit-data.ts";
import { schemaOf, tablesOf, uniqueIndex } from "./support/schema-builder.ts";

const pair = ["id", "commentable_type: text", "commentable_id"];
const shop = tablesOf({
  comments: { columns: pair, primaryKey: "id" },
  posts: { columns: ["id"], primaryKey: "id" },
  videos: { columns: ["id"], primaryKey: "id" },
  pages: { columns: ["a", "b"], primaryKey: "a b" },
});

function derive(schema: DatabaseSchema, option: Options["polymorphic"]) {
  const tables = indexTables(schema);
  const problems: Diagnostic[] = [];
  const pairs = morphPairs(option, tables, (problem) => problems.push(problem));
  const relations = deriveRelations(tables, pairs);
  const find = (table: string, name: string): Relation | undefined =>
    relations.get(table)?.find((one) => one.name === name);
  const told = problems.map(({ message, notes }) => [message, ...notes.map((note) => note.message)]);
  return { pairs, told, find, names: (table: string) => relations.get(table)?.map(({ name }) => name) ?? [] };
}

const names = (columns: readonly string[], more: object = {}) =>
  derive(tablesOf({ t: { columns, ...more }, other: {} }), true).pairs.map(({ name, typeColumn, idColumn }) => [
    name,
    typeColumn,
    idColumn,
  ]);

describe("with the option true", () => {
  test("a pair is a relation to rows that are not known", () => {
    const { find } = derive(shop, true);
    expect(find("table:comments", "commentable")).toEqual({
      name: "commentable",
      kind: "morph-to",
      columns: ["commentable_type", "commentable_id"],
      references: [],
      nullable: false,
      isSelf: false,
      morph: { name: "commentable", typeColumn: "commentable_type", idColumn: "commentable_id", targets: [] },
    });
  });

  test.each([
    [["commentable_type", "commentable_id"], [["commentable", "commentable_type", "commentable_id"]]],
    [["CommentableType", "CommentableID"], [["commentable", "CommentableType", "CommentableID"]]],
    [["subjectType", "subject_id"], [["subject", "subjectType", "subject_id"]]],
    [
      ["a_type", "a_id", "b_id", "b_type"],
      [
        ["a", "a_type", "a_id"],
        ["b", "b_type", "b_id"],
      ],
    ],
    [["type", "id"], []],
    [["blood_type", "blood"], []],
    [["commentable_type"], []],
  ])("%j: %j", (columns, found) => {
    expect(names(columns)).toEqual(found);
  });

  test("a column that refers to one table already is none", () => {
    expect(names(["a_type", "a_id"], { foreignKeys: ["a_id -> other(id)"] })).toEqual([]);
  });
});

test("without the option there is none", () => {
  expect(derive(shop, undefined).pairs).toEqual([]);
  expect(derive(shop, false).pairs).toEqual([]);
});

describe("with a map of values to tables", () => {
  test("there is a way back from each of them", () => {
    const { find, told } = derive(shop, { "comments.commentable": { post: "posts", "App\\Video": "videos" } });
    expect(told).toEqual([]);
    expect(find("table:comments", "commentable")?.morph?.targets).toEqual([
      { value: "post", table: { id: "table:posts", schema: "public", name: "posts" } },
      { value: "App\\Video", table: { id: "table:videos", schema: "public", name: "videos" } },
    ]);
    expect(find("table:videos", "comments")).toEqual({
      name: "comments",
      kind: "morph-many",
      table: { id: "table:comments", schema: "public", name: "comments" },
      columns: ["id"],
      references: ["commentable_id"],
      nullable: false,
      isSelf: false,
      morph: { name: "commentable", typeColumn: "commentable_type", idColumn: "commentable_id", value: "App\\Video" },
      inverse: "commentable",
    });
  });

  test("a pair that is unique is of one row", () => {
    const schema = tablesOf({
      image: { columns: ["id", "owner_type?: text", "owner_id?"], indexes: [uniqueIndex("i", "owner_id owner_type")] },
      user: { columns: ["id"], primaryKey: "id" },
    });
    const { find } = derive(schema, { "image.owner": { user: "user" } });
    expect(find("table:user", "image")).toMatchObject({ kind: "morph-one", nullable: true });
    expect(find("table:image", "owner")).toMatchObject({ nullable: true });
  });

  test("a table without a key of one column has no way back", () => {
    expect(derive(shop, { "comments.commentable": { page: "pages" } }).names("table:pages")).toEqual([]);
  });

  test("a relation of a foreign key keeps its name", () => {
    const schema = tablesOf({
      comments: { columns: [...pair, "post_id"], primaryKey: "id", foreignKeys: ["post_id -> posts(id)"] },
      posts: { columns: ["id"], primaryKey: "id" },
    });
    expect(derive(schema, { "comments.commentable": { post: "posts" } }).names("table:posts")).toEqual([
      "comments",
      "commentableComments",
    ]);
  });

  test("two values may stand for one table", () => {
    const { names } = derive(shop, { "comments.commentable": { post: "posts", Post: "posts" } });
    expect(names("table:posts")).toEqual(["comments", "commentableComments"]);
  });

  test("a table may comment on itself", () => {
    const { find, names } = derive(shop, { "comments.commentable": { comment: "comments" } });
    expect(names("table:comments")).toEqual(["commentable", "comments"]);
    expect(find("table:comments", "comments")).toMatchObject({ kind: "morph-many", isSelf: true });
  });

  test("bare names are of the default schema, though another sorts before it", () => {
    const schema = schemaOf({
      tables: { comments: { columns: pair }, posts: { columns: ["id"], primaryKey: "id" } },
      schemas: {
        archive: {
          tables: {
            comments: { columns: pair },
            posts: { columns: ["id"], primaryKey: "id" },
            old: { primaryKey: "id" },
          },
        },
      },
    });
    const here = derive(schema, { "comments.commentable": { post: "posts", old: "old" } });
    expect(
      here.pairs.map(({ owner, targets }) => [owner.reference.id, ...targets.map(({ table }) => table.reference.id)]),
    ).toEqual([["table:comments", "table:posts", "table:archive.old"]]);
    const there = derive(schema, { "archive.comments.commentable": { post: "public.posts", gone: "archive.posts" } });
    expect(
      there.pairs.map(({ owner, targets }) => [owner.reference.id, ...targets.map(({ table }) => table.reference.id)]),
    ).toEqual([["table:archive.comments", "table:posts", "table:archive.posts"]]);
  });

  test("a name with letters that only case tells apart is the one that is written", () => {
    const schema = tablesOf({ notes: { columns: ["Subject_Type: text", "Subject_ID"] }, posts: { primaryKey: "id" } });
    for (const path of ["notes.subject", "notes.Subject"])
      expect(derive(schema, { [path]: { p: "posts" } }).told).toEqual([]);
  });
});

describe("what the option names and the schema does not have", () => {
  const known = "a pair is `<name>_type` and `<name>_id` in one table; the pairs are `comments.commentable`";
  test.each([
    ["comments.comentable", ["did you mean `comments.commentable`?", known]],
    ["commentable", [known]],
    ["posts.commentable", ["did you mean `comments.commentable`?", known]],
  ])("a pair: %s", (path, notes) => {
    expect(derive(shop, { [path]: { post: "posts" } }).told).toEqual([
      [`\`polymorphic\` names \`${path}\`, and there is no such pair of columns`, ...notes],
    ]);
  });

  test("a pair, where there is none at all", () => {
    expect(derive(tablesOf({ t: {} }), { "t.x": {} }).told).toEqual([
      [
        "`polymorphic` names `t.x`, and there is no such pair of columns",
        "a pair is `<name>_type` and `<name>_id` in one table; no table has such a pair",
      ],
    ]);
  });

  test("a table", () => {
    const { told, pairs } = derive(shop, { "comments.commentable": { post: "post", video: "videos" } });
    expect(told).toEqual([
      [
        "`polymorphic` maps `post` of `comments.commentable` to `post`, and there is no such table",
        "did you mean `posts`?",
      ],
    ]);
    expect(pairs[0]?.targets.map(({ value }) => value)).toEqual(["video"]);
  });
});
