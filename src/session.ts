/** What a run holds from its first look at the project to its last write: config, records, the state of the disk. */
import type { BuildLog } from "#cache/build-log.ts";
import { DiskState } from "#cache/disk-state.ts";
import { InputTracker } from "#cache/input-tracker.ts";
import { MemoFile } from "#cache/memo.ts";
import { noFloor, racyFloor } from "#cache/racy.ts";
import { makeStateFolder, markStateFolder } from "#cache/state-folder.ts";
import type { Config, ConfigPath, TargetConfig } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Manifest, TargetRecord } from "#model/manifest.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Digest } from "#model/unit.ts";
import type { FirstLook } from "#plan/first-look.ts";
import { inodeOf, takeFirstLook } from "#plan/first-look.ts";
import type { Context } from "#platform/context.ts";
import type { FileLock } from "#platform/file-lock.ts";
import { tryLock } from "#platform/file-lock.ts";
import { realFileSystem as fs, readText } from "#platform/file-system.ts";
import type { Trace } from "#platform/trace.ts";
import { noTrace } from "#platform/trace.ts";
import { decodeManifest, LOCK_FILE } from "#write/manifest.ts";
import type { Change } from "#write/transaction.ts";
import { recover, writeProblem } from "#write/transaction.ts";
import type { Project } from "./project.ts";

export interface Session {
  readonly project: Project;
  readonly request: PipelineRequest;
  readonly host: Host;
  readonly context: Context;
  /** Problems so far. */
  readonly diagnostics: readonly Diagnostic[];
  readonly config: Config;
  /** Where a part of the config stands, for problems with it. */
  placeOf(path: ConfigPath): Place | Promise<Place>;
  /** The targets that this run is about. */
  readonly targets: readonly TargetConfig[];
  /** Whether this run may write to the project and to its state. */
  readonly writes: boolean;
  readonly log: BuildLog | undefined;
  /** The log was written by this build of specmill. */
  readonly isSameBuild: boolean;
  readonly records: ReadonlyMap<string, TargetRecord>;
  readonly manifest: Manifest | undefined;
  readonly lockText: string | undefined;
  readonly disk: DiskState;
  readonly tracker: InputTracker;
  memo(source: string): MemoFile;
  saveMemos(): void;
  /** Hashes under which specmill wrote a path, by lock or log. */
  owned(path: string): ReadonlySet<Digest> | undefined;
  close(): void;
}

/** Opens a run: takes the lock when it will write, finishes the work of a killed run, reads config and records. */
export async function openSession(
  project: Project,
  request: PipelineRequest,
  host: Host,
  { look: early, trace = noTrace }: { readonly look?: FirstLook; readonly trace?: Trace | undefined } = {},
): Promise<Session> {
  const writes = !request.dryRun && (request.command === "generate" || request.command === "watch");
  const lock = writes ? await lockProject(project, request, host) : undefined;
  try {
    if (writes) markStateFolder(project.state, fs);
    const recovered = writes ? finishKilledRun(project) : undefined;
    // A run that had to wait, or to finish a killed one, looks again.
    const isUsable = early !== undefined && recovered === undefined && !isOutdated(early, project);
    const look = isUsable ? early : takeFirstLook(project.root, project.state, fs);
    return await readProject({ project, request, host, trace, writes, lock, look, recovered: recovered ?? [] });
  } catch (problem) {
    lock?.release();
    throw asRefusal(problem, project);
  }
}

/** A file system that refuses (read-only, full, not ours) is the user's to mend, and no fault of specmill. */
function asRefusal(problem: unknown, { root }: Project): unknown {
  const isRefusal = (problem as NodeJS.ErrnoException).syscall !== undefined;
  return isRefusal ? new SpecmillError([writeProblem(problem as Error, root)]) : problem;
}

interface Opening {
  readonly project: Project;
  readonly request: PipelineRequest;
  readonly host: Host;
  readonly trace: Trace;
  readonly writes: boolean;
  readonly lock: FileLock | undefined;
  readonly look: FirstLook;
  /** What a killed run had begun: its files are specmill's, whatever lock and log say. */
  readonly recovered: readonly Change[];
}

