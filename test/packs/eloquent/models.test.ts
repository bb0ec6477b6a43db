import { describe, expect, test } from "bun:test";
import type { Column, Table } from "#sources/database/schema.ts";
import { column, databaseOf, foreignKey, schemaOf, table, tables } from "./schemas.ts";
import type { Options } from "./support.ts";
import { render, unitsOf } from "./support.ts";

/** The model of a table `things`. */
async function modelOf(columns: readonly Column[], options: Options = {}, rest: Partial<Table> = {}): Promise<string> {
  const { files } = await render(await unitsOf(tables(table("things", columns, rest))), {
    layout: "single",
    ...options,
  });
  return files.get("Thing.php") ?? "";
}

/** What a property of the model is; `undefined` where the model has none. */
function propertyOf(model: string, name: string): string | undefined {
  return new RegExp(`\\$${name} = ([^;]*);`).exec(model)?.[1]?.replace(/\s+/g, " ").replace(", ]", " ]");
}

describe("columns", () => {
  test("what the database or Eloquent writes cannot be filled", async () => {
    const columns = [
      column("name", "text"),
      column("total", "integer", { generated: { expression: "1", kind: "stored" } }),
      column("counter", "integer", { identity: "always" }),
      column("created_at", "timestamp without time zone"),
      column("updated_at", "timestamp without time zone"),
      column("deleted_at", "timestamp without time zone", { nullable: true }),
    ];
    expect(propertyOf(await modelOf(columns), "fillable")).toBe("[ 'name' ]");
    const guarded = await modelOf(columns, { fillable: "guarded" });
    expect(propertyOf(guarded, "guarded")).toBe(
      "[ 'id', 'total', 'counter', 'created_at', 'updated_at', 'deleted_at' ]",
    );
    expect(propertyOf(guarded, "fillable")).toBeUndefined();
  });

  test("hidden columns are found by patterns, whatever their case", async () => {
    const columns = ["Password", "api_token", "token_kind", "client_secret"].map((name) => column(name, "text"));
    expect(propertyOf(await modelOf(columns), "hidden")).toBe("[ 'Password', 'api_token', 'client_secret' ]");
    expect(propertyOf(await modelOf(columns, { hidden: ["token_*"] }), "hidden")).toBe("[ 'token_kind' ]");
    expect(propertyOf(await modelOf(columns, { hidden: [] }), "hidden")).toBeUndefined();
  });

  test.each([
    ["integer", "0", "0"],
    ["integer", "nextval('x'::regclass)", undefined],
    ["integer", "'-1'::integer", "-1"],
    ["integer", "007", "7"],
    ["bigint", "9223372036854775807", undefined],
    ["boolean", "true", "true"],
    ["numeric(6,2)", "4.99", "'4.99'"],
    ["double precision", "(1.5)", "1.5"],
    ["text", "'it''s'::text", "'it\\'s'"],
    ["text", "'a'::text || 'b'::text", undefined],
    ["text", "E'a\\nb'", undefined],
    ["text", "CURRENT_USER", undefined],
    ["character varying(3)", "'x'::character varying", "'x'"],
    ["date", "'2020-01-01'::date", undefined],
    ["uuid", "gen_random_uuid()", undefined],
    ["text[]", "'{}'::text[]", undefined],
  ])("a %s that defaults to %s is %s in a new model", async (type, value, expected) => {
    const array = type.endsWith("[]") ? { array: 1 } : {};
    const model = await modelOf([column("it", type, { default: value, ...array })]);
    expect(propertyOf(model, "attributes")).toBe(expected === undefined ? undefined : `[ 'it' => ${expected} ]`);
  });

  test.each([
    ["numeric(6,2)", "'decimal:2'", "string"],
    ["numeric(30,10)", undefined, "string"],
    ["numeric", undefined, "string"],
    ["jsonb", "'array'", "array<array-key, mixed>"],
    ["timestamp with time zone", "'datetime'", "Carbon"],
    ["date", "'date'", "Carbon"],
    ["bytea", undefined, "resource|string"],
    ["uuid", undefined, "string"],
    ["interval", undefined, "string"],
    ["real", "'float'", "float"],
    ["bigint", "'integer'", "int"],
  ])("a %s is cast by %s and read as %s", async (type, cast, php) => {
    const model = await modelOf([column("it", type, { nullable: true })]);
    expect(propertyOf(model, "casts")).toBe(cast === undefined ? undefined : `[ 'it' => ${cast} ]`);
    expect(model).toContain(` * @property ${php}|null $it\n`);
  });

  test("comments stand beside what they are about, and end no comment", async () => {
    const model = await modelOf(
      [column("it", "text", { comment: "one */\ntwo" })],
      {},
      { comment: "All */ things.\n@final" },
    );
    expect(model).toContain(" * @property string $it one * / two\n");
    expect(model).toContain("/**\n * All * / things.\n * \\@final\n *\n * @property int $id\n");
  });

  test("a column that is no name of PHP, or hidden behind a field of Model, has no tag", async () => {
    const model = await modelOf([column("first name", "text"), column("exists", "boolean")]);
    expect(model.match(/@property.*/g)).toEqual(["@property int $id"]);
    expect(propertyOf(model, "fillable")).toBe("[ 'first name', 'exists' ]");
  });
});

