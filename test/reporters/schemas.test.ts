/** Every report of every kind of run is what its public schema asks for, and the schemas refuse what is not. */
import { describe, expect, test } from "bun:test";
import { reporter as gitlab } from "#reporters/gitlab.ts";
import { reporter as junit } from "#reporters/junit.ts";
import { reporter as sarif } from "#reporters/sarif.ts";
import { canValidateXml, gitlabProblems, junitProblems, sarifProblems } from "../support/report-schemas.ts";
import { play } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const runs = [...Object.entries(scenarios), ["no events at all", []] as const];

describe("SARIF 2.1.0", () => {
  test.each(runs)("%s", (_name, events) => {
    expect(sarifProblems(play(sarif, events))).toEqual([]);
  });

  test("the schema sees what is wrong", () => {
    const log = JSON.parse(play(sarif, scenarios.rich ?? []));
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b";
    log.runs[0].columnKind = "columns";
    expect(sarifProblems(JSON.stringify(log))).toEqual([
      '/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri must match format "uri-reference"',
      "/runs/0/columnKind must be equal to one of the allowed values",
    ]);
  });
});

describe("Code Quality of GitLab", () => {
  test.each(runs)("%s", (_name, events) => {
    expect(gitlabProblems(play(gitlab, events))).toEqual([]);
  });

  test("the schema sees what is wrong", () => {
    const [issue] = JSON.parse(play(gitlab, scenarios.rich ?? []));
    const wrong = { ...issue, severity: "error", location: { path: "/a", lines: { begin: 0 } } };
    expect(gitlabProblems(JSON.stringify([wrong, issue]))).toEqual([
      "/0/severity must be equal to one of the allowed values",
      '/0/location/path must match pattern "^(?!\\.?/|[A-Za-z]:)"',
      "/0/location/lines/begin must be >= 1",
      `${issue.fingerprint} is there twice`,
    ]);
  });
});

describe.skipIf(!canValidateXml())("JUnit", () => {
  test.each(runs)("%s", (_name, events) => {
    expect(junitProblems(play(junit, events))).toBe("");
  });

  test("the schema sees what is wrong", () => {
    const text = play(junit, scenarios.rich ?? []);
    expect(junitProblems(text.replace(" tests=", " test="))).toContain("attribute 'test' is not allowed");
    expect(junitProblems(text.replaceAll(" name=", " title="))).toContain("attribute 'title' is not allowed");
    expect(junitProblems(text.replace("]]&gt;", "<"))).toContain("parser error");
  });
});
