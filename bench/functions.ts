/**
 * `bun bench/functions.ts [filter]`: the functions that the time of a run is made of, by mitata. In-process figures: good for
 * comparing two ways of doing one thing, not for saying how long a run takes (run.ts does that). Modules are imported when their
 * benchmark is set up, so that one that does not load takes only its own figures with it.
 */
import { readFileSync } from "node:fs";
import { bench, do_not_optimize, group, run } from "mitata";
import { findDocument, installPeers } from "./peers.ts";
import { filesTree, makeProject } from "./projects.ts";

const filter = process.argv[2] ?? "";

installPeers((line) => console.error(line));
await hashes();
await documents();
await stats();
await diffs();
await escapes();
await run({ filter: new RegExp(filter), colors: process.stdout.isTTY });

async function hashes(): Promise<void> {
  const { hashContent } = await import("#platform/hash.ts");
  const page = "a line of an ordinary page\n".repeat(160);
  group("hash 4 KB", () => {
    bench("sha-256, 128 bits of it (hashContent)", () => do_not_optimize(hashContent(page)));
    bench("xxh3, 64 bits (rejected: shared keys need sha-256)", () => do_not_optimize(Bun.hash.xxHash3(page)));
  });
}

async function documents(): Promise<void> {
  const path = findDocument();
  if (path === undefined) return;
  const { outline } = await import("#document/json-members.ts");
  const { hashContent } = await import("#platform/hash.ts");
  const bytes = readFileSync(path);
  group("GitHub's description, 13 MB", () => {
    bench("outline of paths and components (json-members)", () => do_not_optimize(outline(bytes, 4)));
    bench("utf8 + JSON.parse", () => do_not_optimize(JSON.parse(bytes.toString("utf8"))));
    bench("hashContent of the bytes", () => do_not_optimize(hashContent(bytes)));
  });
}

async function stats(): Promise<void> {
  const { encodeStatTable, StatTable } = await import("#cache/stat-table.ts");
  const { statWords } = await import("#platform/stat-batch.ts");
  const { lstatSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { files } = filesTree(10_000);
  const root = makeProject("stats", files);
  const paths = Object.keys(files);
  const hash = "0".repeat(32);
  const rows = paths.map((path) => ({
    path,
    role: "output" as const,
    stamp: statWords(join(root, path), false),
    hash,
    racy: false,
  }));
  const table = new StatTable(encodeStatTable(rows));
  group(`stamps of ${paths.length} files`, () => {
    bench("StatTable.doubtful", () => do_not_optimize(table.doubtful(root)));
    bench("lstatSync each", () => {
      for (const path of paths) do_not_optimize(lstatSync(join(root, path), { bigint: true }));
    });
  });
}

async function diffs(): Promise<void> {
  const { unifiedDiff } = await import("#platform/diff.ts");
  const before = Array.from({ length: 2000 }, (_, line) => `line ${line} of a long page\n`).join("");
  const after = before.replace("line 700 ", "line seven hundred ");
  group("unified diff, 2,000 lines", () => {
    bench("one line changed", () => do_not_optimize(unifiedDiff("page.md", { before, after })));
    bench("every line changed", () =>
      do_not_optimize(unifiedDiff("page.md", { before, after: before.replaceAll("line", "row") })),
    );
  });
}

async function escapes(): Promise<void> {
  const { escapeMarkdown } = await import("#templates/escape/markdown-text.ts");
  const { pathSegment } = await import("#templates/path-segment.ts");
  const plain = "Returns the pets of a shop, newest first, twenty at a time.";
  group("escape one line", () => {
    bench("markdown, nothing to escape", () => do_not_optimize(escapeMarkdown(plain)));
    bench("markdown, much to escape", () => do_not_optimize(escapeMarkdown("*a* _b_ [c](d) <e> `f` | g \\ h")));
    bench("path segment", () => do_not_optimize(pathSegment("repos/get-content")));
  });
}
