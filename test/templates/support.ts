/** Packs on the disk of a test, discovered and compiled as a run does it. */
import { afterAll } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { TemplateContext } from "#model/template.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";
import type { DiscoveredPack } from "#templates/discover.ts";
import { discoverPack, loadEngine } from "#templates/discover.ts";
import type { CompiledTemplate } from "#templates/engines/engine.ts";
import { TemplateError } from "#templates/engines/engine.ts";
import { helpers } from "#templates/helpers/registry.gen.ts";
import { packAccess } from "#templates/pack-access.ts";
import { sourceContext } from "../support/fake-source-context.ts";

export type Files = Record<string, string>;

export interface TestProject {
  readonly context: Context;
  readonly inputs: Inputs;
  /** Project paths that were read, in order. */
  readonly reads: readonly string[];
  /** What was reported and did not end the work. */
  readonly reported: readonly Diagnostic[];
  /** Writes a file again, on the disk and for `inputs`. */
  write(path: string, text: string): void;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project with these files. The smallest manifest is added to `pack/`. */
export function project(files: Files, options: { readonly untrusted?: boolean } = {}): TestProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-templates-")));
  folders.push(root);
  const all = { "pack/pack.yaml": "source: any\n", ...files };
  const fake = sourceContext(all);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    fake.files.set(path, new TextEncoder().encode(text));
  };
  for (const [path, text] of Object.entries(all)) write(path, text);
  const context: Context = { ...fake.context, root, untrusted: options.untrusted ?? false };
  return { context, inputs: fake.context.inputs, reads: fake.reads.read, reported: fake.diagnostics, write };
}

export interface TestPack extends DiscoveredPack {
  /** Files of the pack that rendering asked for. */
  readonly used: string[];
  compile(name: string): Promise<CompiledTemplate>;
  /** Renders to text, whatever the template gives. */
  render(name: string, context?: Partial<TemplateContext> & object): Promise<string>;
}

/** Discovers `./pack` of a project. */
export async function openPack(from: TestProject | Files): Promise<TestPack> {
  const { context, inputs } = isProject(from) ? from : project(from);
  const found = await discoverPack("./pack", inputs, context);
  const used: string[] = [];
  const access = packAccess(found.pack, context.root, (path) => used.push(path));
  const compile = async (name: string) => {
    const template = found.templates.find((one) => one.name === name);
    if (template === undefined) throw new Error(`no template ${name}`);
    const compiled = await (await loadEngine(template.engine)).compile(template, access);
    used.length = 0;
    return compiled;
  };
  const render = async (name: string, values = {}) => {
    const rendered = (await compile(name)).render(contextWith(values));
    return typeof rendered === "string" ? rendered : [...rendered].join("");
  };
  return { ...found, used, compile, render };
}

/** The context of a template, with these values in place of the defaults. */
export function contextWith(values: object = {}): TemplateContext {
  const missing = (): never => {
    throw new Error("not in this test");
  };
  const unit = { id: "record:ada", kind: "record", name: "Ada", slug: "ada", facts: {}, data: {} };
  const source = { name: "people", kind: "data" };
  const fields = {
    unit,
    source,
    options: {},
    output: "out/ada.md",
    ref: missing,
    find: missing,
    units: missing,
    link: missing,
  };
  return { ...helpers, ...fields, ...values } as unknown as TemplateContext;
}

/** A template with the least header there can be. */
export function page(body: string, header = 'each: record\noutput: "<%= unit.slug %>.txt"'): string {
  return `---\n${header}\n---\n${body}`;
}

/** The problems that end the work. */
export async function problemsOf(work: () => unknown): Promise<readonly Diagnostic[]> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics;
    if (thrown instanceof TemplateError) return [thrown.diagnostic];
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

/** A problem as people see it: place, message, the marked text, notes. */
export function show(diagnostic: Diagnostic): string {
  const lines = [`${diagnostic.code} ${showPlace(diagnostic.place)} ${diagnostic.message}`];
  const { place } = diagnostic;
  if (place?.frame !== undefined && place.line !== undefined && place.column !== undefined) {
    const line = place.frame.lines[place.line - place.frame.firstLine] ?? "";
    lines.push(`  > ${line.slice(place.column - 1, place.column - 1 + place.frame.length)}`);
  }
  for (const note of diagnostic.notes) {
    lines.push(note.place === undefined ? `  = ${note.message}` : `  = ${showPlace(note.place)} ${note.message}`);
  }
  return lines.join("\n");
}

export async function shown(work: () => unknown): Promise<string[]> {
  return (await problemsOf(work)).map(show);
}

function showPlace(place: Diagnostic["place"]): string {
  return [place?.file ?? "-", place?.line, place?.column].filter((part) => part !== undefined).join(":");
}

function isProject(from: TestProject | Files): from is TestProject {
  return typeof from.context === "object";
}
