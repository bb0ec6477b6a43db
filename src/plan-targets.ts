/** Config, units, templates, jobs -> plan: opens the targets that are not in step and decides for each of their jobs. */
import { wouldFind } from "#cache/find-files.ts";
import { actionKey, findResult } from "#cache/result-cache.ts";
import type { Store } from "#cache/store.ts";
import { DiskStore } from "#cache/stores/disk.ts";
import type { SourceConfig, TargetConfig } from "#model/config.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Job } from "#model/job.ts";
import type { TargetClaim } from "#model/manifest.ts";
import type { PlannedJob } from "#model/plan.ts";
import type { Digest, UnitSet } from "#model/unit.ts";
import { claimHolds } from "#plan/claims.ts";
import { makePlan } from "#plan/plan.ts";
import { CurrentReads } from "#plan/reads.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashJson } from "#platform/hash.ts";
import { folderOf } from "#platform/paths.ts";
import type { BoundJob } from "#templates/bind.ts";
import { foldedPath } from "#templates/bind.ts";
import { isLocal } from "#templates/discover.ts";
import type { Refusal } from "#write/guard.ts";
import { refusalDiagnostic, refusePath } from "#write/guard.ts";
import type { FormatRules } from "#write/post-format.ts";
import { formatRules } from "#write/post-format.ts";
import type { OpenTarget } from "./open-target.ts";
import { loadUnits, openTarget } from "./open-target.ts";
import { claimsOfOthers } from "./other-claims.ts";
import type { Session } from "./session.ts";

/** A target that needs a closer look than its claim. */
export interface PlannedTarget {
  readonly open: OpenTarget;
  readonly slice: Digest;
  readonly options: Digest;
  readonly reads: CurrentReads;
  readonly jobs: readonly PlannedJob[];
  /** Scopes of the input tracker that hold what the target was made from. */
  readonly scopes: readonly string[];
  actionKey(job: Job): Digest;
}

export interface Plan {
  /** In step as a whole, by the claim that proves it. */
  readonly inStep: ReadonlyMap<string, TargetClaim>;
  readonly targets: ReadonlyMap<string, PlannedTarget>;
  readonly format: FormatRules;
  readonly store: Store | undefined;
}

/** How many outputs belong to targets that are in step as a whole. */
export function outputsInStep({ inStep }: Plan): number {
  return [...inStep.values()].reduce((sum, claim) => sum + claim.outputs.size, 0);
}

/** Problems are reported to the session; a target that cannot be opened has no plan. `openAll` looks closer at targets in step too. */
export async function planTargets(session: Session, { openAll = false } = {}): Promise<Plan> {
  const format = formatRules(session.config.format, session.tracker.scope("format"));
  const store = session.request.cache ? new DiskStore(session.project.state.store, fs) : undefined;
  const inStep = new Map<string, TargetClaim>();
  const targets = new Map<string, PlannedTarget>();
  const unitSets = new Map<string, Promise<UnitSet>>();
  for (const target of session.targets) {
    const source = sourceOf(target, session);
    const slice = sliceDigest(target, source, session);
    // Code that may not run is refused also where it need not: the answer must not depend on the cache.
    const mustOpen = openAll || (session.request.untrusted && isLocal(target.pack));
    const claim = mustOpen ? undefined : claimInStep(target, slice, session);
    if (claim !== undefined) inStep.set(target.name, claim);
    else
      await collectProblems(session, async () => {
        const units = await unitsOf(source, session, unitSets);
        const planned = await planTarget(target, source, slice, units, { session, format, store });
        targets.set(target.name, planned);
      });
  }
  reportCollisions(targets, inStep, session);
  return { inStep, targets, format, store };
}

interface PlanContext {
  readonly session: Session;
  readonly format: FormatRules;
  readonly store: Store | undefined;
}

async function planTarget(
  target: TargetConfig,
  source: SourceConfig,
  slice: Digest,
  units: UnitSet,
  { session, format, store }: PlanContext,
): Promise<PlannedTarget> {
  const scope = `pack:${target.name}`;
  const inputs = session.tracker.scope(scope);
  const record = session.records.get(target.name);
  const known = session.isSameBuild ? record : undefined;
  const request = { config: session.config, target, units, source, inputs, placeOf: session.placeOf, known };
  const open = await openTarget(request, session.context);
  reportPaths(open, session);
  const { optionsDigest: options } = open;
  const reads = new CurrentReads({ units, link: open.link, partial: open.partial }, record?.reads);
  const build = session.host.build;
  const keyOf = (job: Job) => {
    const template = open.templateDigests.get(job.template) ?? "";
    return actionKey(job, { build, target: target.name, options, format: format.digest, template });
  };
  const jobs = makePlan({
    jobs: open.jobs.map(({ job }) => job),
    record,
    forced: session.request.force,
    toolChanged: !session.isSameBuild,
    options,
    format: format.digest,
    templates: open.templateDigests,
    reads,
    onDisk: (path) => session.disk.digest(path),
    isOwned: (path, hash) => session.owned(path)?.has(hash) ?? false,
    restorable: (job) =>
      store === undefined ? undefined : findResult(store, keyOf(job), job, (read) => reads.digest(read)),
  });
  return { open, slice, options, reads, jobs, scopes: [`source:${source.name}`, scope, "format"], actionKey: keyOf };
}

/** The claim of the log when this build wrote it, else that of the lock when this version did. */
function claimInStep(target: TargetConfig, slice: Digest, session: Session): TargetClaim | undefined {
  if (session.request.force) return undefined;
  const logged = session.isSameBuild ? session.records.get(target.name) : undefined;
  const locked =
    session.manifest?.tool === session.host.version ? session.manifest.targets.get(target.name) : undefined;
  const claim = logged ?? locked;
  if (claim === undefined) return undefined;
  return claimHolds(claim, slice, `target:${target.name}`, session.tracker, session.disk) ? claim : undefined;
}

