/** Plan -> rendered and staged outputs, in this thread or in several: the same bytes either way. */
import type { PlannedJob } from "#model/plan.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Executor, RenderTask, TaskResult } from "#render/executor.ts";
import type { RenderResult } from "#render/render-job.ts";
import { renderJob } from "#render/render-job.ts";
import { foldProblems } from "./open-target.ts";
import type { Plan, PlannedTarget } from "./plan-targets.ts";
import type { Session } from "./session.ts";

/** What the jobs of a plan gave. */
export interface RenderedPlan {
  readonly plan: Plan;
  /** By target, then by job id; only jobs that were rendered. */
  readonly results: ReadonlyMap<string, ReadonlyMap<string, RenderResult>>;
}

/** Renders every stale job. Problems are reported to the session, folded by template; then nothing may be written. */
export async function renderPlan(plan: Plan, session: Session): Promise<RenderedPlan> {
  const tasks = tasksOf(plan);
  const results = new Map(Array.from(plan.targets.keys(), (name) => [name, new Map<string, RenderResult>()]));
  const problems = new Map(
    Array.from(plan.targets, ([name, { open }]) => [name, foldProblems(open.units, session.context)]),
  );
  if (tasks.length > 0) {
    const executor = await chooseExecutor(tasks, plan, session);
    const here = renderHere(plan, session);
    let done = 0;
    for await (const batch of executor.run(tasks, here, session.host.signal)) {
      for (const result of batch) take(result, plan, results, problems, session);
      done += batch.length;
      session.context.emit({ type: "progress", stage: "render", done, total: tasks.length });
    }
    session.context.trace.count("rendered", done);
  }
  for (const group of problems.values()) group.flush();
  return { plan, results };
}

function take(
  result: TaskResult,
  plan: Plan,
  results: Map<string, Map<string, RenderResult>>,
  problems: Map<string, ReturnType<typeof foldProblems>>,
  session: Session,
): void {
  if (result.problems.length === 0) {
    results.get(result.target)?.set(result.job, result);
    return;
  }
  const unit = plan.targets.get(result.target)?.open.jobs.find(({ job }) => job.id === result.job)?.unit;
  for (const problem of result.problems) {
    const group = problems.get(result.target);
    if (group === undefined) session.context.report(problem);
    else group.add(problem, unit);
  }
}

function tasksOf(plan: Plan): RenderTask[] {
  const tasks: RenderTask[] = [];
  for (const [target, { jobs }] of plan.targets) {
    for (const [job, planned] of jobs.entries()) if (planned.decision.type === "stale") tasks.push({ target, job });
  }
  return tasks;
}

function renderHere(plan: Plan, session: Session) {
  const keepText = session.request.showDiff || (session.writes && session.request.cache);
  const stage = {
    root: session.project.root,
    folder: session.project.state.stage,
    fs,
    write: session.writes,
    // A rehearsal runs no formatter, and stages nothing for one.
    isFormatted: (path: string) => !session.request.dryRun && plan.format.applies(path),
    keepText,
    keepPieces: session.request.showDiff,
  };
  const options = { stage, limitMs: session.config.limits.renderMs };
  return (task: RenderTask): TaskResult => {
    const target = plan.targets.get(task.target) as PlannedTarget;
    const bound = target.open.jobs[task.job];
    if (bound === undefined) throw new RangeError(`no job ${task.job} in ${task.target}`);
    return { ...renderJob(bound, target.open.views, options), target: task.target };
  };
}

/** Work from which on a second thread pays, in microseconds, and what an unknown job is taken to cost (bench/README.md). */
const THREADS_FROM = 400_000;
const UNKNOWN_COST = 80;

async function chooseExecutor(tasks: readonly RenderTask[], plan: Plan, session: Session): Promise<Executor> {
  const { executor, jobs = 2 } = session.request;
  const isSmall = estimate(tasks, plan, session) < THREADS_FROM;
  const inline =
    executor === "inline" || jobs <= 1 || (executor === undefined && session.request.jobs === undefined && isSmall);
  if (inline) return (await import("#render/executors/inline.ts")).executor;
  const { threadsExecutor } = await import("#render/executors/threads.ts");
  // Saves the threads some work; `check` writes nothing.
  if (session.writes) session.saveMemos();
  return threadsExecutor({
    extra: jobs - 1,
    spawn: () => new Worker(Bun.main),
    open: {
      type: "open",
      root: session.project.root,
      build: session.host.build,
      config: session.config,
      targets: [...plan.targets.keys()],
      untrusted: session.request.untrusted,
      stage: session.project.state.stage,
      write: session.writes,
      formats: !session.request.dryRun,
      keepText: session.request.showDiff,
      inputs: [...session.tracker.rows()]
        .filter((row) => row.role === "input")
        .map((row) => [row.path, row.hash] as const),
    },
  });
}

function estimate(tasks: readonly RenderTask[], plan: Plan, session: Session): number {
  let total = 0;
  for (const { target, job } of tasks) {
    const planned = plan.targets.get(target)?.jobs[job] as PlannedJob;
    total += session.records.get(target)?.jobs.get(planned.job.id)?.cost ?? UNKNOWN_COST;
  }
  return total;
}
