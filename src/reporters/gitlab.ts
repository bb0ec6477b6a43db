/** Code Quality of GitLab: an array of issues, shown in the merge request and on its lines. */
import { hashParts } from "#platform/hash.ts";
import type { RunReport } from "./findings/document.ts";
import { mostSevere, openDocument } from "./findings/document.ts";
import type { Finding } from "./findings/finding.ts";
import { noteLines } from "./findings/finding.ts";
import type { Identity } from "./findings/identity.ts";
import { identities } from "./findings/identity.ts";
import type { ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatJson } from "./text/json-text.ts";
import { plural } from "./text/summary.ts";

/** More than anybody reads in a merge request; the rest is counted. */
const LISTED = 5_000;

export const reporter: ReporterFormat = {
  name: "gitlab",
  stream: "stdout",
  paths: "workspace",
  isDocument: true,
  open: (options) => openDocument(options, formatIssues),
};

function formatIssues({ findings }: RunReport, options: ReporterOptions): string {
  const listed = mostSevere(findings, LISTED);
  const names = identities(listed);
  const issues = listed.map((finding, at) => issueOf(finding, names[at], options));
  const rest = findings.length - issues.length;
  return `${formatJson(rest > 0 ? [...issues, restIssue(rest, options)] : issues, 2)}\n`;
}

function issueOf(finding: Finding, name: Identity | undefined, { config }: ReporterOptions) {
  const { rule, message, place } = finding;
  return {
    description: [message, ...noteLines(finding)].join("\n"),
    check_name: rule,
    fingerprint: fingerprintOf(name),
    severity: severityOf(finding),
    // GitLab drops an issue without a place.
    location: { path: place?.file ?? config, lines: { begin: place?.line ?? 1 } },
  };
}

/** GitLab shows the first of those that share a fingerprint and drops the others. */
function fingerprintOf({ hash, occurrence }: Identity = { hash: "", occurrence: 1 }): string {
  return occurrence === 1 ? hash : hashParts([hash, String(occurrence)]);
}

/** Drift is mended by one command; an error needs somebody who thinks. */
function severityOf({ severity, drift }: Finding): "critical" | "major" | "minor" {
  if (severity === "warning") return "minor";
  return drift === undefined ? "critical" : "major";
}

function restIssue(rest: number, { config }: ReporterOptions) {
  return {
    description: `${plural(rest, "more problem")} in the log of this job`,
    check_name: "run/more",
    fingerprint: hashParts(["run/more"]),
    severity: "info",
    location: { path: config, lines: { begin: 1 } },
  };
}
