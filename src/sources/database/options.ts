/** The options of a `database` source, as the config writes them. */
import * as z from "zod";

const pattern = z.string().min(1);
const polymorphicTargets = z.record(z.string(), z.string().min(1));

export const options = z
  .strictObject({
    url: z
      .string()
      .regex(
        /^(\$[A-Za-z_][A-Za-z0-9_]*|file:.+)$/s,
        "name where the URL is kept, as `$DATABASE_URL` or `file:path`: a config is committed, and a URL holds a password",
      )
      .optional()
      .describe(
        "Where `pull` finds the connection URL: an environment variable such as `$DATABASE_URL`, or `file:` and the path of a file that is not committed. The URL is `postgres://…`, `mysql://…`, `mariadb://…` or `sqlite:…`.",
      ),
    snapshot: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Where `pull` writes the schema, and everything else reads it; commit it. Default with `url`: `db/schema.json`.",
      ),
    path: z.string().min(1).optional().describe("A SQLite database file, read directly: no `pull`, no snapshot."),
    schema: z
      .union([pattern, z.array(pattern).min(1)])
      .optional()
      .describe(
        "SQL files that make the schema in SQLite: a file, a folder of migrations (in the order of their names), a glob pattern, or a list of them. They are run against an empty database in memory.",
      ),
    schemas: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        "The schemas to read. Default: all but those of the system; in MySQL and MariaDB the database of the URL.",
      ),
    include: z
      .array(pattern)
      .min(1)
      .optional()
      .describe("Only these tables and views, as patterns with `*`: `order*`, `archive.*`. Default: all."),
    exclude: z
      .array(pattern)
      .min(1)
      .optional()
      .describe("Not these tables and views, as patterns with `*`: `migrations`, `*_backup`. Wins over `include`."),
    polymorphic: z
      .union([z.boolean(), z.record(z.string().min(1), polymorphicTargets)])
      .optional()
      .describe(
        "Pairs of `<name>_type` and `<name>_id` columns as relations: `true` for all of them, or by `table.name` the table that each value of the type stands for: `{ comments.commentable: { post: posts } }`.",
      ),
    timeout: z
      .number()
      .positive()
      .max(3600)
      .optional()
      .describe("Seconds that `pull` gives the server to answer. Default: 10."),
  })
  .superRefine((value, check) => {
    const given = (["url", "path", "schema"] as const).filter((name) => value[name] !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? "say where the schema comes from: `url` for a server, `path` for a SQLite file, or `schema` for SQL files"
        : `has \`${given.join("` and `")}\`: keep one of them`;
    check.addIssue({ code: "custom", message });
  });

export type Options = z.output<typeof options>;
