/**
 * SARIF 2.1.0, for code scanning and for whatever else reads results of analysis. What has a place is a result; what has none is a
 * notification of the run, because readers refuse results without a location. There are no fixes: none is known to be true.
 */
import type { Note, Place } from "#model/diagnostic.ts";
import type { RunReport } from "./findings/document.ts";
import { cameToItsEnd, mostSevere, openDocument } from "./findings/document.ts";
import { driftRule, ruleTitle } from "./findings/drift-rules.ts";
import type { Finding } from "./findings/finding.ts";
import { endColumn, noteLines } from "./findings/finding.ts";
import type { Identity } from "./findings/identity.ts";
import { identities } from "./findings/identity.ts";
import type { ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatJson } from "./text/json-text.ts";
import { plural } from "./text/summary.ts";

/** GitHub refuses a run with more; it shows the 5,000 most severe. */
const MAX_RESULTS = 25_000;

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The name by which SARIF knows the top of the repository. */
const TOP = "%SRCROOT%";

export const reporter: ReporterFormat = {
  name: "sarif",
  stream: "stdout",
  paths: "workspace",
  isDocument: true,
  open: (options) => openDocument(options, formatSarif),
};

function formatSarif(run: RunReport, options: ReporterOptions): string {
  return `${formatJson({ $schema: SCHEMA, version: "2.1.0", runs: [runOf(run, options)] }, 2)}\n`;
}

function runOf(run: RunReport, { version }: ReporterOptions) {
  const { findings, exitCode } = run;
  const placed = findings.filter(({ place }) => place !== undefined);
  const unplaced = findings.filter(({ place }) => place === undefined);
  const rules = rulesOf(placed);
  const notifications = rulesOf(unplaced);
  const listed = mostSevere(placed, MAX_RESULTS);
  const names = identities(listed);
  const results = listed.map((finding, at) => resultOf(finding, rules, names[at]));
  const toolExecutionNotifications = [
    ...unplaced.map((finding) => notificationOf(finding, notifications)),
    ...restNotification(placed.length - results.length),
  ];
  return {
    tool: {
      driver: {
        name: "specmill",
        version,
        semanticVersion: version,
        rules: rules.map(descriptorOf),
        notifications: notifications.map(descriptorOf),
      },
    },
    invocations: [{ executionSuccessful: cameToItsEnd(run), exitCode, toolExecutionNotifications }],
    originalUriBaseIds: { [TOP]: { description: { text: "the top of the repository" } } },
    columnKind: "utf16CodeUnits",
    results,
  };
}

function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

function descriptorOf(id: string) {
  const text = ruleTitle(id);
  const help = driftRule(id)?.help;
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    ...(help === undefined ? {} : { help: { text: help } }),
  };
}

function resultOf(finding: Finding, rules: readonly string[], name: Identity | undefined) {
  const { rule, severity, place, notes } = finding;
  const related = notes.filter((note) => note.place !== undefined).map(relatedLocation);
  const fingerprint = `${name?.hash}:${name?.occurrence}`;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: messageOf(finding) },
    locations: place === undefined ? [] : [locationOf(place)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    // The second name is the only one that GitHub reads.
    partialFingerprints: { "specmill/v1": fingerprint, primaryLocationLineHash: fingerprint },
  };
}

function notificationOf(finding: Finding, notifications: readonly string[]) {
  const { rule, severity } = finding;
  const descriptor = { id: rule, index: notifications.indexOf(rule) };
  return { level: severity, message: { text: messageOf(finding) }, descriptor };
}

function restNotification(rest: number) {
  if (rest <= 0) return [];
  const text = `${plural(rest, "more result")} in the log of this run: a report holds ${plural(MAX_RESULTS, "result")} at most`;
  return [{ level: "warning", message: { text } }];
}

function messageOf(finding: Finding): string {
  return withoutLinks([finding.message, ...noteLines(finding)].join("\n"));
}

/** `[text](1)` is a link in a message; a blank makes it text. Braces stay single: readers fill them in only where arguments are given. */
function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

function relatedLocation({ message, place }: Note, at: number) {
  const location = place === undefined ? {} : locationOf(place);
  return { id: at + 1, ...location, message: { text: withoutLinks(message) } };
}

function locationOf(place: Place) {
  const artifactLocation = { uri: uriOf(place.file), uriBaseId: TOP };
  const { pointer } = place;
  return {
    physicalLocation: { artifactLocation, region: regionOf(place) },
    ...(pointer ? { logicalLocations: [{ fullyQualifiedName: pointer }] } : {}),
  };
}

function uriOf(path: string): string {
  return path.toWellFormed().split("/").map(encodeURIComponent).join("/");
}

/** A finding about a whole file is shown on its first line: GitHub demands one. */
function regionOf(place: Place) {
  const { line, column } = place;
  if (line === undefined) return { startLine: 1 };
  if (column === undefined) return { startLine: line };
  const end = endColumn(place);
  return { startLine: line, startColumn: column, ...(end === undefined ? {} : { endColumn: end }) };
}
