/** Loads OpenAPI documents from memory, or from test/fixtures/openapi. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import type { OpenApiOptions } from "#sources/openapi/index.ts";
import { source } from "#sources/openapi/index.ts";
import type { SourceContext } from "#sources/source.ts";
import type { FakeOptions, FakeSourceContext } from "../../support/fake-source-context.ts";
import { sourceContext } from "../../support/fake-source-context.ts";

const folder = join(import.meta.dir, "../../fixtures/openapi");

export const limits = { documentBytes: 64 * 2 ** 20, depth: 500, renderMs: 10_000 };

export function fixture(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

/** All files of a folder of fixtures, by their paths in it. */
export function fixtures(name: string): Record<string, string> {
  const entries = readdirSync(join(folder, name), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(join(folder, name).length + 1), readFileSync(path, "utf8")]),
  );
}

export interface Loaded extends FakeSourceContext {
  readonly units: UnitSet;
}

/** Loads the first of the files. */
export async function load(
  files: Record<string, string | Uint8Array>,
  options: Partial<OpenApiOptions> = {},
  fake: FakeOptions = {},
): Promise<Loaded> {
  const context = sourceContext(files, fake);
  return { ...context, units: await loadIn(context.context, Object.keys(files)[0] ?? "", options) };
}

export function loadIn(context: SourceContext, path: string, options: Partial<OpenApiOptions> = {}): Promise<UnitSet> {
  return source.load({ name: "api", options: { path, ...options }, limits }, context);
}

/** The problems of files, whether they end the load or not. */
export async function problemsOf(
  files: Record<string, string | Uint8Array>,
  fake: FakeOptions = {},
): Promise<Diagnostic[]> {
  try {
    return (await load(files, {}, fake)).diagnostics;
  } catch (fault) {
    if (fault instanceof SpecmillError) return [...fault.diagnostics];
    throw fault;
  }
}

/** `error openapi/version 1:12 message` */
export function line({ severity, code, message, place }: Diagnostic): string {
  return `${severity} ${code} ${place?.file}:${place?.line}:${place?.column} ${message}`;
}

export function ids(units: UnitSet, kind: string): string[] {
  return [...units.list(kind)].map(({ id }) => id);
}

export function allUnits(units: UnitSet): Unit[] {
  return units.kinds.flatMap((kind) => [...units.list(kind)]);
}

/** A document with these members and a minimal rest. */
export function openapi(
  members: { readonly [key: string]: Json },
  version = "3.1.0",
): { readonly [key: string]: Json } {
  return { openapi: version, info: { title: "Test", version: "1" }, paths: {}, ...members };
}

export function json(members: { readonly [key: string]: Json }, version?: string): string {
  return `${JSON.stringify(openapi(members, version), null, 2)}\n`;
}

/** The unit's data, as any part of it. */
export function dataOf(units: UnitSet, id: string): Record<string, Json> {
  return units.get(id)?.data as Record<string, Json>;
}
