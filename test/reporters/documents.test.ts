/** What the documents promise beyond their schemas: names that outlive moved lines, caps with a count, and places that are exact. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codes } from "#model/codes.ts";
import type { Place } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import { driftRules } from "#reporters/findings/drift-rules.ts";
import { reporter as github } from "#reporters/github.ts";
import { reporter as gitlab } from "#reporters/gitlab.ts";
import { reporter as junit } from "#reporters/junit.ts";
import { reporter as markdown } from "#reporters/markdown.ts";
import { reporters } from "#reporters/registry.gen.ts";
import type { ReporterFormat } from "#reporters/reporter.ts";
import { reporter as sarif } from "#reporters/sarif.ts";
import { markdownCode, markdownText } from "#reporters/text/markdown.ts";
import { xmlAttribute, xmlText } from "#reporters/text/xml.ts";
import { play, problem, summary } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const failed = summary("check", {}, { exitCode: 1 });
const stale = (index: number): Event => ({ type: "output", status: "stale", path: `${index}.md`, target: "docs" });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const runOf = (events: readonly Event[]) => JSON.parse(play(sarif, events)).runs[0];
const issuesOf = (events: readonly Event[]) => JSON.parse(play(gitlab, events));

test("drift has rules of its own, beside the codes of problems", () => {
  expect(Object.keys(driftRules).filter((rule) => rule in codes)).toEqual([]);
});

test("docs/pipelines.md has a row for every rule of drift and for every reporter", () => {
  const page = readFileSync(join(import.meta.dir, "../../docs/pipelines.md"), "utf8");
  const rows = [...page.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = ""]) => cell.match(/[\w/-]+/g) ?? []);
  expect(rows).toEqual(expect.arrayContaining([...Object.keys(driftRules), ...Object.keys(reporters)]));
});

describe("names of findings", () => {
  const shape = (line: number, message: string, pointer?: string) =>
    problem(error("data/shape", message, { place: { file: "a.yaml", line, column: 1, ...(pointer && { pointer }) } }));
  const printsOf = (...events: Event[]) =>
    runOf([...events, failed]).results.map((one: { partialFingerprints: object }) => one.partialFingerprints);

  test("stay when lines move, also lines that a message speaks of", () => {
    const before = printsOf(shape(3, "as in `b.yaml:7:1` on line 7"), stale(1));
    expect(printsOf(shape(30, "as in `b.yaml:70:12` on line 70"), stale(1))).toEqual(before);
  });

  test("differ by rule, file, pointer and message, and equal ones are counted", () => {
    const all = [shape(1, "x"), shape(2, "x"), shape(3, "y"), shape(4, "x", "/a"), stale(1), stale(2)];
    const prints = printsOf(...all).map((one: object) => JSON.stringify(one));
    expect(new Set(prints).size).toBe(all.length);
    const hashes = issuesOf([...all, failed]).map((issue: { fingerprint: string }) => issue.fingerprint);
    expect(new Set(hashes).size).toBe(all.length);
  });
});

describe("caps", () => {
  test("SARIF holds 25,000 results, errors first, and counts the rest", () => {
    const doubts = times(25_000, (i) => problem(warning("data/shape", `doubt ${i}`, { place: { file: "a.yaml" } })));
    const { results, invocations } = runOf([...doubts, stale(1), stale(2), failed]);
    expect(results).toHaveLength(25_000);
    expect(results.slice(0, 3).map((one: { level: string }) => one.level)).toEqual(["error", "error", "warning"]);
    expect(invocations[0].toolExecutionNotifications).toEqual([
      { level: "warning", message: { text: expect.stringMatching(/^2 more results in the log of this run/) } },
    ]);
  });

  test("GitLab gets 5,000 issues and the count of the rest", () => {
    const issues = issuesOf([...times(5_003, stale), failed]);
    expect(issues).toHaveLength(5_001);
    expect(issues.at(-1)).toMatchObject({ description: "3 more problems in the log of this job", severity: "info" });
  });

  test("a suite of JUnit has 5,000 cases and one for the rest", () => {
    const text = play(junit, [...times(5_003, stale), failed]);
    expect(text).toContain('<testsuite name="docs" tests="5001" failures="5001" errors="0">');
    expect(text).toContain("3 more problems in the log of this job");
  });

  test("a summary has 100 rows and 100 problems, and stays far below 1 MiB whatever they say", () => {
    const long = "`x` <".repeat(10_000);
    const problems = times(150, () => problem(error("data/shape", long, { notes: times(20, () => long) })));
    const text = play(markdown, [...problems, ...times(103, stale), failed]);
    expect(text.match(/^\| stale/gm)).toHaveLength(100);
    expect(text).toContain("… and 3 more in the log");
    expect(text.match(/^- \*\*error/gm)).toHaveLength(100);
    expect(text).toContain("… and 50 more in the log");
    expect(text).toContain("  - … and 15 more notes");
    expect(Buffer.byteLength(text)).toBeLessThan(900_000);
  });

  test("an annotation is cut where GitHub would cut it anywhere", () => {
    const text = play(github, [problem(error("data/shape", "x".repeat(9_000))), failed]);
    expect(text.length).toBeLessThan(4_100);
    expect(text).toEndWith("x…\n");
  });
});

describe("places", () => {
  const region = (place: Place) =>
    runOf([problem(error("data/shape", "x", { place })), failed]).results[0].locations[0].physicalLocation.region;
  const frame = (length: number) => ({ firstLine: 4, lines: ["", "  größe: 𝟙x", ""], length });

  test("have the columns of an editor, and end with the line at the latest", () => {
    const place = { file: "a.yaml", line: 5, column: 3 };
    expect(region(place)).toEqual({ startLine: 5, startColumn: 3 });
    expect(region({ ...place, frame: frame(5) })).toEqual({ startLine: 5, startColumn: 3, endColumn: 8 });
    // `𝟙` is two units.
    expect(region({ ...place, column: 10, frame: frame(99) })).toEqual({
      startLine: 5,
      startColumn: 10,
      endColumn: 13,
    });
    expect(region({ ...place, column: 13, frame: frame(1) })).toEqual({ startLine: 5, startColumn: 13 });
    expect(region({ file: "a.yaml", line: 5 })).toEqual({ startLine: 5 });
    expect(region({ file: "a.yaml" })).toEqual({ startLine: 1 });
  });

  test("GitHub gets the same end", () => {
    const place = { file: "a.yaml", line: 5, column: 3, frame: frame(5) };
    expect(play(github, [problem(error("data/shape", "x", { place })), failed])).toStartWith(
      "::error file=a.yaml,line=5,col=3,endLine=5,endColumn=8,title=data/shape::x",
    );
  });

  test("problems without one are notifications in SARIF and stand at the config in GitLab", () => {
    const events = [problem(error("lock/busy", "busy")), summary("check", {}, { exitCode: 75 })];
    const { results, invocations } = runOf(events);
    expect(results).toEqual([]);
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      exitCode: 75,
      toolExecutionNotifications: [{ level: "error", descriptor: { id: "lock/busy", index: 0 } }],
    });
    expect(issuesOf(events)[0].location).toEqual({ path: "specmill.yaml", lines: { begin: 1 } });
  });
});

describe("a run that failed and did not say why", () => {
  const fault = [summary("check", {}, { exitCode: 70 })];
  test.each([
    ["SARIF", sarif, '"executionSuccessful": false'],
    ["GitLab", gitlab, "specmill ended with exit code 70"],
    ["JUnit", junit, '<testcase name="the run came to its end" classname="specmill">\n      <error '],
    ["Markdown", markdown, "- **error** `run/failed` specmill ended with exit code 70"],
  ] as const)("is no good run in %s", (_name, format: ReporterFormat, expected) => {
    expect(play(format, fault)).toContain(expected);
  });
});

test("a warning fails no case", () => {
  const text = play(junit, [problem(warning("source/no-units", "none")), summary("check")]);
  expect(text).toContain('tests="2" failures="0" errors="0"');
  expect(text).toContain("<system-out>warning[source/no-units] none</system-out>");
});

describe("text from anywhere", () => {
  test("makes no markup in XML, whatever it holds", () => {
    expect(xmlText("a]]>\u0000\u0008\u000b\u0085\ufffe\ud800<b>&amp;\t\n")).toBe(
      "a]]&gt;\u0085�&lt;b&gt;&amp;amp;\t\n",
    );
    expect(xmlAttribute('"x"\n\t')).toBe("&quot;x&quot;&#10;&#9;");
  });

  test("makes no markup in Markdown, and keeps the names in backquotes", () => {
    expect(markdownText("no `a|b` in <x> [y](https://z) *w* @me www.v")).toBe(
      "no `a\\|b` in &lt;x\\> \\[y\\]\\(https&#58;//z\\) \\*w\\* &#64;me www&#46;v",
    );
    expect(markdownText("one\ntwo")).toBe("one two");
    expect(markdownCode("`a``b`")).toBe("``` `a``b` ```");
    expect(markdownCode(" ")).toBe("");
  });

  test("masks secrets in every document", () => {
    for (const format of [sarif, gitlab, junit, markdown, github]) {
      expect(play(format, scenarios.hostile ?? [])).not.toContain("hunter2");
    }
  });
});
