/**
 * Renders a pack of templates/ over a source as the pipeline does, in memory: the real source, engine and views, no plan and no disk.
 * What each page read comes out too, so that a test can say what would render it again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Read } from "#model/job.ts";
import type { Json } from "#model/json.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { Views } from "#render/view.ts";
import type { Source } from "#sources/source.ts";
import type { CompiledTemplate } from "#templates/engines/engine.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import { loadTemplates } from "#templates/load.ts";
import { sourceContext } from "../../support/fake-source-context.ts";

const repository = join(import.meta.dir, "../../..");

export interface RenderedProject {
  /** Path below the output folder -> text. */
  readonly files: ReadonlyMap<string, string>;
  readonly reads: ReadonlyMap<string, readonly Read[]>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectRequest {
  /** Name of a folder in templates/. */
  readonly pack: string;
  readonly kind: "openapi" | "data" | "database";
  /** Input files by their paths; an OpenAPI document is `api.json` or `api.yaml`. */
  readonly inputs: Record<string, string>;
  readonly source: Record<string, Json>;
  readonly options?: Record<string, Json>;
}

/** Throws what a stage throws; problems that only get reported are in `diagnostics`. */
export async function renderProject(request: ProjectRequest): Promise<RenderedProject> {
  const fake = sourceContext(request.inputs);
  const { source } = (await import(`../../../src/sources/${request.kind}/index.ts`)) as { source: Source };
  const limits = { documentBytes: 1e8, depth: 500, renderMs: 10_000 };
  const units = await source.load({ name: "api", options: request.source, limits }, fake.context);
  return { ...(await renderUnits(request, units, source)), diagnostics: fake.diagnostics };
}

async function renderUnits(request: ProjectRequest, units: UnitSet, source: Source) {
  let views: Views | undefined;
  const fake = sourceContext(packFiles(request.pack));
  const pack = await loadTemplates({
    name: `./templates/${request.pack}`,
    target: "docs",
    options: request.options ?? {},
    sourceKind: request.kind,
    unitKinds: source.unitKinds,
    inputs: fake.context.inputs,
    onRead: (path) => views?.record(`file:${path}` as Read),
    placeOf: () => ({ file: "specmill.yaml" }),
    context: { ...fake.context, root: repository },
  });
  const outputs = new Map<string, string>();
  const link = (unit: string) => outputs.get(unit);
  const about = { name: "api", kind: request.kind };
  const open = new Views({ units, source: about, options: pack.options, link, helpers, freeze: true });
  const jobs: { readonly path: string; readonly unit: Unit | undefined; readonly compiled: CompiledTemplate }[] = [];
  for (const { template, compiled } of pack.templates) {
    const { each } = template.header;
    for (const unit of each === "once" ? [undefined] : units.list(each)) {
      const context = open.open(unit, "");
      if (compiled.when(context)) jobs.push({ path: `docs/${compiled.output(context)}`, unit, compiled });
    }
  }
  for (const { unit, path } of jobs) if (unit !== undefined) outputs.set(unit.id, path);
  views = open;
  const files = new Map<string, string>();
  const reads = new Map<string, readonly Read[]>();
  for (const { path: output, compiled, unit } of jobs) {
    const path = output.slice("docs/".length);
    if (files.has(path)) throw new Error(`two jobs make ${path}`);
    const rendered = compiled.render(open.open(unit, output));
    files.set(path, typeof rendered === "string" ? rendered : [...rendered].join(""));
    reads.set(path, open.close());
  }
  return { files, reads };
}

function packFiles(name: string): Record<string, string> {
  const folder = join(repository, "templates", name);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("."));
  return Object.fromEntries(
    paths.map((path) => [`templates/${name}/${path.replaceAll("\\", "/")}`, readFileSync(join(folder, path), "utf8")]),
  );
}