describe("keys", () => {
  test("the key that Laravel expects is not spelled out", async () => {
    const model = await modelOf([]);
    for (const name of ["primaryKey", "keyType", "incrementing"]) expect(propertyOf(model, name)).toBeUndefined();
  });

  test("a key that the application makes is not counted, and not taken for a number", async () => {
    const model = await modelOf([column("code", "character(2)")], {}, { primaryKey: { columns: ["code"] } });
    const found = ["primaryKey", "keyType", "incrementing"].map((name) => propertyOf(model, name));
    expect(found).toEqual(["'code'", "'string'", "false"]);
  });

  test("without a primary key, a unique constraint that no NULL gets around is the key", async () => {
    const [code, loose] = [column("code", "text"), column("loose", "text", { nullable: true })];
    const keyless = { columns: [code, loose] };
    const found = async (columns: string[]) => {
      const { primaryKey: _, ...bare } = table("things", [], keyless);
      const { files } = await render(
        await unitsOf(tables({ ...bare, columns: [code, loose], uniques: [{ columns }] })),
        { layout: "single" },
      );
      return [propertyOf(files.get("Thing.php") ?? "", "primaryKey"), files.has("Concerns/HasNoKey.php")];
    };
    expect(await found(["code"])).toEqual(["'code'", false]);
    expect(await found(["loose"])).toEqual(["null", true]);
  });

  test("a relation over several columns is left out, and the model says so", async () => {
    const lines = table("lines", [column("a"), column("b")], { primaryKey: { columns: ["a", "b"] } });
    const notes = table("notes", [column("a"), column("b")], {
      foreignKeys: [foreignKey(["a", "b"], "lines", ["a", "b"])],
    });
    const { files } = await render(await unitsOf(tables(lines, notes)), { layout: "single", phpdoc: false });
    expect(files.get("Note.php")).toContain(
      "/**\n * Not here, as Eloquent has no relations over several columns:\n * - line: (a, b) to lines (a, b)\n */\nclass Note",
    );
    expect(files.get("Line.php")).toContain(" * - notes: (a, b) to notes (a, b)\n");
  });
});

