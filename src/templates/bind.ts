/** Templates x units -> jobs: who renders what, to which path. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Job } from "#model/job.ts";
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
  /** A header expression that threw, with the unit it threw for. */
  report(diagnostic: Diagnostic, unit: Unit | undefined): void;
}

/** Jobs in the order of the templates' names, then of the units. A template whose expressions throw gives no job for that unit. */
export function bind(request: BindRequest): BoundJob[] {
  const jobs: BoundJob[] = [];
  for (const loaded of request.templates) {
    const { each } = loaded.template.header;
    const units: Iterable<Unit | undefined> = each === "once" ? [undefined] : request.units.list(each);
    for (const unit of units) {
      const job = bindOne(loaded, unit, request);
      if (job !== undefined) jobs.push(job);
    }
  }
  return jobs;
}

function bindOne(loaded: LoadedTemplate, unit: Unit | undefined, request: BindRequest): BoundJob | undefined {
  const { template, compiled } = loaded;
  try {
    const context = request.contextOf(unit);
    if (!compiled.when(context)) return undefined;
    const path = join(request.folder, compiled.output(context));
    const id = unit === undefined ? template.name : `${template.name}#${unit.id}`;
    const job: Job =
      unit === undefined ? { id, template: template.name, path } : { id, template: template.name, unit: unit.id, path };
    return { ...loaded, job, unit };
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
