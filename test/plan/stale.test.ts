import { describe, expect, test } from "bun:test";
import type { Job, JobRecord } from "#model/job.ts";
import { describeReason } from "#model/plan.ts";
import type { Changes } from "#plan/stale.ts";
import { stale } from "#plan/stale.ts";

const job: Job = { id: "page#a", template: "page", unit: "a", path: "out/a.md" };
const record: JobRecord = { ...job, hash: "h", rawHash: "h", cost: 1, reads: ["data:a", "list:tag"] };
const nothing: Changes = {
  forced: false,
  toolChanged: false,
  optionsChanged: false,
  formatChanged: false,
  template: () => ({ now: "t", then: "t" }),
  readChanged: () => false,
};

describe("a job is", () => {
  test("fresh when nothing that it depends on changed", () => {
    expect(stale(job, record, nothing)).toBeUndefined();
  });

  const cases: [string, Job, JobRecord | undefined, Partial<Changes>, string][] = [
    ["without a record", job, undefined, {}, "there is no record of it"],
    ["forced", job, record, { forced: true }, "--force or --rebuild was given"],
    ["of another build", job, record, { toolChanged: true }, "it was rendered by another build of specmill"],
    ["of other options", job, record, { optionsChanged: true }, "the options of its target changed"],
    ["moved", { ...job, path: "out/b.md" }, record, {}, "its path was `out/a.md`"],
    ["of a changed template", job, record, { template: () => ({ now: "u", then: "t" }) }, "template `page` changed"],
    ["a reader of changed content", job, record, { readChanged: (read) => read === "data:a" }, "`a` changed"],
    [
      "a reader of a changed list",
      job,
      record,
      { readChanged: (read) => read === "list:tag" },
      "the list of units of kind `tag` changed",
    ],
    ["formatted otherwise", job, record, { formatChanged: true }, "the formatter or its configuration changed"],
  ];
  for (const [name, subject, known, change, reason] of cases) {
    test(`stale when it is ${name}, and says so`, () => {
      const found = stale(subject, known, { ...nothing, ...change });
      expect(found === undefined ? "fresh" : describeReason(found)).toBe(reason);
    });
  }

  test("untouched by a change that it did not read", () => {
    expect(stale(job, record, { ...nothing, readChanged: (read) => read === "data:b" })).toBeUndefined();
  });
});
