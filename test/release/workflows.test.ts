/** The rules that a workflow has to keep, because whoever breaks into one has what it is allowed. */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/source-graph.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions?: object; readonly "timeout-minutes"?: number; readonly steps: readonly Step[] }
    >
  >;
}

const folder = join(repository, ".github/workflows");

describe.each(readdirSync(folder))("%s", (name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const workflow = Bun.YAML.parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("allows nothing by itself, and each job says what it needs and for how long", () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter((job) => job.permissions === undefined || job["timeout-minutes"] === undefined)).toEqual([]);
  });

  test("takes actions by their commit, with the version beside it", () => {
    const lines = text.split("\n").filter((line) => line.includes("uses:"));
    expect(lines.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    expect(lines.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test("a checkout leaves no credentials behind", () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("no expression stands inside of a script", () => {
    expect(steps.filter((step) => step.run?.includes("${{"))).toEqual([]);
  });
});

test("what builds a release can write nothing, and what may write builds nothing", () => {
  const { jobs } = Bun.YAML.parse(readFileSync(join(folder, "release.yml"), "utf8")) as Workflow;
  const writers = Object.values(jobs).filter((job) => Object.values(job.permissions ?? {}).includes("write"));
  expect(writers.length).toBe(3);
  const words = /npm (?:ci|run|install)|scripts\/|bun |actions\/checkout/;
  expect(writers.flatMap((job) => job.steps).filter((step) => words.test(`${step.run} ${step.uses}`))).toEqual([]);
});
