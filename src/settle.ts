/** Rendered plan -> tree: decides for every output what may be done, formats what is new, and commits all of it or nothing. */

import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Counts } from "#model/event.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { keptDiagnostic } from "#write/changes.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import { formatStaged } from "#write/post-format.ts";
import { writeProblem } from "#write/transaction.ts";
import { claimsOf, commitTree } from "./commit-tree.ts";
import { compareTree } from "./compare-tree.ts";
import type { RenderedPlan } from "./render-plan.ts";
import type { Session } from "./session.ts";
import type { Output, Settled } from "./settle-outputs.ts";
import { settleOutputs } from "./settle-outputs.ts";

/** Brings the tree in step, or (in `check`, `diff` and `--dry-run`) says how it differs. Reports problems; throws only when writing failed. */
export async function settle(rendered: RenderedPlan, session: Session): Promise<Counts> {
  try {
    if (!(await formatNew(rendered, session))) return emptyCounts(rendered);
    const settled = settleOutputs(rendered, session);
    reportPlaces(settled.outputs, session);
    if (session.diagnostics.some((one) => one.severity === "error")) return emptyCounts(rendered);
    if (!session.writes) return compareTree(settled, claimsOf(settled, session), session);
    reportKept(settled, session);
    return commitTree(settled, session);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
    throw new SpecmillError([writeProblem(problem as Error, session.project.root)], exitCodes.drift);
  } finally {
    removeStage(session);
  }
}

/** A run that only looks has made none, unless there is a formatter. */
function removeStage({ writes, config, project }: Session): void {
  if (writes || config.format.length > 0) fs.removeFolder(project.state.stage);
}

/** One run of each formatter over the staged files that it applies to. Says whether to go on. */
async function formatNew(rendered: RenderedPlan, session: Session): Promise<boolean> {
  const { format } = rendered.plan;
  const paths: string[] = [];
  for (const [name, target] of rendered.plan.targets) {
    const results = rendered.results.get(name);
    for (const { job } of target.jobs) {
      if (results?.get(job.id)?.isStaged === true && format.applies(job.path)) paths.push(job.path);
    }
  }
  if (paths.length === 0) return true;
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
function reportPlaces(outputs: readonly Output[], session: Session): void {
  const checked = new Set<string>();
  for (const output of outputs) {
    if (output.standing === "same") continue;
    const refusal = refusePlace(output.path, session.project.root, fs, checked);
    if (refusal !== undefined) session.context.report(refusalDiagnostic(output.path, refusal));
  }
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
  return { outputs, rendered: 0, restored: 0, created: 0, changed: 0, deleted: 0, kept: 0, drift: 0 };
}
