/** Renders one job and stages what came out. Problems carry both ends: the place in the template, and the unit with its place in the spec. */
import type { Diagnostic, Note } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Job, Read } from "#model/job.ts";
import type { Template } from "#model/template.ts";
import type { Digest, Unit, UnitSet } from "#model/unit.ts";
import { TimeLimitError, withTimeLimit } from "#platform/time-limit.ts";
import type { CompiledTemplate } from "#templates/engines/engine.ts";
import { TemplateError } from "#templates/engines/engine.ts";
import type { StageOptions } from "#write/stage.ts";
import { stage } from "#write/stage.ts";
import { writeProblem } from "#write/transaction.ts";
import type { Views } from "./view.ts";

/** A job with what it takes to render it, in this thread. */
export interface RenderableJob {
  readonly job: Job;
  readonly template: Template;
  readonly compiled: CompiledTemplate;
  readonly unit: Unit | undefined;
}

/** Plain data, so that it crosses threads. */
export interface RenderResult {
  /** Id of the job. */
  readonly job: string;
  readonly rawHash: Digest;
  readonly isSame: boolean;
  readonly isStaged: boolean;
  readonly text?: string;
  readonly reads: readonly Read[];
  /** Microseconds. */
  readonly cost: number;
  /** When there are any, nothing was staged. */
  readonly problems: readonly Diagnostic[];
}

export interface RenderOptions {
  readonly stage: StageOptions;
  /** Milliseconds a job may take. */
  readonly limitMs: number;
}

/** Never throws for what a template or the disk does. */
export function renderJob(renderable: RenderableJob, views: Views, options: RenderOptions): RenderResult {
  const { job, compiled, unit } = renderable;
  const start = Bun.nanoseconds();
  const context = views.open(unit, job.path);
  try {
    const staged = withTimeLimit(options.limitMs, () => stage(job.path, compiled.render(context), options.stage));
    const cost = Math.round((Bun.nanoseconds() - start) / 1000);
    const result = { job: job.id, rawHash: staged.hash, isSame: staged.isSame, isStaged: staged.isStaged, cost };
    const reads = views.close();
    return staged.text === undefined
      ? { ...result, reads, problems: [] }
      : { ...result, reads, problems: [], text: staged.text };
  } catch (problem) {
    const diagnostic = toDiagnostic(problem, renderable.template, options);
    return { job: job.id, rawHash: "", isSame: false, isStaged: false, reads: [], cost: 0, problems: [diagnostic] };
  }
}

/** Adds the unit a template was rendering to a problem of that template. */
export function whileRendering(diagnostic: Diagnostic, unit: Unit | undefined, units: UnitSet): Diagnostic {
  if (unit === undefined) return diagnostic;
  const note: Note = { message: `while rendering \`${unit.id}\``, place: units.place(unit) };
  return { ...diagnostic, notes: [...diagnostic.notes, note] };
}

/** Without the unit: the same problem for many units is folded into one first. */
function toDiagnostic(problem: unknown, template: Template, options: RenderOptions): Diagnostic {
  const place = { file: template.displayPath };
  if (problem instanceof TemplateError) {
    const { diagnostic } = problem;
    return diagnostic.place === undefined ? { ...diagnostic, place } : diagnostic;
  }
  if (problem instanceof TimeLimitError) return timeoutProblem("the template", template, options.limitMs);
  if ((problem as NodeJS.ErrnoException).syscall !== undefined)
    return writeProblem(problem as Error, options.stage.root);
  const message = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  return error("template/failed", message, { place });
}

/** `what`: the template, or its header. */
export function timeoutProblem(what: string, template: Template, limitMs: number): Diagnostic {
  const notes = ["look for a loop that does not end; `limits.renderMs` in the config allows more time"];
  return error("template/timeout", `${what} did not finish within ${limitMs} ms`, {
    place: { file: template.displayPath },
    notes,
  });
}
