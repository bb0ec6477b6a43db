/** `specmill cache`: looks after `.specmill/`. Whatever is deleted there costs time in the next run and nothing else. */
import { readBuildLog } from "#cache/build-log.ts";
import type { StateFolder } from "#cache/state-folder.ts";
import { makeStateFolder } from "#cache/state-folder.ts";
import { DiskStore } from "#cache/stores/disk.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { tryLock } from "#platform/file-lock.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Project } from "#project.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { formatCount, plural } from "#reporters/text/summary.ts";
import { recover } from "#write/transaction.ts";
import { formatColumns } from "./columns.ts";
import type { Command, Run } from "./run-command.ts";

/** Results of many runs of a large project; a store past that holds mostly what nobody asks for again. */
const DEFAULT_MEGABYTES = 256;

type Action = (project: Project, run: Run) => number;
const actions: { readonly [name: string]: Action } = { status, prune, verify, clear };

export const command: Command = {
  isData: () => true,
  async run(run) {
    const { findProject } = await import("#project.ts");
    const project = findProject(run.cwd, run.args.text("config"));
    return actions[run.args.positional[0] ?? ""]?.(project, run) ?? exitCodes.usage;
  },
};

function status({ state }: Project, run: Run): number {
  const { entries, bytes } = new DiskStore(state.store, fs).stats();
  const log = readBuildLog(state.log);
  const logState = log === undefined ? "none" : "unusable" in log ? `unusable: ${log.unusable}` : "ok";
  const logBytes = fs.stamp(state.log)?.size ?? 0;
  if (run.args.has("json")) {
    const store = { entries, bytes };
    run.reports.data(
      `${formatJson({ version: 1, folder: ".specmill", store, log: { state: logState, bytes: logBytes } })}\n`,
    );
    return exitCodes.inStep;
  }
  run.reports.data(
    formatColumns([
      ["store", plural(entries, "result"), sizeText(bytes)],
      ["build log", logState, sizeText(logBytes)],
    ]),
  );
  return exitCodes.inStep;
}

function prune(project: Project, run: Run): number {
  const limit = (run.args.number("max-size") ?? DEFAULT_MEGABYTES) * 1_000_000;
  const freed = locked(project.state, () => new DiskStore(project.state.store, fs).prune(limit));
  return tell(run, { freedBytes: freed }, freed === 0 ? "nothing to prune" : `pruned ${sizeText(freed)}`);
}

function verify({ state }: Project, run: Run): number {
  const store = new DiskStore(state.store, fs);
  const { entries } = store.stats();
  const damaged = store.damaged();
  const log = readBuildLog(state.log);
  const isLogBad = log !== undefined && ("unusable" in log || log.targets() === undefined);
  if (damaged === 0 && !isLogBad) {
    return tell(run, { entries, damaged, isLogDamaged: false }, `${plural(entries, "result")}, none damaged`);
  }
  const what = [...(damaged > 0 ? [plural(damaged, "result")] : []), ...(isLogBad ? ["the build log"] : [])].join(
    " and ",
  );
  const notes = ["none of it is ever used; `specmill cache clear` deletes it"];
  throw new SpecmillError([error("cache/unreadable", `damaged in \`.specmill\`: ${what}`, { notes })], exitCodes.drift);
}

function clear({ root, state }: Project, run: Run): number {
  if (fs.stamp(state.folder) === undefined) return tell(run, { cleared: false }, "there is no local state");
  locked(state, () => {
    // What a killed run had begun is finished first: its staged outputs exist nowhere else.
    recover({ root, fs, stage: state.stage, journal: state.journal });
    fs.removeFolder(state.folder);
  });
  return tell(run, { cleared: true }, "deleted the local state: the next run is a cold one");
}

function tell(run: Run, data: object, text: string): number {
  run.reports.data(run.args.has("json") ? `${formatJson({ version: 1, ...data })}\n` : `${text}\n`);
  return exitCodes.inStep;
}

/** Runs `work` while no other run can. Throws SpecmillError, exit 75, when one does. */
function locked<T>(state: StateFolder, work: () => T): T {
  makeStateFolder(state, fs);
  const lock = tryLock(state.lock);
  if (!("release" in lock)) {
    const notes = ["wait until it is done"];
    const problem = error("lock/busy", `another run works on this project: ${lock.holder}`, { notes });
    throw new SpecmillError([problem], exitCodes.busy);
  }
  try {
    return work();
  } finally {
    lock.release();
  }
}

/** `0 B`, `12 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatCount(Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
