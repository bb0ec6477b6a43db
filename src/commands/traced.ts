/** `--trace FILE` and `--stats`: what a run spent its time on. Free when neither is given. */
import { dirname, resolve } from "node:path";
import { compareText, error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { RecordingTrace, Trace } from "#platform/trace.ts";
import { chromeTrace, recordTrace } from "#platform/trace.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import type { Run } from "./run-command.ts";

/** Runs `work` with a trace when one is asked for, and writes it out, also when the work failed. */
export async function traced<T>(run: Run, work: (trace: Trace | undefined) => Promise<T>): Promise<T> {
  const file = run.args.text("trace");
  const stats = run.args.text("stats");
  if (file === undefined && stats === undefined) return work(undefined);
  const trace = recordTrace();
  try {
    return await work(trace);
  } finally {
    if (stats === "json") run.reports.data(`${formatJson({ version: 1, type: "stats", ...summarise(trace) })}\n`);
    else if (stats !== undefined) run.reports.say(statsText(trace));
    if (file !== undefined) writeTrace(resolve(run.cwd, file), file, trace);
  }
}

interface SpanTotal {
  readonly name: string;
  readonly count: number;
  readonly durationMs: number;
}

function summarise(trace: RecordingTrace) {
  const totals = new Map<string, { count: number; micros: number }>();
  for (const { name, duration } of trace.spans) {
    const total = totals.get(name) ?? { count: 0, micros: 0 };
    totals.set(name, { count: total.count + 1, micros: total.micros + duration });
  }
  const spans: SpanTotal[] = Array.from(totals, ([name, { count, micros }]) => {
    return { name, count, durationMs: Math.round(micros / 10) / 100 };
  });
  spans.sort((a, b) => b.durationMs - a.durationMs || compareText(a.name, b.name));
  return { spans, counters: Object.fromEntries(trace.counters) };
}

function statsText(trace: RecordingTrace): string {
  const { spans, counters } = summarise(trace);
  const rows = spans.map(({ name, count, durationMs }) => [name, String(count), `${durationMs.toFixed(2)} ms`]);
  for (const [name, value] of Object.entries(counters)) rows.push([name, String(value), ""]);
  const width = Math.max(4, ...rows.map(([name = ""]) => name.length));
  return rows
    .map(([name = "", count = "", time = ""]) =>
      `  ${name.padEnd(width)} ${count.padStart(9)} ${time.padStart(12)}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function writeTrace(path: string, named: string, trace: RecordingTrace): void {
  try {
    fs.makeFolder(dirname(path));
    fs.remove(path);
    fs.create(path, chromeTrace(trace));
  } catch (problem) {
    const why = (problem as NodeJS.ErrnoException).code ?? String(problem);
    throw new SpecmillError(
      [error("write/failed", `the trace \`${named}\` cannot be written: ${why}`)],
      exitCodes.drift,
    );
  }
}
