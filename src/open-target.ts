/** Units, templates and jobs of one target. The main thread and every render thread open a target by this same code. */

import type { Config, ConfigPath, SourceConfig, TargetConfig } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { jobId } from "#model/job.ts";
import type { JsonObject } from "#model/json.ts";
import type { TargetRecord } from "#model/manifest.ts";
import type { Template } from "#model/template.ts";
import type { Digest, Unit, UnitSet } from "#model/unit.ts";
import type { Context } from "#platform/context.ts";
import { hashJson } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { TimeLimitError, withTimeLimit } from "#platform/time-limit.ts";
import { timeoutProblem, whileRendering } from "#render/render-job.ts";
import { Views } from "#render/view.ts";
import { sources } from "#sources/registry.gen.ts";
import type { Memo, Source } from "#sources/source.ts";
import type { BoundJob, LoadedTemplate } from "#templates/bind.ts";
import { bind } from "#templates/bind.ts";
import { isLocal } from "#templates/discover.ts";
import { TemplateError } from "#templates/engines/engine.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import { loadTemplates } from "#templates/load.ts";

export interface OpenTarget {
  readonly config: TargetConfig;
  readonly units: UnitSet;
  readonly jobs: readonly BoundJob[];
  readonly templates: readonly Template[];
  /** Template name to digest. */
  readonly templateDigests: ReadonlyMap<string, Digest>;
  /** See TargetRecord. */
  readonly plainTemplates: ReadonlySet<string>;
  readonly options: JsonObject;
  /** Digest of pack, options and output folder: what every job of the target depends on. */
  readonly optionsDigest: Digest;
  readonly views: Views;
  /** Output path of a unit. */
  link(unit: string): string | undefined;
  /** Digest of a file of the pack. */
  partial(path: string): Digest | undefined;
}

export interface OpenRequest {
  readonly config: Config;
  readonly target: TargetConfig;
  readonly units: UnitSet;
  readonly source: SourceConfig;
  /** Where the reads of the pack are recorded. */
  readonly inputs: Inputs;
  /** Where a part of the config stands, for problems with it. */
  placeOf(path: ConfigPath): Place | Promise<Place>;
  /** The last run of this build: units that are the same keep their output paths. */
  readonly known?: TargetRecord | undefined;
}

/** Source -> units. */
export async function loadUnits(
  source: SourceConfig,
  config: Config,
  memo: Memo,
  inputs: Inputs,
  context: Context,
): Promise<UnitSet> {
  const entry = sources[source.kind as keyof typeof sources];
  const { source: loader } = (await entry.load()) as unknown as { source: Source };
  const input = { name: source.name, options: source.options, limits: config.limits };
  return loader.load(input, { ...context, inputs, memo });
}

/** Pack -> templates -> jobs. Throws SpecmillError when the pack cannot be used; problems of single jobs are reported. */
export async function openTarget(request: OpenRequest, context: Context): Promise<OpenTarget> {
  const { target, source, units } = request;
  if (isLocal(target.pack)) await provideSpecmillModule();
  const links = new Map<string, string>();
  const link = (unit: string) => links.get(unit);
  // The pack's engines record what a job includes in the views of this very target.
  let record: (read: string) => void = () => {};
  const pack = await loadTemplates({
    name: target.pack,
    target: target.name,
    options: target.options,
    sourceKind: source.kind,
    unitKinds: units.kinds,
    inputs: request.inputs,
    onRead: (path) => record(`partial:${path}`),
    placeOf: request.placeOf,
    context,
  });
  const views = new Views({
    units,
    source: { name: source.name, kind: source.kind },
    options: pack.options,
    link,
    helpers,
    freeze: isLocal(target.pack),
  });
  record = (read) => views.record(read);
  const report = foldProblems(units, context);
  const optionsDigest = hashJson([target.pack, pack.options, target.output, source]);
  const known = request.known?.options === optionsDigest ? request.known : undefined;
  const { jobs, plainTemplates } = bind({
    templates: isLocal(target.pack) ? pack.templates.map((one) => limited(one, request.config)) : pack.templates,
    units,
    folder: target.output,
    contextOf: (unit) => views.open(unit, target.output),
    otherReads: (unit) => views.close().some((read) => read !== `data:${unit?.id}`),
    knownPath: (template, unit) => knownPath(known, template, unit, pack.digests),
    report: report.add,
  });
  report.flush();
  for (const { job } of jobs) if (job.unit !== undefined && !links.has(job.unit)) links.set(job.unit, job.path);
  return {
    config: target,
    units,
    jobs,
    templates: pack.templates.map(({ template }) => template),
    templateDigests: pack.digests,
    plainTemplates,
    options: pack.options,
    optionsDigest,
    views,
    link,
    partial: pack.fileDigest,
  };
}

/** `output` and `when` of the user's own headers are programs too, and end or are stopped. */
function limited({ template, compiled }: LoadedTemplate, { limits }: Config): LoadedTemplate {
  const within = <T>(work: () => T): T => {
    try {
      return withTimeLimit(limits.renderMs, work);
    } catch (problem) {
      if (!(problem instanceof TimeLimitError)) throw problem;
      throw new TemplateError(timeoutProblem("the header of the template", template, limits.renderMs));
    }
  };
  return {
    template,
    compiled: {
      render: (context) => compiled.render(context),
      output: (context) => within(() => compiled.output(context)),
      when: (context) => within(() => compiled.when(context)),
    },
  };
}

/** The path that the last run found for a unit which has not changed since, by a template that looks at nothing else. */
function knownPath(
  known: TargetRecord | undefined,
  template: Template,
  unit: Unit,
  digests: ReadonlyMap<string, Digest>,
): string | undefined {
  if (known?.plainTemplates.has(template.name) !== true) return undefined;
  if (known.templates.get(template.name) !== digests.get(template.name)) return undefined;
  if (known.reads.get(`data:${unit.id}`) !== unit.digest) return undefined;
  return known.jobs.get(jobId(template.name, unit.id))?.path;
}

/** `import … from "specmill"` works in the project's own templates, in every thread. */
async function provideSpecmillModule(): Promise<void> {
  const { registerRuntimeModule } = await import("#config/runtime-module.ts");
  registerRuntimeModule();
}

/** How many units a problem that a template has with many of them names. */
const NAMED_UNITS = 3;

/** The same problem of the same template for many units is one problem. */
export function foldProblems(units: UnitSet, context: Pick<Context, "report">) {
  const groups = new Map<string, { diagnostic: Diagnostic; units: (Unit | undefined)[] }>();
  return {
    add(diagnostic: Diagnostic, unit: Unit | undefined): void {
      const { file = "", line = 0, column = 0 } = diagnostic.place ?? {};
      const key = [diagnostic.code, diagnostic.message, file, line, column].join("\0");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { diagnostic, units: [unit] });
      else group.units.push(unit);
    },
    flush(): void {
      for (const { diagnostic, units: failed } of groups.values()) {
        let shown = diagnostic;
        for (const unit of failed.slice(0, NAMED_UNITS)) shown = whileRendering(shown, unit, units);
        const more = failed.length - NAMED_UNITS;
        const note = { message: `and ${more} more unit${more === 1 ? "" : "s"}` };
        context.report(more > 0 ? { ...shown, notes: [...shown.notes, note] } : shown);
      }
      groups.clear();
    },
  };
}
