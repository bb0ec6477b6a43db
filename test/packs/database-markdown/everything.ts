/** A database with one of everything that introspection knows, and `say` around every text that somebody chose. */
import type { Column, DatabaseSchema, ForeignKey, Schema, Table } from "#sources/database/schema.ts";

export type Say = (text: string) => string;

/** What a source says of its only polymorphic pair; its names stay as they are, since the config repeats them. */
export function polymorphicOf(say: Say) {
  return { "comments.commentable": { [say("book")]: `public.${say("books")}`, [say("author")]: say("authors") } };
}

export function everything(say: Say = (text) => text): DatabaseSchema {
  return { dialect: "postgres", defaultSchema: "public", schemas: [archive(say), publicSchema(say)] };
}

const none = { uniques: [], checks: [], foreignKeys: [], indexes: [] };

function table(name: string, columns: readonly Column[], rest: Partial<Table> = {}): Table {
  return { name, kind: "table", ...none, columns, ...rest };
}

function column(name: string, type: string, rest: Partial<Column> = {}): Column {
  return { name, type, nullable: false, ...rest };
}

function foreignKey(from: string, to: string, rest: Partial<ForeignKey> = {}): ForeignKey {
  return { columns: [from], references: { schema: "public", table: to, columns: ["id"] }, ...rest };
}

function archive(say: Say): Schema {
  const key = { ...foreignKey(say("book_id"), say("books"), { name: say("fk_book") }) };
  const id = { references: { schema: "public", table: say("books"), columns: [say("id")] } };
  const ghost = { references: { schema: say("elsewhere"), table: say("ghosts"), columns: [say("id")] } };
  const books = table(say("books"), [column(say("book_id"), "integer"), column(say("ghost_id"), "integer")], {
    foreignKeys: [
      { ...key, ...id },
      { ...foreignKey(say("ghost_id"), ""), ...ghost },
    ],
  });
  const types = { enums: [], domains: [], composites: [], sequences: [] };
  return { name: "archive", comment: say("Old things."), ...types, tables: [books] };
}

function publicSchema(say: Say): Schema {
  return {
    name: "public",
    enums: [{ name: say("mood"), values: [say("sad"), say("happy")], comment: say("How one feels.") }],
    domains: [
      {
        name: say("year"),
        type: "integer",
        nullable: false,
        default: say("2000"),
        collation: say("C"),
        checks: [{ name: say("year_check"), expression: say("VALUE > 1900") }],
        comment: say("A year."),
      },
    ],
    composites: [
      {
        name: say("address"),
        attributes: [column(say("street"), "text", { nullable: true, comment: say("With the number.") })],
        comment: say("Where one lives."),
      },
    ],
    sequences: [
      {
        name: say("ticket_seq"),
        type: "bigint",
        start: "1",
        increment: "1",
        min: "1",
        max: "9223372036854775807",
        cycle: true,
        ownedBy: say("public.orders.number"),
        comment: say("Numbers of orders."),
      },
    ],
    tables: [
      authors(say),
      bookAuthors(say),
      bookDetails(say),
      books(say),
      comments(say),
      orderLines(say),
      orders(say),
      popular(say),
      readings(say),
      totals(say),
    ],
  };
}

function authors(say: Say): Table {
  const own = (kind: "enum" | "domain" | "composite", name: string) => ({ userType: { kind, schema: "public", name } });
  return table(
    say("authors"),
    [
      column(say("id"), "integer", { identity: "always" }),
      column(say("email"), "character varying(80)", { collation: say("C"), comment: say("Where one writes to.") }),
      column(say("mood"), say("mood"), { ...own("enum", say("mood")), default: say("'happy'::mood"), nullable: true }),
      column(say("born"), say("year"), own("domain", say("year"))),
      column(say("home"), say("address"), { ...own("composite", say("address")), nullable: true }),
      column(say("tags"), "text[]", { array: 1 }),
      column(say("label"), "text", { generated: { expression: say("lower(email)"), kind: "stored" } }),
      column(say("changed"), "timestamp", { onUpdate: say("now()"), invisible: true }),
    ],
    {
      comment: say("Who writes."),
      primaryKey: { name: say("authors_pkey"), columns: [say("id")] },
      uniques: [{ name: say("authors_email"), columns: [say("email")], nullsNotDistinct: true }],
      checks: [{ name: say("authors_check"), expression: say("born > 0") }],
      options: [say("fillfactor=70")],
      inherits: [say("people")],
    },
  );
}

