/** Rendered plan -> tree: decides for every output what may be done, formats what is new, and commits all of it or nothing. */

import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Counts } from "#model/event.ts";
import { noCounts } from "#model/event.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import { keptDiagnostic, leftStarterDiagnostic } from "#write/changes.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import { formatStaged } from "#write/post-format.ts";
import { writeProblem } from "#write/transaction.ts";
import { commitTree } from "./commit-tree.ts";
import { compareTree } from "./compare-tree.ts";
import { frozenProblem } from "./frozen-lock.ts";
import { claimsOf } from "./record-targets.ts";
import type { RenderedPlan } from "./render-plan.ts";
import type { Session } from "./session.ts";
import type { Settled } from "./settle-outputs.ts";
import { formattedHash, isEmptied, settleOutputs } from "./settle-outputs.ts";

/** Brings the tree in step, or (in `check`, `diff` and `--dry-run`) says how it differs. Reports problems; throws only when writing failed. */
export async function settle(rendered: RenderedPlan, session: Session): Promise<Counts> {
  try {
    if (!(await formatNew(rendered, session))) return emptyCounts(rendered);
    const settled = settleOutputs(rendered, session);
    reportPlaces(settled, session);
    for (const { path } of settled.leftStarters) session.context.report(leftStarterDiagnostic(path));
    if (session.diagnostics.some((one) => one.severity === "error")) return emptyCounts(rendered);
    if (!session.writes) return compareTree(settled, claimsOf(settled, session), session);
    const frozen = session.request.frozen ? frozenProblem(claimsOf(settled, session), session) : undefined;
    if (frozen !== undefined) session.context.report(frozen);
    if (frozen !== undefined) return emptyCounts(rendered);
    reportKept(settled, session);
    return commitTree(settled, session);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
    throw new SpecmillError([writeProblem(problem as Error, session.project.root)], exitCodes.drift);
  } finally {
    removeStage(session);
  }
}

/** Of a run that only looks, which made one for the formatter; that of a run that writes goes when the session is closed. */
function removeStage({ writes, config, project }: Session): void {
  if (!writes && config.format.length > 0) fs.removeFolder(project.state.stage);
}

/** One run of each formatter over the staged files that it applies to. Says whether to go on. */
async function formatNew(rendered: RenderedPlan, session: Session): Promise<boolean> {
  const { format } = rendered.plan;
  const paths: string[] = [];
  for (const [name, target] of rendered.plan.targets) {
    const results = rendered.results.get(name);
    for (const { job } of target.jobs) {
      const result = results?.get(job.id);
      if (result?.isStaged !== true || !format.applies(job.path)) continue;
      if (formattedHash(job, result.rawHash, name, rendered.plan, session) === undefined) paths.push(job.path);
    }
  }
  // A rehearsal starts no program: what is new is compared as it was rendered.
  if (paths.length === 0 || session.request.dryRun) return true;
  if (session.request.untrusted) {
    const notes = ["leave `--untrusted` out where you trust the project"];
    throw new SpecmillError(
      [error("config/untrusted", "`format` runs a command, and --untrusted forbids it", { notes })],
      exitCodes.untrusted,
    );
  }
  const problems = await formatStaged(session.config.format, paths, session.project.state.stage, session.project.root);
  for (const problem of problems) session.context.report(problem);
  return problems.length === 0;
}

/** What lies on the way to an output is judged before the first write, so that all such problems show in one run. */
function reportPlaces({ outputs, gone }: Settled, session: Session): void {
  const checked = new Set<string>();
  for (const output of outputs) {
    if (output.standing === "same" || hasRoom(output.path, gone, session)) continue;
    const refusal = refusePlace(output.path, session.project.root, fs, checked);
    if (refusal !== undefined) session.context.report(refusalDiagnostic(output.path, refusal));
  }
}

/** Whether what is in the way is deleted by this very run. The commit asks again, when it is gone. */
function hasRoom(path: string, gone: ReadonlySet<string>, session: Session): boolean {
  if (gone.size === 0) return false;
  for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder)) if (gone.has(folder)) return true;
  return fs.stamp(absolute(session.project.root, path))?.type === "folder" && isEmptied(path, gone, session);
}

function reportKept(settled: Settled, session: Session): void {
  for (const { path, standing } of settled.outputs) {
    if (standing === "edited" || standing === "foreign") session.context.report(keptDiagnostic(path, standing, false));
  }
  for (const orphan of settled.orphans) {
    if (!orphan.isOurs) session.context.report(keptDiagnostic(orphan.path, "edited", true));
  }
}

function emptyCounts({ plan }: RenderedPlan): Counts {
  let outputs = 0;
  for (const target of plan.targets.values()) outputs += target.jobs.length;
  return { ...noCounts, outputs };
}
