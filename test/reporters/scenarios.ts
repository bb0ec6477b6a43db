/** Runs as events: every reporter has a golden file for each. */
import { error, warning } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import { problem, summary } from "./play.ts";

const unknownKind = problem(
  error("config/unknown-kind", "unknown source kind `opanapi`", {
    place: {
      file: "specmill.yaml",
      line: 12,
      column: 16,
      frame: {
        firstLine: 10,
        lines: ["sources:", "  # the public API", "  api: { kind:  opanapi, path: api.yaml }", ""],
        length: 7,
      },
    },
    notes: ["did you mean `openapi`?"],
  }),
);

const duplicate = problem(
  warning("openapi/duplicate-operation", "two operations share the operationId `listPets`", {
    place: {
      file: "api/openapi.yaml",
      line: 40,
      column: 20,
      pointer: "/paths/~1pets~1all/get",
      frame: { firstLine: 39, lines: ["    get:", "      operationId: listPets"], length: 8 },
    },
    notes: [{ message: "the first one is here", place: { file: "api/openapi.yaml", line: 9, column: 20 } }],
  }),
);

const hostile = problem(
  error(
    "source/missing",
    "no file `a\x1b[2Jb\x1b]0;owned\x07c\u202e\u009b31m`\r\n::error file=x::owned\n##[add-mask]x",
    {
      place: { file: "evil\n::warning::name,with:all%", line: 1, column: 3, pointer: "/a\x1b[31m" },
      notes: [
        "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ to postgres://user:hunter2@db.example/x?password=hunter2&a=1",
        "one\n::set-output name=x::y\r::stop-commands::z",
      ],
    },
  ),
);

/** What a spec could say to break out of XML, of JSON, of Markdown, of a link or of a cell. */
const hostiles = [
  problem(
    error("data/shape", ']]><x y="&\'">\u0000\u0007\ud800\ufffe `a|b` [click](https://evil.example) ![i](x) $m$ @all', {
      place: { file: "data/a b#c?d&e<f>.yaml", line: 2, column: 1 },
      notes: [{ message: "</failure></testcase>\n- [ ] x", place: { file: "data/x.yaml", line: 1 } }],
    }),
  ),
  problem(
    error("template/failed", "\u001b[2Jboom <script>alert(1)</script> \u202e```", { place: { file: "t/x.eta" } }),
  ),
];

export const scenarios: { readonly [name: string]: readonly Event[] } = {
  "up-to-date": [summary("generate")],
  wrote: [
    { type: "output", status: "created", path: "src/api/schemas/pet.ts", target: "types" },
    { type: "output", status: "changed", path: "src/api/index.ts", target: "types", reason: "`schema:Pet` changed" },
    { type: "output", status: "deleted", path: "src/api/schemas/dog.ts", target: "types" },
    summary("generate", { created: 1, changed: 1, deleted: 1, rendered: 2 }),
  ],
  many: [
    ...Array.from({ length: 23 }, (_, i): Event => {
      return { type: "output", status: "created", path: `docs/${i}.md`, target: "docs" };
    }),
    summary("generate", { created: 23, outputs: 23 }, { durationMs: 83_400 }),
  ],
  problems: [unknownKind, duplicate, summary("generate", {}, { errors: 1, warnings: 1, exitCode: 2 })],
  drift: [
    { type: "output", status: "stale", path: "src/api/pet.ts", target: "types" },
    {
      type: "output",
      status: "stale",
      path: "src/api/tag.ts",
      target: "types",
      diff: "diff --git a/src/api/tag.ts b/src/api/tag.ts\n--- a/src/api/tag.ts\n+++ b/src/api/tag.ts\n@@ -1 +1 @@\n-\tx\x1b[31m\n+\ty\n",
    },
    { type: "output", status: "missing", path: "src/api/new.ts", target: "types" },
    { type: "output", status: "edited", path: "src/api/index.ts", target: "types" },
    { type: "output", status: "orphaned", path: "src/api/old.ts", target: "types" },
    summary("check", { drift: 5 }, { exitCode: 1 }),
  ],
  edited: [
    { type: "output", status: "edited", path: "src/api/index.ts", target: "types" },
    summary("check", { drift: 1 }, { exitCode: 3 }),
  ],
  kept: [
    { type: "output", status: "kept", path: "src/api/index.ts", target: "types" },
    summary("generate", { kept: 1 }, { errors: 1, exitCode: 3 }),
  ],
  pulled: [
    {
      type: "snapshot",
      status: "stale",
      path: "db/shop.json",
      source: "shop",
      changes: ["table `orders` has a new column `note`", "table `carts` is gone"],
    },
    { type: "snapshot", status: "missing", path: "db/crm.json", source: "crm", changes: [] },
    summary("pull --check", { drift: 2 }, { exitCode: 1 }),
  ],
  interrupted: [
    problem(
      error("run/interrupted", "the run was interrupted", {
        notes: ["the outputs are as they were, or the next run finishes what was begun"],
      }),
    ),
  ],
  rich: [
    unknownKind,
    duplicate,
    // Equal problems but for their lines: both have to be told apart.
    ...[{ line: 9 }, { line: 30 }].map(({ line }) =>
      problem(
        warning("openapi/structure", "`nullable` is no part of OpenAPI 3.1", {
          place: { file: "api/größe [1] 50%.yaml", line, column: 5 },
        }),
      ),
    ),
    problem(error("lock/busy", "another run holds the project", { notes: ["`--wait SECONDS` waits for it"] })),
    ...hostiles,
    { type: "output", status: "stale", path: "src/api/pet.ts", target: "types" },
    { type: "output", status: "missing", path: "docs/<b>|`x`](y).md", target: "docs & more" },
    { type: "output", status: "orphaned", path: "docs/old.md", target: "docs & more" },
    { type: "output", status: "edited", path: "src/api/index.ts", target: "types" },
    { type: "output", status: "stale", path: "specmill.lock", target: "" },
    summary("check", { drift: 5 }, { errors: 4, warnings: 3, exitCode: 1 }),
  ],
  hostile: [hostile, summary("generate", {}, { errors: 1, exitCode: 1 })],
};
