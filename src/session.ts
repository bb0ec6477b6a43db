/** What a run holds from its first look at the project to its last write: config, records, the state of the disk. */
import { relative } from "node:path";
import { readBuildLog, type BuildLog } from "#cache/build-log.ts";
import { DiskState } from "#cache/disk-state.ts";
import { InputTracker } from "#cache/input-tracker.ts";
import { MemoFile } from "#cache/memo.ts";
import { noFloor, racyFloor } from "#cache/racy.ts";
import { makeStateFolder, stateFolder, type StateFolder } from "#cache/state-folder.ts";
import { findConfig } from "#config/find.ts";
import { loadConfig } from "#config/load.ts";
import type { Config, ConfigPath, TargetConfig } from "#model/config.ts";
import { error, warning, type Diagnostic, type Place } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Manifest, TargetRecord } from "#model/manifest.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Digest } from "#model/unit.ts";
import type { Context } from "#platform/context.ts";
import { tryLock, type FileLock } from "#platform/file-lock.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { noTrace, type Trace } from "#platform/trace.ts";
import { decodeManifest, LOCK_FILE } from "#write/manifest.ts";
import { recover } from "#write/transaction.ts";

/** Where a project lies. */
export interface Project {
  readonly root: string;
  /** Config file, relative to the root. */
  readonly config: string;
  readonly state: StateFolder;
}

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

/** The project of a folder. Throws SpecmillError, exit 2, when there is no config. Light: an unchanged run goes no further. */
export function findProject(cwd: string, named?: string): Project {
  const found = findConfig(cwd, fs, named);
  if (found === undefined) {
    const notes = ["run `specmill init` to write one, or name one with `--config`"];
    throw new SpecmillError([error("config/not-found", "there is no specmill config here or in a folder above", { notes })], exitCodes.usage);
  }
  return { root: found.root, config: relative(found.root, found.file).replaceAll("\\", "/"), state: stateFolder(found.root) };
}

/** Opens a run: takes the lock when it will write, finishes the work of a killed run, reads config and records. */
export async function openSession(project: Project, request: PipelineRequest, host: Host, trace: Trace = noTrace): Promise<Session> {
  const writes = !request.dryRun && (request.command === "generate" || request.command === "watch");
  const lock = writes ? await lockProject(project, request, host) : undefined;
  try {
    return await readProject(project, request, host, trace, writes, lock);
  } catch (problem) {
    lock?.release();
    throw problem;
  }
}

async function readProject(
  project: Project,
  request: PipelineRequest,
  host: Host,
  trace: Trace,
  writes: boolean,
  lock: FileLock | undefined,
): Promise<Session> {
  const { root, state } = project;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const context: Context = { root, fs, report, emit: host.emit, trace, signal: host.signal, untrusted: request.untrusted };
  if (writes) finishKilledRun(project);
  const log = usableLog(state, report);
  const records = log?.targets() ?? new Map<string, TargetRecord>();
  const floor = writes ? racyFloor(state.folder, fs) : noFloor;
  const disk = new DiskState(log === undefined ? { root, fs, floor } : { root, fs, floor, table: log.table });
  const tracker = new InputTracker({ root, fs, floor, known: (path) => disk.known(path) });
  const { config, resolvePlace } = await loadConfig(project.config, tracker.scope("config"), context);
  const targets = selectTargets(config, request.targets);
  tracker.ignoreFolders(config.targets.map((target) => target.output));
  const lockText = config.lock ? textOf(`${root}/${LOCK_FILE}`) : undefined;
  const manifest = lockText === undefined ? undefined : decodeManifest(lockText, report);
  const memos = new Map<string, MemoFile>();
  return {
    project,
    request,
    host,
    context,
    diagnostics,
    config,
    placeOf: resolvePlace,
    targets,
    writes,
    log,
    isSameBuild: log?.head.build === host.build,
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
    owned: ownership(manifest, records),
    close: () => lock?.release(),
  };
}

const WAIT_STEP_MS = 50;

async function lockProject(project: Project, request: PipelineRequest, host: Host): Promise<FileLock> {
  makeStateFolder(project.state, fs);
  const patience = host.elapsed() + request.waitSeconds * 1000;
  for (;;) {
    const lock = tryLock(project.state.lock);
    if ("release" in lock) return lock;
    if (host.elapsed() >= patience || host.signal.aborted) {
      const notes = ["wait until it is done, or give it more time with `--wait SECONDS`"];
      throw new SpecmillError([error("lock/busy", `another run works on this project: ${lock.holder}`, { notes })], exitCodes.busy);
    }
    await Bun.sleep(WAIT_STEP_MS);
  }
}

function finishKilledRun({ root, state }: Project): void {
  recover({ root, fs, stage: state.stage, journal: state.journal });
  fs.removeFolder(state.stage);
}

/** Trouble with the log is one warning and a cold run (promise 6). */
function usableLog(state: StateFolder, report: (diagnostic: Diagnostic) => void): BuildLog | undefined {
  const log = readBuildLog(state.log);
  if (log === undefined) return undefined;
  const why = "unusable" in log ? log.unusable : log.targets() === undefined ? "its records are damaged" : undefined;
  if (why === undefined) return log as BuildLog;
  const notes = ["every output is rendered and compared in this run; nothing is lost"];
  report(warning("cache/unreadable", `the build log in \`.specmill\` is left aside: ${why}`, { notes }));
  return undefined;
}

function selectTargets(config: Config, names: readonly string[]): readonly TargetConfig[] {
  const known = config.targets.map((target) => target.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problems = unknown.map((name) =>
      error("cli/unknown-target", `there is no target \`${name}\` in \`${config.file}\``, { notes: suggestNote(name, known) }),
    );
    throw new SpecmillError(problems, exitCodes.usage);
  }
  return names.length === 0 ? config.targets : config.targets.filter((target) => names.includes(target.name));
}

function ownership(manifest: Manifest | undefined, records: ReadonlyMap<string, TargetRecord>) {
  const logged = new Map<string, Digest>();
  for (const record of records.values()) for (const [path, claim] of record.outputs) logged.set(path, claim.hash);
  return (path: string): ReadonlySet<Digest> | undefined => {
    const claimed = manifest?.owned.get(path);
    const hash = logged.get(path);
    if (hash === undefined) return claimed;
    return claimed === undefined ? new Set([hash]) : new Set([...claimed, hash]);
  };
}

function textOf(path: string): string | undefined {
  const bytes = fs.read(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
