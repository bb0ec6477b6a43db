/**
 * `check`, `diff` and `generate` over what `specmill new --track` wrote, after the pipeline and in one report with it: the pipeline's summary is
 * held back, and the one that ends the run counts both. A project without tracked files pays one look for the file.
 */
import { dirname, resolve } from "node:path";
import { findConfig } from "#config/find.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText, error, sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Counts, Event, OutputEvent, OutputStatus, SummaryEvent } from "#model/event.ts";
import { noCounts } from "#model/event.ts";
import type { Host, Outcome, PipelineRequest } from "#model/pipeline.ts";
import { unifiedDiff } from "#platform/diff.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, isInside, projectPath } from "#platform/paths.ts";
import type { Grounds } from "#scaffold/new/find-templates.ts";
import { findGrounds } from "#scaffold/new/find-templates.ts";
import type { OutputNews } from "#scaffold/new/track/follow-scaffold.ts";
import type { Followed } from "#scaffold/new/track/follow-tracked.ts";
import type { TrackedState } from "#scaffold/new/track/tracked-store.ts";
import { TRACKED_FILE } from "#write/guard.ts";

/** Runs the pipeline, and then the tracked files. Returns the exit code of both. */
export async function withTracked(
  request: PipelineRequest,
  host: Host,
  pipeline: (host: Host) => Promise<Outcome>,
): Promise<number> {
  const grounds = findGrounds(folderOf(request), fs);
  // Whoever names targets means them alone.
  const isTracking = request.targets.length === 0 && fs.stamp(absolute(grounds.root, TRACKED_FILE)) !== undefined;
  if (!isTracking) return (await pipeline(host)).exitCode;
  const held: SummaryEvent[] = [];
  const holding = {
    ...host,
    emit: (event: Event) => void (event.type === "summary" ? held.push(event) : host.emit(event)),
  };
  if (hasConfig(request)) await pipeline(holding);
  const before = held[0] ?? emptySummary(request, host);
  const mayGoOn = [exitCodes.inStep, exitCodes.drift, exitCodes.edited].some((code) => code === before.exitCode);
  const summary = mayGoOn ? await follow(before, grounds, request, host) : before;
  host.emit(summary);
  return summary.exitCode;
}

function folderOf({ cwd, config }: PipelineRequest): string {
  return config === undefined ? cwd : dirname(resolve(cwd, config));
}

/** Files can be tracked where nothing is configured. */
function hasConfig({ cwd, config }: PipelineRequest): boolean {
  return config !== undefined || findConfig(cwd, fs) !== undefined;
}

function emptySummary({ command }: PipelineRequest, host: Host): SummaryEvent {
  const exitCode = exitCodes.inStep;
  return { type: "summary", command, counts: noCounts, errors: 0, warnings: 0, durationMs: host.elapsed(), exitCode };
}

async function follow(
  before: SummaryEvent,
  grounds: Grounds,
  request: PipelineRequest,
  host: Host,
): Promise<SummaryEvent> {
  const result = await tryToFollow(grounds, request, host).catch(failure);
  const problems = sortDiagnostics(result.problems);
  for (const diagnostic of problems) host.emit({ type: "diagnostic", diagnostic });
  for (const event of result.events) host.emit(event);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const exitCode = host.signal.aborted ? exitCodes.interrupted : exitCodeOf(before, result, errors);
  return {
    ...before,
    counts: addCounts(before.counts, result.counts),
    errors: before.errors + errors,
    warnings: before.warnings + problems.length - errors,
    durationMs: host.elapsed(),
    exitCode,
  };
}

interface Result {
  readonly problems: readonly Diagnostic[];
  readonly events: readonly OutputEvent[];
  readonly counts: Counts;
  /** Problems that are the user's own edits in the way. */
  readonly edits: number;
  /** Of what could not be looked at. */
  readonly exitCode?: number;
}

function failure(problem: unknown): Result {
  if (!(problem instanceof SpecmillError)) throw problem;
  const { diagnostics: problems, exitCode } = problem;
  const edits = exitCode === exitCodes.edited ? problems.length : 0;
  return { problems, events: [], counts: noCounts, edits, exitCode };
}

/** As of the pipeline: errors before hand edits before drift. */
function exitCodeOf(before: SummaryEvent, { exitCode, counts, edits }: Result, errors: number): number {
  if (exitCode !== undefined && exitCode !== exitCodes.drift && exitCode !== exitCodes.edited) return exitCode;
  if (before.errors > before.counts.kept || errors > edits) return exitCodes.drift;
  if (edits > 0 || exitCode === exitCodes.edited) return exitCodes.edited;
  return Math.max(before.exitCode, counts.drift > 0 ? exitCodes.drift : exitCodes.inStep);
}

function addCounts(a: Counts, b: Counts): Counts {
  const names = Object.keys(noCounts) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Counts;
}

/** Another run may have the lock for a moment, or may have written since this one looked: then everything is looked at anew. */
async function tryToFollow(grounds: Grounds, request: PipelineRequest, host: Host): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await followOnce(grounds, request, host);
    } catch (problem) {
      if (!(problem instanceof SpecmillError) || host.signal.aborted) throw problem;
      const isBusy = problem.exitCode === exitCodes.busy && host.elapsed() < request.waitSeconds * 1000;
      const isOutdated = problem.exitCode === exitCodes.edited && attempt < MAX_ATTEMPTS;
      if (!isBusy && !isOutdated) throw problem;
      await Bun.sleep(WAIT_STEP_MS);
    }
  }
}