function books(say: Say): Table {
  const to = (name: string) => ({ references: { schema: "public", table: say(name), columns: [say("id")] } });
  return table(
    say("books"),
    [
      column(say("id"), "integer", { autoIncrement: true }),
      column(say("author_id"), "integer", { nullable: true }),
      column(say("sequel_to"), "integer", { nullable: true }),
    ],
    {
      primaryKey: { columns: [say("id")] },
      foreignKeys: [
        {
          name: say("fk_author"),
          columns: [say("author_id")],
          ...to("authors"),
          onDelete: "set null",
          onUpdate: "cascade",
        },
        { name: say("fk_sequel"), columns: [say("sequel_to")], ...to("books"), deferrable: "initially deferred" },
      ],
      indexes: [
        { name: say("books_author"), parts: [{ column: say("author_id"), descending: true, nulls: "last" }] },
        {
          name: say("books_lower"),
          parts: [{ expression: say("lower(title)"), collation: say("C"), operatorClass: say("text_ops") }],
          unique: true,
          method: say("gin"),
          where: say("author_id > 0"),
          include: [say("sequel_to")],
          comment: say("For the search."),
        },
        { name: say("books_short"), parts: [{ column: say("author_id"), length: 10 }, { column: say("id") }] },
      ],
    },
  );
}

function bookDetails(say: Say): Table {
  const references = { schema: "public", table: say("books"), columns: [say("id")] };
  return table(say("book_details"), [column(say("book_id"), "integer"), column(say("pages"), "integer")], {
    primaryKey: { columns: [say("book_id")] },
    foreignKeys: [{ columns: [say("book_id")], references }],
  });
}

function bookAuthors(say: Say): Table {
  const names = ["book_id", "author_id", "position"].map(say);
  const [book = "", author = ""] = names;
  return table(
    say("book_authors"),
    names.map((name) => column(name, "integer")),
    {
      primaryKey: { columns: [book, author] },
      foreignKeys: [
        { columns: [author], references: { schema: "public", table: say("authors"), columns: [say("id")] } },
        { columns: [book], references: { schema: "public", table: say("books"), columns: [say("id")] } },
      ],
    },
  );
}

function comments(say: Say): Table {
  const columns = [column("id", "integer"), column("commentable_type", "text"), column("commentable_id", "integer")];
  return table("comments", columns, { primaryKey: { columns: ["id"] }, comment: say("What is said.") });
}

function orders(say: Say): Table {
  const columns = [column(say("shop"), "text"), column(say("number"), "bigint")];
  return table(say("orders"), columns, { primaryKey: { columns: [say("shop"), say("number")] } });
}

function orderLines(say: Say): Table {
  const names = [say("order_shop"), say("order_number")];
  const references = { schema: "public", table: say("orders"), columns: [say("shop"), say("number")] };
  const columns = [column(say("id"), "integer"), ...names.map((name) => column(name, "text", { nullable: true }))];
  return table(say("order_lines"), columns, {
    primaryKey: { columns: [say("id")] },
    foreignKeys: [{ columns: names, references, match: "full", onDelete: "cascade" }],
  });
}

function readings(say: Say): Table {
  return table(say("readings"), [column(say("taken"), "date")], {
    kind: "partitioned-table",
    partitionedBy: say("RANGE (taken)"),
    partitions: [{ name: say("readings_2024"), bound: say("FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')") }],
  });
}

function popular(say: Say): Table {
  const definition = say("SELECT id\n  FROM books;");
  return table(say("popular"), [column(say("id"), "integer", { nullable: true })], { kind: "view", definition });
}

function totals(say: Say): Table {
  const indexes = [{ name: say("totals_sum"), parts: [{ column: say("sum") }] }];
  const columns = [column(say("sum"), "numeric(10,2)", { nullable: true })];
  return table(say("totals"), columns, { kind: "materialized-view", definition: say("SELECT 1;"), indexes });
}
