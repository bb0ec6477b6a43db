/**
 * Renders the `.ts` templates of a pack without the pipeline, and says what each output read.
 * Invariant: a look-up is recorded exactly where the real pipeline would record it (see TemplateContext).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "#model/json.ts";
import type { TemplateContext, UnitView, UnitViews } from "#model/template.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { relativeLink } from "#platform/paths.ts";
import { slugOf } from "#sources/slug.ts";

export interface RenderedPack {
  /** Output path -> text, in the order of templates and units. */
  readonly files: Map<string, string>;
  /** Output path -> `data:<id>`, `facts:<id>`, `units:<kind>`, `link:<id>`, `missing:<id or reference>`. */
  readonly reads: Map<string, Set<string>>;
  /** Output path -> milliseconds spent rendering it. */
  readonly times: Map<string, number>;
}

export interface RenderOptions {
  readonly options?: { readonly [name: string]: Json };
  readonly source?: { readonly name: string; readonly kind: string };
}

interface TemplateModule {
  readonly header: {
    readonly each: string;
    readonly output: string | ((context: TemplateContext) => string);
    readonly when?: string | ((context: TemplateContext) => boolean);
  };
  readonly default: (context: TemplateContext) => string | Iterable<string>;
}

interface PlannedJob {
  readonly template: TemplateModule;
  readonly unit: Unit;
  readonly output: string;
}

/** Renders every template of the pack in `folder` over the units, in one thread. */
export async function renderPack(folder: string, units: UnitSet, settings: RenderOptions = {}): Promise<RenderedPack> {
  const templates = await loadTemplates(folder);
  const source = settings.source ?? { name: "api", kind: "openapi" };
  const options = { ...defaultOptions(folder), ...settings.options };
  const helpers = await loadHelpers();
  const outputs = new Map<string, string>();
  const jobs = plan();
  for (const job of jobs) if (!outputs.has(job.unit.id)) outputs.set(job.unit.id, job.output);
  const result: RenderedPack = { files: new Map(), reads: new Map(), times: new Map() };
  for (const job of jobs) renderJob(job);
  return result;

  function plan(): PlannedJob[] {
    return templates.flatMap((template) => {
      const { each, output, when } = template.header;
      const chosen = each === "once" ? [sourceUnit(source)] : [...units.list(each)];
      return chosen.flatMap((unit) => {
        const context = makeContext(unit, "", new Set());
        if (when !== undefined && !evaluate(when, context)) return [];
        return [{ template, unit, output: typeof output === "function" ? output(context) : fillPath(output, context) }];
      });
    });
  }

  function renderJob({ template, unit, output }: PlannedJob): void {
    if (result.files.has(output)) throw new Error(`two jobs make ${output}`);
    const reads = new Set<string>();
    const context = makeContext(unit, output, reads);
    const start = performance.now();
    const rendered = template.default(context);
    result.files.set(output, typeof rendered === "string" ? rendered : [...rendered].join(""));
    result.times.set(output, performance.now() - start);
    result.reads.set(output, reads);
  }

  function makeContext(unit: Unit, output: string, reads: Set<string>): TemplateContext {
    const find = (id: string) => {
      const found = units.get(id);
      if (found === undefined) reads.add(`missing:${id}`);
      return found === undefined ? undefined : view(found, reads);
    };
    return {
      ...helpers,
      unit: view(unit, reads),
      source,
      options: options as JsonObject,
      output,
      find,
      ref(id) {
        const found = find(id);
        if (found === undefined) throw new Error(`no unit ${id}`);
        return found;
      },
      units(kind) {
        reads.add(`units:${kind}`);
        return unitViews([...units.list(kind)].map((found) => view(found, reads, false)));
      },
      link(id) {
        const found = units.get(id);
        const path = found === undefined ? undefined : outputs.get(found.id);
        reads.add(`link:${found?.id ?? id}`);
        return path === undefined ? undefined : relativeLink(output, path);
      },
    } as TemplateContext;
  }
}

/** A unit as a source could make it; what is left out is derived from the name. */
export interface HandMadeUnit {
  readonly kind: string;
  readonly name: string;
  readonly id?: string;
  readonly slug?: string;
  readonly facts?: { readonly [name: string]: Json };
  readonly data: Json;
}

