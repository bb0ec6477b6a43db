/**
 * JUnit's XML, as Jenkins and GitLab read it. Outputs in step are no test cases: ten thousand of them would hide the one that is not.
 * One case tells that the run came to its end, because Jenkins takes a report without any for a broken build.
 */
import type { RunReport } from "./findings/document.ts";
import { cameToItsEnd, openDocument } from "./findings/document.ts";
import type { Finding } from "./findings/finding.ts";
import { FAILED, noteLines } from "./findings/finding.ts";
import type { ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatPlace, safeLine } from "./text/diagnostic.ts";
import { formatSummary, plural } from "./text/summary.ts";
import { xmlAttribute, xmlText } from "./text/xml.ts";

/** Cases of a suite; the rest is one more that fails. */
const LISTED = 5_000;

export const reporter: ReporterFormat = {
  name: "junit",
  stream: "stdout",
  paths: "workspace",
  isDocument: true,
  open: (options) => openDocument(options, formatReport),
};

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly outcome: "passed" | "failure" | "error";
  readonly message: string;
  readonly type: string;
  readonly text: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function formatReport(run: RunReport, options: ReporterOptions): string {
  const suites = suitesOf(run, options);
  const all = suites.flatMap(({ cases }) => cases);
  const time = run.summary === undefined ? [] : [["time", (run.summary.durationMs / 1000).toFixed(3)] as const];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes([["name", nameOf(run, options)], ...time, ...counts(all)])}>`,
    ...suites.flatMap(suiteLines),
    "</testsuites>",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function nameOf({ summary }: RunReport, { command }: ReporterOptions): string {
  return `specmill ${summary?.command ?? command}`.trimEnd();
}

/** The run itself, its problems, and a suite for each target or source with drift. */
function suitesOf(run: RunReport, options: ReporterOptions): Suite[] {
  const problems = run.findings.filter(({ drift, rule }) => drift === undefined && rule !== FAILED);
  const drifted = Map.groupBy(
    run.findings.filter(({ drift }) => drift !== undefined),
    ({ drift }) => drift?.owner ?? "",
  );
  return [
    { name: nameOf(run, options), cases: [runCase(run)] },
    ...(problems.length === 0 ? [] : [{ name: "problems", cases: named(problems, "problems") }]),
    ...[...drifted].map(([owner, found]) => {
      // The lock belongs to no target.
      const name = owner === "" ? "specmill" : safeLine(owner);
      return { name, cases: named(found, name) };
    }),
  ];
}

function runCase(run: RunReport): Case {
  const text = run.summary === undefined ? "" : formatSummary(run.summary, run.tally).join("\n");
  const about = { name: "the run came to its end", classname: "specmill" };
  if (cameToItsEnd(run)) return { ...about, outcome: "passed", message: "", type: "", text };
  const message = `specmill ended with exit code ${run.exitCode}`;
  return { ...about, outcome: "error", message, type: FAILED, text: [message, text].join("\n").trimEnd() };
}

/** Names are what a platform knows a case by, from run to run: no number of a line is in them, and equal ones are counted. */
function named(findings: readonly Finding[], suite: string): Case[] {
  const seen = new Map<string, number>();
  const cases = findings.slice(0, LISTED).map((finding) => {
    const made = caseOf(finding, `specmill.${suite}`);
    const count = (seen.get(made.name) ?? 0) + 1;
    seen.set(made.name, count);
    return count === 1 ? made : { ...made, name: `${made.name} (${count})` };
  });
  return findings.length > LISTED ? [...cases, restCase(findings.length - LISTED, suite)] : cases;
}

function caseOf(finding: Finding, classname: string): Case {
  const { rule, severity, message, place, drift } = finding;
  const where = place === undefined ? "" : ` ${formatPlace(place)}`;
  const name = drift === undefined ? `${rule} ${safeLine(place?.file ?? message)}` : safeLine(drift.path);
  // A warning never fails a run.
  const outcome = severity === "warning" ? "passed" : drift === undefined ? "error" : "failure";
  const head = drift === undefined ? [`${severity}[${rule}]${where} ${message}`] : [message];
  return { name, classname, outcome, message, type: rule, text: [...head, ...noteLines(finding)].join("\n") };
}

function restCase(rest: number, suite: string): Case {
  const message = `${plural(rest, "more problem")} in the log of this job`;
  return { name: "…", classname: `specmill.${suite}`, outcome: "failure", message, type: "run/more", text: message };
}

function counts(cases: readonly Case[]) {
  const count = (outcome: Case["outcome"]) => String(cases.filter((one) => one.outcome === outcome).length);
  return [
    ["tests", String(cases.length)],
    ["failures", count("failure")],
    ["errors", count("error")],
  ] as const;
}

function suiteLines({ name, cases }: Suite): string[] {
  return [
    `  <testsuite${attributes([["name", name], ...counts(cases)])}>`,
    ...cases.flatMap(caseLines),
    "  </testsuite>",
  ];
}

function caseLines({ name, classname, outcome, message, type, text }: Case): string[] {
  const head = `    <testcase${attributes([
    ["name", name],
    ["classname", classname],
  ])}`;
  if (text === "") return [`${head}/>`];
  const element = outcome === "passed" ? "system-out" : outcome;
  const said =
    outcome === "passed"
      ? ""
      : attributes([
          ["message", message],
          ["type", type],
        ]);
  return [`${head}>`, `      <${element}${said}>${xmlText(text)}</${element}>`, "    </testcase>"];
}

function attributes(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`).join("");
}