describe("dates", () => {
  const timestamp = (name: string, rest: Partial<Column> = {}) => column(name, "timestamp without time zone", rest);

  test("without columns for them, Eloquent writes none", async () => {
    expect(propertyOf(await modelOf([column("created_at", "text")]), "timestamps")).toBe("false");
  });

  test("the usual pair needs no word", async () => {
    const model = await modelOf([timestamp("created_at"), timestamp("updated_at")]);
    expect(model).not.toMatch(/timestamps|_AT/);
  });

  test("columns of other names become constants, and one that is missing is null", async () => {
    const model = await modelOf([timestamp("last_update"), timestamp("gone", { nullable: true })], {
      updatedAt: "last_update",
      softDeletes: "gone",
    });
    expect(model).toContain(
      "    public const CREATED_AT = null;\n\n    public const UPDATED_AT = 'last_update';\n\n    public const DELETED_AT = 'gone';\n",
    );
    expect(model).toContain("    use SoftDeletes;\n");
  });

  test("a column that is never NULL deletes nothing softly", async () => {
    expect(await modelOf([timestamp("deleted_at")])).not.toContain("SoftDeletes");
  });

  test("dates can be immutable and have a format", async () => {
    const model = await modelOf([timestamp("at")], { dates: "immutable", dateFormat: "Y-m-d H:i:s.uP" });
    expect(propertyOf(model, "casts")).toBe("[ 'at' => 'immutable_datetime' ]");
    expect(propertyOf(model, "dateFormat")).toBe("'Y-m-d H:i:s.uP'");
    expect(model).toContain("use Carbon\\CarbonImmutable;\n");
  });
});

describe("options", () => {
  test("namespace, base class, traits and connection are the project's", async () => {
    const model = await modelOf([], {
      namespace: "Shop\\Data",
      baseClass: "\\Shop\\Model",
      traits: ["Shop\\Auditable", "Shop\\AddsTenant"],
      connection: "shop",
    });
    expect(model).toContain("namespace Shop\\Data;\n\nuse Shop\\AddsTenant;\nuse Shop\\Auditable;\nuse Shop\\Model;\n");
    expect(model).toContain(
      "class Thing extends Model\n{\n    use AddsTenant;\n    use Auditable;\n\n    protected $connection = 'shop';\n",
    );
  });

  test("a table of another schema is qualified", async () => {
    const units = await unitsOf(databaseOf(schemaOf("audit", [table("logs")]), schemaOf("public", [])));
    const { files } = await render(units, { layout: "single" });
    expect(propertyOf(files.get("AuditLog.php") ?? "", "table")).toBe("'audit.logs'");
  });

  test("without views, enums and comments there is nothing of them", async () => {
    const mood = { name: "mood", values: ["sad", "so-so", "", "1", "class", "So so"] };
    const userType = { kind: "enum", schema: "public", name: "mood" } as const;
    const view = { ...table("all_moods"), kind: "view", definition: "select 1" } as const;
    const things = table("things", [column("mood", "mood", { userType })]);
    const units = await unitsOf(databaseOf(schemaOf("public", [things, view], { enums: [mood] })));
    const all = await render(units, { layout: "single" });
    expect([...all.files.keys()].sort()).toEqual([
      "AllMood.php",
      "Concerns/IsReadOnly.php",
      "Enums/Mood.php",
      "Thing.php",
    ]);
    expect(all.files.get("Enums/Mood.php")?.match(/case .*/g)).toEqual([
      "case Sad = 'sad';",
      "case SoSo = 'so-so';",
      "case Empty = '';",
      "case Value1 = '1';",
      "case Class_ = 'class';",
      "case SoSo_2 = 'So so';",
    ]);
    const { files } = await render(units, { layout: "single", views: false, enums: false, phpdoc: false });
    expect([...files.keys()]).toEqual(["Thing.php"]);
    expect(files.get("Thing.php")).not.toContain("*");
  });
});

describe("what is rendered again", () => {
  test("a model reads its own table, and of others no more than where their classes lie", async () => {
    const films = table("films", [column("language_id")], { foreignKeys: [foreignKey(["language_id"], "languages")] });
    const { reads } = await render(await unitsOf(tables(films, table("languages"))), { factories: true });
    for (const path of ["Base/Film.php", "Factories/FilmFactory.php"]) {
      expect([...(reads.get(path) ?? [])].filter((read) => !read.startsWith("facts:")).sort()).toEqual([
        "data:table:films",
        "link:table:languages",
      ]);
    }
    expect([...(reads.get("Film.php") ?? [])].filter((read) => !read.startsWith("facts:"))).toEqual([]);
  });
});