/** Everything the config says that can change an output of the target. */
function sliceDigest(target: TargetConfig, source: SourceConfig, { config }: Session): Digest {
  return hashJson([source, target, config.format, config.allow]);
}

function sourceOf(target: TargetConfig, session: Session): SourceConfig {
  const source = session.config.sources.find((one) => one.name === target.source);
  if (source !== undefined) return source;
  throw new SpecmillError([
    error("config/unknown-source", `target \`${target.name}\` has no source \`${target.source}\``),
  ]);
}

/** A source is loaded once, also when several targets use it, and also when it failed. */
function unitsOf(source: SourceConfig, session: Session, sets: Map<string, Promise<UnitSet>>): Promise<UnitSet> {
  const { config, tracker, context } = session;
  const load = () =>
    loadUnits(source, config, session.memo(source.name), tracker.scope(`source:${source.name}`), context);
  const known = sets.get(source.name) ?? context.trace.span(`load ${source.name}`, load);
  sets.set(source.name, known);
  return known;
}

/** All problems in one run: a target that cannot be opened does not hide those of the next. */
async function collectProblems(session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    if (problem.exitCode > 1) throw problem;
    for (const diagnostic of problem.diagnostics) {
      if (!session.diagnostics.includes(diagnostic)) session.context.report(diagnostic);
    }
  }
}

function reportPaths(open: OpenTarget, session: Session): void {
  // Where the source has a problem already, that there is nothing to make is no news.
  if (open.jobs.length === 0 && !session.diagnostics.some(({ severity }) => severity === "error")) {
    const notes = ["check the `each` and `when` of its templates against `specmill list units`"];
    session.context.report(warning("plan/no-jobs", `target \`${open.config.name}\` makes no output`, { notes }));
  }
  for (const { job, template, unit } of open.jobs) {
    const refusal = refusePath(job.path, open.config.output, session.config.allow) ?? refuseInput(job.path, session);
    if (refusal === undefined) continue;
    const place = unit === undefined ? undefined : open.units.place(unit);
    session.context.report(
      refusalDiagnostic(job.path, refusal, { place, notes: [`template \`${template.displayPath}\``] }),
    );
  }
}

/** An output that a pattern of a source finds would be an input of the next run, and so on without end. */
function refuseInput(path: string, session: Session): Refusal | undefined {
  for (const { pattern, ignore } of session.tracker.globs()) {
    if (!wouldFind(pattern, ignore, path)) continue;
    const fix = "give the target an output folder of its own, or make the pattern narrower";
    return { code: "write/path", why: `would be an input of the next run: \`${pattern}\` matches it`, fix };
  }
  return undefined;
}

/** Two jobs on one path, also where only the case differs: on some disk they are one file. */
function reportCollisions(
  targets: ReadonlyMap<string, PlannedTarget>,
  inStep: ReadonlyMap<string, TargetClaim>,
  session: Session,
): void {
  const owners = new Map<string, Owner>();
  for (const [target, claim] of claimsOfOthers({ inStep, targets }, session)) {
    for (const [path, { job }] of claim.outputs) owners.set(foldedPath(path), { job, path, target });
  }
  for (const [target, { open }] of targets) {
    for (const bound of open.jobs) {
      const key = foldedPath(bound.job.path);
      const other = owners.get(key);
      if (other === undefined) owners.set(key, { job: bound.job.id, path: bound.job.path, target, bound, open });
      else reportCollision(bound, open, target, other, session);
    }
  }
  reportFoldersInTheWay(owners, session);
}

/** One job's file where another needs a folder: only one of them can be there. */
function reportFoldersInTheWay(owners: ReadonlyMap<string, Owner>, session: Session): void {
  for (const { path, open, bound } of owners.values()) {
    if (bound === undefined || open === undefined) continue;
    for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder)) {
      const other = owners.get(foldedPath(folder));
      if (other === undefined) continue;
      const place = bound.unit === undefined ? { file: bound.template.displayPath } : open.units.place(bound.unit);
      const notes = [
        `\`${folder}\` is made by target \`${other.target}\`, \`${other.job}\``,
        "change the `output` of one of the two",
      ];
      session.context.report(
        error("plan/path-collision", `\`${path}\` needs a folder where another job makes a file`, { place, notes }),
      );
    }
  }
}

interface Owner {
  readonly job: string;
  readonly path: string;
  readonly target: string;
  readonly bound?: BoundJob;
  readonly open?: OpenTarget;
}

function reportCollision(bound: BoundJob, open: OpenTarget, target: string, other: Owner, session: Session): void {
  // Two units of one id: their source has reported that.
  if (other.target === target && other.job === bound.job.id) return;
  const place = bound.unit === undefined ? { file: bound.template.displayPath } : open.units.place(bound.unit);
  const isCase = bound.job.path !== other.path;
  const message = isCase
    ? `output paths \`${bound.job.path}\` and \`${other.path}\` are one file where case does not count`
    : `two jobs make \`${bound.job.path}\``;
  const first = `first: target \`${other.target}\`, \`${other.job}\``;
  const otherUnit = other.bound?.unit;
  const firstNote =
    otherUnit === undefined || other.open === undefined
      ? first
      : { message: first, place: other.open.units.place(otherUnit) };
  const notes = [
    firstNote,
    `second: target \`${target}\`, \`${bound.job.id}\``,
    "use `unit.slug`, which is unique, in the `output` of the header",
  ];
  session.context.report(error("plan/path-collision", message, { place, notes }));
}