/** Who writes to the same files all the time is told so. */
const MAX_ATTEMPTS = 5;
const WAIT_STEP_MS = 50;

async function followOnce(grounds: Grounds, request: PipelineRequest, host: Host): Promise<Result> {
  const writes = request.command === "generate" && !request.dryRun;
  if (writes) (await import("#scaffold/new/writing/commit-action.ts")).recoverAction(grounds, fs);
  const { readTracked } = await import("#scaffold/new/track/tracked-store.ts");
  const { followTracked } = await import("#scaffold/new/track/follow-tracked.ts");
  const state = readTracked(grounds, fs);
  const followed = await followTracked(state.scaffolds, {
    grounds,
    fs,
    rebuilds: request.force,
    mayRunCode: !request.untrusted,
    mayReplace: (path) => mayReplace(path, grounds, request),
    signal: host.signal,
  });
  const { conflictProblem } = await import("#scaffold/new/track/follow-scaffold.ts");
  const frozen = request.frozen === true && writes ? frozenProblem(followed) : undefined;
  const isWritten = writes && frozen === undefined && !host.signal.aborted;
  if (isWritten && request.frozen !== true) await write(followed, state, grounds);
  const merged = followed.news.filter(({ conflicts }) => conflicts.length > 0);
  const conflicts = frozen === undefined ? merged.map((one) => conflictProblem(one, isWritten)) : [];
  const events = frozen === undefined ? eventsOf(followed.news, grounds, request) : [];
  return {
    problems: [...followed.problems, ...conflicts, ...(frozen === undefined ? [] : [frozen])],
    events,
    counts: countAll(followed, events),
    edits: conflicts.length + followed.problems.filter(({ code }) => code === "scaffold/conflict").length,
    ...(followed.isRefused ? { exitCode: exitCodes.untrusted } : {}),
  };
}

/** A pattern may be given as a shell completes it: from the folder of the call, absolute, or as a folder. */
function mayReplace(path: string, { root }: Grounds, { overwrite, cwd }: PipelineRequest): boolean {
  return overwrite.some((pattern) => {
    const named = projectPath(root, absolute(cwd, pattern));
    return [pattern, named].some((one) => one === path || isInside(one, path) || new Bun.Glob(one).match(path));
  });
}

function frozenProblem({ news }: Followed): Diagnostic | undefined {
  const changing = news.filter(({ after }) => after !== undefined);
  if (changing.length === 0) return undefined;
  const place = { file: TRACKED_FILE };
  const shown = changing.slice(0, 10).map(({ path }) => `\`${path}\` would change`);
  const notes = [...shown, "nothing was written; run `specmill generate` and commit what it changes"];
  return error("lock/frozen", "tracked files would have to follow their templates", { place, notes });
}

/** All files and what is known of them, or nothing. */
async function write({ news, scaffolds }: Followed, state: TrackedState, grounds: Grounds): Promise<void> {
  const { trackedChange } = await import("#scaffold/new/track/tracked-store.ts");
  const { openActionCommit } = await import("#scaffold/new/writing/commit-action.ts");
  const files = news.flatMap(({ path, before, after }) =>
    after === undefined ? [] : [{ path: absolute(grounds.root, path), before, after }],
  );
  const change = trackedChange(scaffolds, state, grounds);
  const commit = openActionCommit(grounds, { boundary: grounds.boundary, outside: [] }, fs);
  try {
    commit.write(change === undefined ? files : [...files, change]);
  } finally {
    commit.close();
  }
}

const driftWords: Readonly<Record<OutputNews["status"], OutputStatus>> = {
  changed: "stale",
  created: "missing",
  kept: "edited",
};

function eventsOf(news: readonly OutputNews[], { root }: Grounds, request: PipelineRequest): readonly OutputEvent[] {
  const says = request.command === "generate";
  const events = news.map(({ scaffold, path, status, reason, before, after }): OutputEvent => {
    const word = says ? status : driftWords[status];
    const event: OutputEvent = { type: "output", status: word, path, target: scaffold };
    const why = request.explain ? { ...event, reason } : event;
    return request.showDiff && after !== undefined ? { ...why, diff: diffOf(path, before, after) } : why;
  });
  return events.sort((a, b) => compareText(absolute(root, a.path), absolute(root, b.path)));
}

function diffOf(path: string, before: Uint8Array | undefined, after: Uint8Array): string {
  const textOf = (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  return unifiedDiff(path, { before: textOf(before), after: textOf(after) });
}

function countAll({ outputs, rendered }: Followed, events: readonly OutputEvent[]): Counts {
  const count = (...words: readonly OutputStatus[]) => events.filter(({ status }) => words.includes(status)).length;
  const created = count("created");
  return {
    ...noCounts,
    outputs: outputs + created,
    rendered,
    created,
    changed: count("changed"),
    kept: count("kept"),
    drift: count("stale", "missing", "edited"),
  };
}
