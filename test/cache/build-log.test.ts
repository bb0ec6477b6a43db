import { describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuildLog, LogHead } from "#cache/build-log.ts";
import { readBuildLog, writeBuildLog } from "#cache/build-log.ts";
import type { StatRow } from "#cache/stat-table.ts";
import type { TargetRecord } from "#model/manifest.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { statWords } from "#platform/stat-batch.ts";

const head: LogHead = {
  build: "b",
  config: "specmill.yaml",
  clean: true,
  targets: ["types"],
  outputs: 2,
  warnings: [],
  globs: [],
  ranCode: false,
};
const hash = hashContent("x");

const record: TargetRecord = {
  slice: hashContent("slice"),
  options: hashContent("options"),
  format: "",
  templates: new Map([["page.md.eta", hash]]),
  plainTemplates: new Set(["page.md.eta"]),
  inputs: new Map([["api.yaml", hash]]),
  reads: new Map([
    ["data:a", hash],
    ["list:record", hash],
  ]),
  outputs: new Map([
    ["out/a.md", { hash, job: "page.md.eta#a" }],
    ["out/kept.md", { hash, job: "page.md.eta#k" }],
  ]),
  jobs: new Map([
    [
      "page.md.eta#a",
      {
        id: "page.md.eta#a",
        template: "page.md.eta",
        unit: "a",
        path: "out/a.md",
        hash,
        rawHash: hashContent("raw"),
        cost: 7,
        reads: ["data:a", "list:record"],
      },
    ],
  ]),
};

function written(): { path: string; rows: StatRow[] } {
  const folder = mkdtempSync(join(tmpdir(), "specmill-log-"));
  const rows: StatRow[] = ["api.yaml", "out/a.md"].map((path) => ({
    path,
    role: "input",
    stamp: statWords(folder, true),
    hash,
    racy: false,
  }));
  const path = join(folder, "log");
  writeBuildLog(path, head, rows, new Map([["types", record]]), fs);
  return { path, rows };
}

function open(path: string): BuildLog {
  const log = readBuildLog(path);
  if (log === undefined || "unusable" in log) throw new Error(`unusable: ${JSON.stringify(log)}`);
  return log;
}

describe("a build log", () => {
  test("gives back what was written", () => {
    const { path, rows } = written();
    const log = open(path);
    expect(log.head).toEqual(head);
    expect([...log.table.rows()]).toEqual(rows);
    expect(log.targets()?.get("types")).toEqual(record);
  });

  test("that does not exist is undefined", () => {
    expect(readBuildLog("/nonexistent/log")).toBeUndefined();
  });

  test("cut at any length is unusable, never wrong and never a crash", () => {
    const { path } = written();
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(readBuildLog(path)).toHaveProperty("unusable");
    }
  });

  test("with any byte changed is unusable or has damaged records", () => {
    const { path } = written();
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      writeFileSync(path, damaged);
      const log = readBuildLog(path);
      // Bytes 36-47 are reserved: nothing reads them.
      const isReserved = at >= 36 && at < 48;
      const isUsable = log !== undefined && !("unusable" in log) && log.targets() !== undefined;
      expect(isUsable).toBe(isReserved);
    }
  });
});