async function readProject(opening: Opening): Promise<Session> {
  const { project, request, host, trace, writes, lock, look } = opening;
  const { root, state } = project;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const context: Context = {
    root,
    fs,
    report,
    emit: host.emit,
    trace,
    signal: host.signal,
    untrusted: request.untrusted,
  };
  const log = usableLog(look, report);
  const records = log?.targets() ?? new Map<string, TargetRecord>();
  const floor = writes ? racyFloor(state.folder, fs) : noFloor;
  const known = log === undefined ? {} : { table: log.table, doubtful: look.doubtful };
  const disk = new DiskState({ root, fs, floor, ...known });
  const tracker = new InputTracker({ root, fs, floor, known: (path) => disk.known(path), held: look.held });
  const isSameBuild = log?.head.build === host.build;
  const { config, resolvePlace } = await configOf(project, isSameBuild ? log : undefined, tracker, context);
  const targets = selectTargets(config, request.targets);
  tracker.ignoreFolders(config.targets.map((target) => target.output));
  // A checkout may have turned its line ends: the lines are what counts.
  const lockText = config.lock ? readText(`${root}/${LOCK_FILE}`)?.replaceAll("\r\n", "\n") : undefined;
  const manifest = lockText === undefined ? undefined : decodeManifest(lockText, report);
  const memos = new Map<string, MemoFile>();
  return {
    project: writes ? project : withOwnStage(project),
    request,
    host,
    context,
    diagnostics,
    config,
    placeOf: resolvePlace,
    targets,
    writes,
    log,
    isSameBuild,
    records,
    manifest,
    lockText,
    disk,
    tracker,
    memo(source) {
      const memo = memos.get(source) ?? new MemoFile(state.memos, source, host.build, fs);
      memos.set(source, memo);
      return memo;
    },
    saveMemos: () => {
      for (const memo of memos.values()) memo.save();
    },
    owned: ownership(manifest, records, opening.recovered),
    close: () => {
      // What a half-done commit has staged is needed by the next run.
      if (writes && fs.stamp(state.journal) === undefined) fs.removeFolder(state.stage);
      lock?.release();
    },
  };
}

/** A run that only looks has no lock: what it stages for a formatter must not meet what another run stages. */
function withOwnStage(project: Project): Project {
  return { ...project, state: { ...project.state, stage: `${project.state.stage}-${process.pid}` } };
}

/** What it had begun; `undefined` when there was none. */
function finishKilledRun({ root, state }: Project): readonly Change[] | undefined {
  const recovered = recover({ root, fs, stage: state.stage, journal: state.journal });
  fs.removeFolder(state.stage);
  return recovered;
}

/** Another run may have ended between the first look and the lock. */
function isOutdated(look: FirstLook, { state }: Project): boolean {
  return inodeOf(state.log, fs) !== look.logInode;
}

type LoadedConfig = Pick<Session, "config"> & { resolvePlace: Session["placeOf"] };

/** The config that the log keeps when its file has not changed, else from the file. The schema is loaded only for the latter. */
async function configOf(
  project: Project,
  log: BuildLog | undefined,
  tracker: InputTracker,
  context: Context,
): Promise<LoadedConfig> {
  const inputs = tracker.scope("config");
  const load = async () => (await import("#config/load.ts")).loadConfig(project.config, inputs, context);
  const resolved = log?.head.resolved;
  const isSameFile = log?.head.config === project.config;
  if (resolved === undefined || !isSameFile || inputs.digest(project.config) !== resolved.hash) return load();
  return { config: resolved.config, resolvePlace: async (path) => (await load()).resolvePlace(path) };
}

const WAIT_STEP_MS = 50;

async function lockProject(project: Project, request: PipelineRequest, host: Host): Promise<FileLock> {
  const patience = host.elapsed() + request.waitSeconds * 1000;
  for (;;) {
    const lock = takeLock(project);
    if ("release" in lock) return lock;
    if (host.elapsed() >= patience || host.signal.aborted) {
      const notes = ["wait until it is done, or give it more time with `--wait SECONDS`"];
      throw new SpecmillError(
        [error("lock/busy", `another run works on this project: ${lock.holder}`, { notes })],
        exitCodes.busy,
      );
    }
    await Bun.sleep(WAIT_STEP_MS);
  }
}

function takeLock(project: Project): ReturnType<typeof tryLock> {
  try {
    makeStateFolder(project.state, fs);
    return tryLock(project.state.lock);
  } catch (problem) {
    throw asRefusal(problem, project);
  }
}

/** Trouble with the log is one warning and a cold run (promise 6). */
function usableLog({ log, unusable }: FirstLook, report: (diagnostic: Diagnostic) => void): BuildLog | undefined {
  const why = log !== undefined && log.targets() === undefined ? "its records are damaged" : unusable;
  if (why === undefined) return log;
  const notes = ["every output is rendered and compared in this run; nothing is lost"];
  report(warning("cache/unreadable", `the build log in \`.specmill\` is left aside: ${why}`, { notes }));
  return undefined;
}

function selectTargets(config: Config, names: readonly string[]): readonly TargetConfig[] {
  const known = config.targets.map((target) => target.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problems = unknown.map((name) =>
      error("cli/unknown-target", `there is no target \`${name}\` in \`${config.file}\``, {
        notes: suggestNote(name, known),
      }),
    );
    throw new SpecmillError(problems, exitCodes.usage);
  }
  return names.length === 0 ? config.targets : config.targets.filter((target) => names.includes(target.name));
}

function ownership(
  manifest: Manifest | undefined,
  records: ReadonlyMap<string, TargetRecord>,
  recovered: readonly Change[],
) {
  const logged = new Map<string, Digest>();
  for (const record of records.values()) for (const [path, claim] of record.outputs) logged.set(path, claim.hash);
  const begun = new Map(recovered.map(({ path, after }) => [path, after]));
  return (path: string): ReadonlySet<Digest> | undefined => {
    const claimed = manifest?.owned.get(path);
    const hashes = [logged.get(path), begun.get(path)].filter((hash) => hash !== undefined);
    if (hashes.length === 0) return claimed;
    return new Set([...(claimed ?? []), ...hashes]);
  };
}
