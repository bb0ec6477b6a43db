/** Says how the outputs in the index differ from what its inputs give, what mends it, and mends it when asked to. */
import { exitCodes } from "#model/errors.ts";
import type { Event, OutputEvent } from "#model/event.ts";
import type { Host, Outcome, PipelineRequest } from "#model/pipeline.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Repository } from "#platform/git.ts";
import type { IndexListing } from "#platform/git-index.ts";
import { absolute } from "#platform/paths.ts";
import type { Trace } from "#platform/trace.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import { generate } from "./generate.ts";
import type { IndexTree } from "./index-tree.ts";
import type { Project } from "./project.ts";
import { putIntoIndex } from "./stage-outputs.ts";
import { membersOf } from "./staged-members.ts";

export interface StagedOutcome {
  readonly exitCode: number;
  /** Outputs whose place in the index is wrong and whose version in the work tree is right: `git add` mends it. */
  readonly toAdd?: readonly string[];
  /** Outputs that are wrong in both. */
  readonly toGenerate?: readonly string[];
  /** Inputs have changes that are not staged: the right outputs are made from the index, not from the work tree. */
  readonly isHalfStaged?: boolean;
  /** What was put into the index. */
  readonly staged?: readonly string[];
}

export interface Judging {
  readonly host: Host;
  readonly stage: boolean;
  readonly trace: Trace | undefined;
  readonly project: Project;
  readonly repository: Repository;
  readonly listing: IndexListing;
  readonly tree: IndexTree;
  readonly isHalfStaged: boolean;
}

/** `request` is about the tree of the index. Where `stage` would lose a hand edit, nothing is staged. */
export async function judge(request: PipelineRequest, judging: Judging): Promise<StagedOutcome> {
  const { host, stage, trace, isHalfStaged } = judging;
  const found = await run(request, host, trace);
  if (found.outcome.counts.drift === 0) return end(found.events, found.outcome.exitCode, host);
  // Nothing is lost in that folder: every file may be replaced, which shows what the right one is.
  const mended = await run({ ...request, command: "generate", cache: false, overwrite: ["**"] }, host, trace);
  if (mended.outcome.exitCode !== exitCodes.inStep) return end(mended.events, mended.outcome.exitCode, host);
  const changes = await changesThatCount(mended.changed, judging);
  if (changes.length === 0) return end(asCheck(found.events, []), exitCodes.inStep, host);
  const drift = driftOf(found.events, changes);
  const isRight = rightInWorkTree(judging);
  if (stage && !drift.some(({ status, path }) => status === "edited" && !isRight(path))) {
    await putIntoIndex(changes, judging);
    return { ...end(onlyOf(mended.events, changes), exitCodes.inStep, host), staged: changes };
  }
  const ended = end(asCheck(found.events, drift), stage ? exitCodes.edited : exitCodes.drift, host);
  return {
    ...ended,
    isHalfStaged,
    toAdd: changes.filter(isRight),
    toGenerate: changes.filter((path) => !isRight(path)),
  };
}

interface Finished {
  readonly outcome: Outcome;
  readonly events: readonly Event[];
  /** What it wrote and deleted, the lock among it; sorted. */
  readonly changed: readonly string[];
}

async function run(request: PipelineRequest, host: Host, trace: Trace | undefined): Promise<Finished> {
  const events: Event[] = [];
  const lock = absolute(request.cwd, LOCK_FILE);
  const before = fs.hash(lock);
  const emit = (event: Event) => void (event.type === "progress" ? host.emit(event) : events.push(event));
  const outcome = await generate(request, { ...host, emit }, trace);
  const changed = events.filter((event) => event.type === "output").map(({ path }) => path);
  if (fs.hash(lock) !== before) changed.push(LOCK_FILE);
  return { outcome, events, changed: changed.sort() };
}

/** What git ignores, and what another repository keeps, is expected in no commit of this one. */
async function changesThatCount(changed: readonly string[], { listing, repository, tree }: Judging): Promise<string[]> {
  const expected = new Set(await repository.untrackedIn(tree.top));
  return changed.filter((path) => listing.tracked.has(path) || expected.has(path));
}

/** As `check` lists it: the lock only where nothing else is to be said. */
function driftOf(found: readonly Event[], changes: readonly string[]): OutputEvent[] {
  const counting = new Set(changes);
  const drift = found.filter((event) => event.type === "output" && counting.has(event.path)) as OutputEvent[];
  return drift.length > 0 ? drift : [{ type: "output", status: "stale", path: LOCK_FILE, target: "" }];
}

/** The events of a `check` that found this and nothing else. */
function asCheck(found: readonly Event[], drift: readonly OutputEvent[]): Event[] {
  return [...drift, ...found.filter(({ type }) => type !== "output")].map((event) =>
    event.type === "summary" ? { ...event, counts: { ...event.counts, drift: drift.length } } : event,
  );
}

/** The events of a `generate` that changed this and nothing else. */
function onlyOf(events: readonly Event[], changes: readonly string[]): Event[] {
  const counting = new Set(changes);
  const shown = events.filter((event) => event.type !== "output" || counting.has(event.path));
  const count = (...statuses: string[]) =>
    shown.filter((event) => event.type === "output" && statuses.includes(event.status)).length;
  const counts = { created: count("created"), changed: count("changed", "restored"), deleted: count("deleted") };
  return shown.map((event) =>
    event.type === "summary" ? { ...event, counts: { ...event.counts, ...counts } } : event,
  );
}

function end(events: readonly Event[], exitCode: number, host: Host): StagedOutcome {
  for (const event of events) host.emit(event.type === "summary" ? { ...event, exitCode } : event);
  return { exitCode };
}

/** A file that was started for the user is right as the user has it. */
function rightInWorkTree({ project, tree }: Judging): (path: string) => boolean {
  const starters = membersOf(tree.root)?.starters;
  return (path) => {
    const there = fs.hash(absolute(project.root, path));
    return there === fs.hash(absolute(tree.root, path)) || (there !== undefined && starters?.has(path) === true);
  };
}
