/** Measurements as a Markdown table and as JSON. A verdict compares medians of one session, never figures of two days. */
import type { Measurement } from "./measure.ts";
import { median } from "./measure.ts";
import type { Budget, Scenario } from "./scenario.ts";

export interface Row {
  readonly scenario: string;
  readonly candidate: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly cpuMs: number;
  readonly peakMemoryMB: number | undefined;
  /** Its median over that of specmill; 1 for specmill. */
  readonly ratio: number;
}

export interface Verdict {
  readonly budget: string;
  readonly measured: string;
  readonly isKept: boolean;
}

export interface ScenarioReport {
  readonly scenario: Scenario;
  readonly rows: readonly Row[];
  readonly verdicts: readonly Verdict[];
}

export function makeReport(scenario: Scenario, measurements: readonly Measurement[]): ScenarioReport {
  const first = measurements[0];
  if (first === undefined) throw new Error(`${scenario.name} measured nothing`);
  const base = wall(first);
  const rows = measurements.map((one) => toRow(scenario, one, base));
  return { scenario, rows, verdicts: scenario.budgets.flatMap((budget) => toVerdict(budget, rows)) };
}

function toRow(scenario: Scenario, measurement: Measurement, base: number): Row {
  const times = measurement.samples.map((sample) => sample.wallMs);
  return {
    scenario: scenario.name,
    candidate: measurement.name,
    medianMs: median(times),
    minMs: Math.min(...times),
    maxMs: Math.max(...times),
    cpuMs: median(measurement.samples.map((sample) => sample.cpuMs)),
    peakMemoryMB: measurement.peakMemoryMB,
    ratio: median(times) / base,
  };
}

function toVerdict(budget: Budget, rows: readonly Row[]): Verdict[] {
  const own = rows[0];
  const peer = rows.find((row) => row.candidate === budget.peer);
  if (own === undefined || peer === undefined) return [];
  const pick = (row: Row) => (budget.what === "time" ? row.medianMs : row.peakMemoryMB);
  const [ownValue, peerValue] = [pick(own), pick(peer)];
  if (ownValue === undefined || peerValue === undefined) return [];
  const share = ownValue / peerValue;
  return [
    {
      budget: `${budget.what} at most ${round(budget.factor)} x ${budget.peer}`,
      measured: `${round(share)} x`,
      isKept: share <= budget.factor,
    },
  ];
}

function wall(measurement: Measurement): number {
  return median(measurement.samples.map((sample) => sample.wallMs));
}

export function toMarkdown(reports: readonly ScenarioReport[]): string {
  const table = [
    "| scenario | program | median ms | min | max | cpu ms | peak MB | x specmill |",
    "|---|---|--:|--:|--:|--:|--:|--:|",
    ...reports.flatMap((report) => report.rows.map((row) => toLine(report.scenario, row))),
  ];
  const budgets = [
    "| scenario | budget | measured | kept |",
    "|---|---|--:|---|",
    ...reports.flatMap(({ scenario, verdicts }) =>
      verdicts.map(
        (one) => `| ${scenario.title} | ${one.budget} | ${one.measured} | ${one.isKept ? "yes" : "**no**"} |`,
      ),
    ),
  ];
  const skipped = reports.flatMap(({ scenario }) =>
    scenario.skipped.map((sentence) => `- ${scenario.name}: ${sentence}`),
  );
  return [table, budgets, skipped]
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")
    .concat("\n");
}

function toLine(scenario: Scenario, row: Row): string {
  const memory = row.peakMemoryMB === undefined ? "" : row.peakMemoryMB.toFixed(0);
  const cells = [scenario.title, row.candidate, row.medianMs, row.minMs, row.maxMs, row.cpuMs, memory, row.ratio];
  return `| ${cells.map((cell) => (typeof cell === "number" ? round(cell) : cell)).join(" | ")} |`;
}

/** Three digits that mean something: 3.14, 31.4, 314. */
function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
