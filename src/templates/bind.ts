/** Templates x units -> jobs: who renders what, to which path. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Job } from "#model/job.ts";
import { jobId } from "#model/job.ts";
import type { Template, TemplateContext } from "#model/template.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { join } from "#platform/paths.ts";
import type { CompiledTemplate } from "./engines/engine.ts";
import { TemplateError } from "./engines/engine.ts";

export interface LoadedTemplate {
  readonly template: Template;
  readonly compiled: CompiledTemplate;
}

export interface BoundJob extends LoadedTemplate {
  readonly job: Job;
  readonly unit: Unit | undefined;
}

export interface BindRequest {
  readonly templates: readonly LoadedTemplate[];
  readonly units: UnitSet;
  /** Output folder of the target. */
  readonly folder: string;
  /** What `output` and `when` see. */
  contextOf(unit: Unit | undefined): TemplateContext;
  /** Whether the expressions that ran since the last `contextOf` looked at anything but their unit. */
  otherReads(unit: Unit | undefined): boolean;
  /** The path of an earlier run, where it must be the same. */
  knownPath(template: Template, unit: Unit): string | undefined;
  /** A header expression that threw, with the unit it threw for. */
  report(diagnostic: Diagnostic, unit: Unit | undefined): void;
}

export interface Bound {
  readonly jobs: readonly BoundJob[];
  /** Templates whose expressions looked at nothing but their unit. */
  readonly plainTemplates: ReadonlySet<string>;
}

/** Jobs in the order of the templates' names, then of the units. A template whose expressions throw gives no job for that unit. */
export function bind(request: BindRequest): Bound {
  const jobs: BoundJob[] = [];
  const plainTemplates = new Set(request.templates.map(({ template }) => template.name));
  for (const loaded of request.templates) {
    const { name, header } = loaded.template;
    const units: Iterable<Unit | undefined> = header.each === "once" ? [undefined] : request.units.list(header.each);
    for (const unit of units) {
      const known = unit === undefined ? undefined : request.knownPath(loaded.template, unit);
      const path = known ?? evaluate(loaded, unit, request);
      if (known === undefined && request.otherReads(unit)) plainTemplates.delete(name);
      if (path !== undefined) jobs.push(boundJob(loaded, unit, path));
    }
  }
  return { jobs, plainTemplates };
}

function boundJob(loaded: LoadedTemplate, unit: Unit | undefined, path: string): BoundJob {
  const template = loaded.template.name;
  const starter = loaded.template.header.write === "missing" ? { isStarter: true as const } : {};
  const job = { id: jobId(template, unit?.id), template, path, ...starter };
  return { ...loaded, unit, job: unit === undefined ? job : { ...job, unit: unit.id } };
}

/** The output path, `undefined` when `when` says no. */
function evaluate(
  { template, compiled }: LoadedTemplate,
  unit: Unit | undefined,
  request: BindRequest,
): string | undefined {
  try {
    const context = request.contextOf(unit);
    return compiled.when(context) ? join(request.folder, compiled.output(context)) : undefined;
  } catch (problem) {
    const place = { file: template.displayPath };
    const message = problem instanceof Error ? problem.message : String(problem);
    const diagnostic =
      problem instanceof TemplateError ? problem.diagnostic : error("template/failed", message, { place });
    request.report(diagnostic, unit);
    return undefined;
  }
}

/** A path as case-insensitive and normalising file systems see it: two outputs that share it are one file on some machine. */
export function foldedPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