/** A unit set of hand-made units. `get` also takes `#/components/<section>/<Name>`, as the openapi source does. */
export function unitSet(...made: readonly HandMadeUnit[]): UnitSet {
  const units = made.map(
    (unit): Unit => ({
      id: unit.id ?? `${unit.kind}:${unit.name}`,
      kind: unit.kind,
      name: unit.name,
      slug: unit.slug ?? slugOf(unit.name),
      facts: unit.facts ?? {},
      digest: Bun.hash(JSON.stringify(unit)).toString(16),
      origin: { file: "api.yaml", pointer: "" },
      data: unit.data,
    }),
  );
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return {
    kinds: [...new Set(units.map((unit) => unit.kind))],
    list: (kind) => units.filter((unit) => unit.kind === kind),
    get: (id) => byId.get(id.startsWith("#/") ? idOfReference(id) : id),
    place: () => ({ file: "api.yaml" }) as never,
  };
}

const sectionKinds: { readonly [section: string]: string } = {
  schemas: "schema",
  parameters: "parameter",
  responses: "response",
  requestBodies: "requestBody",
  headers: "header",
  examples: "example",
  links: "link",
  callbacks: "callback",
  pathItems: "pathItem",
  securitySchemes: "securityScheme",
};

function idOfReference(reference: string): string {
  const [, , section = "", ...name] = reference.split("/");
  return `${sectionKinds[section]}:${name.join("/").replaceAll("~1", "/").replaceAll("~0", "~")}`;
}

function sourceUnit(source: { readonly name: string }): Unit {
  const { name } = source;
  return {
    id: "source",
    kind: "source",
    name,
    slug: name,
    facts: {},
    digest: "",
    origin: { file: "", pointer: "" },
    data: null,
  };
}

function view(unit: Unit, reads: Set<string>, recordFacts = true): UnitView {
  const base = { ...unit.facts, facts: unit.facts, id: unit.id, kind: unit.kind, name: unit.name, slug: unit.slug };
  return new Proxy(base as unknown as UnitView, {
    get(target, key) {
      if (key === "data" || key === "digest") {
        reads.add(`data:${unit.id}`);
        return unit[key];
      }
      if (recordFacts) reads.add(`facts:${unit.id}`);
      return Reflect.get(target, key);
    },
  });
}

function unitViews(views: readonly UnitView[]): UnitViews {
  return {
    length: views.length,
    [Symbol.iterator]: () => views[Symbol.iterator](),
    map: (each) => views.map(each),
    filter: (keep) => views.filter(keep),
    find: (test) => views.find(test),
  };
}

async function loadTemplates(folder: string): Promise<TemplateModule[]> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  if (names.some((name) => name.endsWith(".eta"))) throw new Error("this harness renders `.ts` templates only");
  const templates = names.filter((name) => name.endsWith(".ts") && !/(^|\/)_[^/]*$/.test(name));
  return Promise.all(templates.map((name) => import(join(folder, name)) as Promise<TemplateModule>));
}

async function loadHelpers(): Promise<{ readonly [group: string]: object }> {
  const folder = join(import.meta.dir, "../../../src/templates/helpers");
  const groups: { [group: string]: object } = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".ts") || file.endsWith(".gen.ts")) continue;
    const { helper } = (await import(join(folder, file))) as { helper?: object };
    const name = file.slice(0, -".ts".length);
    if (helper !== undefined) groups[{ typescript: "ts", markdown: "md" }[name] ?? name] = helper;
  }
  return groups;
}

function defaultOptions(folder: string): { [name: string]: Json } {
  const pack = Bun.YAML.parse(readFileSync(join(folder, "pack.yaml"), "utf8")) as {
    options?: { [name: string]: { default: Json } };
  };
  return Object.fromEntries(Object.entries(pack.options ?? {}).map(([name, option]) => [name, option.default]));
}

function evaluate<T>(value: string | ((context: TemplateContext) => T), context: TemplateContext): T {
  if (typeof value === "function") return value(context);
  const names = Object.keys(context);
  return new Function(...names, `return (${value});`)(...names.map((name) => context[name as keyof TemplateContext]));
}

function fillPath(text: string, context: TemplateContext): string {
  return text.replace(/<%=\s*(.*?)\s*%>/g, (_, code: string) => {
    const value = evaluate<unknown>(code, context);
    return String(value).replaceAll("/", "-");
  });
}
