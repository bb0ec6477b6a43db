/** The sentences that end a run. */
import { expect, test } from "bun:test";
import { formatCount, formatDuration, formatSummary, plural } from "#reporters/text/summary.ts";
import { summary } from "../play.ts";

const none = new Map();

test("counts are grouped by three", () => {
  expect([0, 999, 1000, 2214, 1234567].map(formatCount)).toEqual(["0", "999", "1,000", "2,214", "1,234,567"]);
  expect([plural(1, "output"), plural(2, "output")]).toEqual(["1 output", "2 outputs"]);
});

test("durations have the digits that mean something", () => {
  expect([4, 123, 9_994, 83_400].map(formatDuration)).toEqual(["0.00 s", "0.12 s", "9.99 s", "83.4 s"]);
});

test("a run that changed something says how much of how many", () => {
  expect(formatSummary(summary("generate", { created: 1, changed: 2 }), none)).toEqual([
    "wrote 3 of 2,214 outputs in 0.12 s",
  ]);
  expect(formatSummary(summary("watch", { deleted: 2 }, { warnings: 1 }), none)).toEqual([
    "deleted 2 in 0.12 s; 1 warning",
  ]);
});

test("a run that had nothing to do says so", () => {
  expect(formatSummary(summary("generate", { outputs: 1 }), none)).toEqual(["up to date: 1 output"]);
  expect(formatSummary(summary("check"), none)).toEqual(["up to date: 2,214 outputs"]);
});

test("a run that failed never sounds like one that worked", () => {
  expect(formatSummary(summary("generate", {}, { errors: 2, exitCode: 1 }), none)).toEqual([
    "nothing was changed; 2 errors",
  ]);
  expect(formatSummary(summary("check", {}, { errors: 1, exitCode: 2 }), none)).toEqual([
    "check: not finished; 1 error",
  ]);
});

test("drift is counted by kind, with the next thing to type", () => {
  const tally = new Map([
    ["missing", 1],
    ["stale", 2],
  ] as const);
  expect(formatSummary(summary("check", { drift: 3 }, { exitCode: 1 }), tally)).toEqual([
    "check: 2 stale, 1 missing",
    "`specmill generate` brings them up to date",
  ]);
});
