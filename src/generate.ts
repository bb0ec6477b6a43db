/**
 * READ FIRST: the pipeline on one page.
 *
 *     unchanged? -> config -> units -> templates -> jobs -> plan -> render -> write -> record
 *
 * `check`, `diff` and `watch` are this function in another mode: no second code path decides what is stale.
 */
import { sortDiagnostics } from "#model/diagnostic.ts";
import type { SpecmillError } from "#model/errors.ts";
import { exitCodes } from "#model/errors.ts";
import type { Counts } from "#model/event.ts";
import { noCounts } from "#model/event.ts";
import type { Host, Outcome, PipelineRequest } from "#model/pipeline.ts";
import type { FirstLook } from "#plan/first-look.ts";
import { takeFirstLook } from "#plan/first-look.ts";
import { unchanged } from "#plan/unchanged.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Trace } from "#platform/trace.ts";
import type { Project } from "./project.ts";
import { findProject } from "./project.ts";
import type { Session } from "./session.ts";

/** Brings the outputs in step, or says what is not. Emits every event; the last one is the summary. */
export async function generate(request: PipelineRequest, host: Host, trace?: Trace): Promise<Outcome> {
  const project = findProject(request.cwd, request.config);
  const look = takeFirstLook(project.root, project.state, fs);
  const quick = request.force ? undefined : nothingChanged(look, project, request, host);
  if (quick !== undefined) return finish(request, host, quick.warnings, { ...noCounts, outputs: quick.outputs });

  const { openSession } = await import("./session.ts");
  const { planTargets } = await import("./plan-targets.ts");
  const { renderPlan } = await import("./render-plan.ts");
  const { settle } = await import("./settle.ts");
  const session = await openSession(project, request, host, { look, trace });
  const span = session.context.trace.span;
  try {
    const plan = await span("plan", () => planTargets(session)); // config, units, templates, jobs -> plan
    const results = hasErrors(session) ? undefined : await span("render", () => renderPlan(plan, session));
    const counts =
      results === undefined || hasErrors(session) ? noCounts : await span("write", () => settle(results, session));
    return finish(request, host, session.diagnostics, counts);
  } finally {
    session.close();
  }
}

/** The arrow that most runs end at. */
function nothingChanged(look: FirstLook, { config, state }: Project, request: PipelineRequest, host: Host) {
  const mayWrite = request.command === "generate" && !request.dryRun;
  return unchanged(
    look,
    { config, build: host.build, targets: request.targets, untrusted: request.untrusted, mayWrite },
    state,
    fs,
  );
}

function hasErrors(session: Session): boolean {
  return session.host.signal.aborted || session.diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** The outcome of a run that could not go on. */
export function failed(problem: SpecmillError, request: PipelineRequest, host: Host): Outcome {
  return { ...finish(request, host, problem.diagnostics, noCounts), exitCode: problem.exitCode };
}

function finish(request: PipelineRequest, host: Host, found: Session["diagnostics"], counts: Counts): Outcome {
  const diagnostics = sortDiagnostics(found);
  for (const diagnostic of diagnostics) host.emit({ type: "diagnostic", diagnostic });
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const exitCode = host.signal.aborted ? exitCodes.interrupted : exitCodeOf(counts, errors);
  host.emit({
    type: "summary",
    command: request.command,
    counts,
    errors,
    warnings: diagnostics.length - errors,
    durationMs: host.elapsed(),
    exitCode,
  });
  return { exitCode, counts, diagnostics };
}

/** Hand edits in the way have a code of their own; the diagnostics that name them are not counted twice. */
function exitCodeOf(counts: Counts, errors: number): number {
  if (errors > counts.kept) return exitCodes.drift;
  if (counts.kept > 0) return exitCodes.edited;
  return counts.drift > 0 ? exitCodes.drift : exitCodes.inStep;
}
