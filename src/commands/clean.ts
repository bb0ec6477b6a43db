/** `specmill clean`: deletes what specmill wrote and nobody edited. It asks first; files of others are not even looked at. */

import { compareText } from "#model/diagnostic.ts";
import { exitCodes } from "#model/errors.ts";
import type { OutputEvent } from "#model/event.ts";
import { noCounts } from "#model/event.ts";
import { STARTER } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import { plural } from "#reporters/text/summary.ts";
import type { Session } from "#session.ts";
import { refusePath } from "#write/guard.ts";
import { commit, endCommit } from "#write/transaction.ts";
import { confirm } from "./ask.ts";
import { requestOf } from "./request.ts";
import type { Command, Run } from "./run-command.ts";

export const command: Command = {
  async run(run) {
    const { findProject } = await import("#project.ts");
    const { openSession } = await import("#session.ts");
    const request = requestOf("generate", run);
    const session = await openSession(findProject(run.cwd, request.config), request, run.host);
    try {
      return await clean(session, run);
    } finally {
      session.close();
    }
  },
};

interface Found {
  readonly path: string;
  readonly target: string;
  readonly hash: Digest | "other";
  readonly isOurs: boolean;
}

async function clean(session: Session, run: Run): Promise<number> {
  const found = findOutputs(session, run.args.positional);
  const ours = found.filter((output) => output.isOurs);
  const isRehearsal = run.args.has("dry-run");
  const what = `delete ${plural(ours.length, "output")}`;
  if (!isRehearsal && ours.length > 0 && !(await confirm(what, run))) return exitCodes.inStep;
  if (!isRehearsal) remove(ours, session);
  for (const output of found) run.host.emit(eventOf(output));
  run.host.emit({
    type: "summary",
    command: isRehearsal ? "clean --dry-run" : "clean",
    counts: { ...noCounts, outputs: found.length, deleted: ours.length, kept: found.length - ours.length },
    errors: 0,
    warnings: 0,
    durationMs: run.host.elapsed(),
    exitCode: exitCodes.inStep,
  });
  return exitCodes.inStep;
}

/** Everything that specmill claims to have written and that is there, sorted; also of targets that the config has dropped. */
function findOutputs(session: Session, names: readonly string[]): Found[] {
  const found = new Map<string, Found>();
  for (const claims of [session.manifest?.targets, session.records]) {
    for (const [target, { outputs }] of claims ?? []) {
      if (names.length > 0 && !names.includes(target)) continue;
      for (const [path, { hash: claimed }] of outputs) {
        const isPossible = claimed !== STARTER && refusePath(path, ".", session.config.allow) === undefined;
        const hash = isPossible ? session.disk.digest(path) : undefined;
        if (hash === undefined) continue;
        const isOurs = hash !== "other" && session.owned(path)?.has(hash) === true;
        found.set(path, { path, target, hash, isOurs });
      }
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.path, b.path));
}

/** All or nothing, as every write. */
function remove(outputs: readonly Found[], session: Session): void {
  const { root, state } = session.project;
  const { fs } = session.context;
  fs.makeFolder(state.stage);
  const changes = outputs.map(({ path, hash }) => ({ path, before: hash }));
  try {
    const transaction = { root, fs, stage: state.stage, journal: state.journal, allow: session.config.allow };
    commit(changes, transaction);
    endCommit(transaction);
  } finally {
    fs.removeFolder(state.stage);
  }
}

function eventOf({ path, target, isOurs }: Found): OutputEvent {
  const event: OutputEvent = { type: "output", status: isOurs ? "deleted" : "kept", path, target };
  return isOurs ? event : { ...event, reason: "it was edited by hand" };
}
