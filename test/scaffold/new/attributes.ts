/** Rendered templates made of their attributes, and the operations that come of them. */
import { expect } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Compat, Operation, RenderedTemplate } from "#scaffold/new/action.ts";
import { toOperations } from "#scaffold/new/front-matter/operations.ts";

const files: Readonly<Record<string, Uint8Array>> = {
  "shared/body.txt": Buffer.from("\uFEFFraw <%= name %>\r\n"),
  "shared/binary.bin": Uint8Array.of(0xff, 0x00, 0xfe),
};

export interface Outcome {
  /** Without the template. */
  readonly operations: readonly Record<string, unknown>[];
  readonly warnings: readonly Diagnostic[];
}

export function rendered(attributes: Record<string, unknown>, body = "BODY\n", raw = attributes): RenderedTemplate {
  const text = `---\n${Object.entries(raw)
    .map(([key, value]) => `${key}: ${String(value)}\n`)
    .join("")}---\n${body}`;
  const template = { path: "/p/_templates/g/a/t.ejs.t", display: "_templates/g/a/t.ejs.t", text };
  return { parsed: { template, attributes: raw, body, bodyLine: 3 }, attributes, body };
}

export function run(one: RenderedTemplate, compat: Compat = "default"): Outcome {
  const warnings: Diagnostic[] = [];
  const operations = toOperations(one, {
    compat,
    report: (problem) => warnings.push(problem),
    readFrom: (path) => files[path],
    listFrom: (folder) => (folder === "shared" ? ["body.txt", "binary.bin"] : []),
    cwdSetup: "./there",
  });
  return { operations: operations.map(bare), warnings };
}

function bare({ template: _, ...rest }: Operation): Record<string, unknown> {
  return rest;
}

/** The operations of attributes that are worth no warning. */
export function quiet(attributes: Record<string, unknown>, compat?: Compat): readonly Record<string, unknown>[] {
  const { operations, warnings } = run(rendered(attributes), compat);
  expect(warnings).toEqual([]);
  return operations;
}

export const added = {
  kind: "add",
  to: "a.txt",
  body: "BODY\n",
  rules: { force: false, unlessExists: false, skip: false },
};

export function rulesOf(attributes: Record<string, unknown>, compat?: Compat) {
  return run(rendered({ to: "a.txt", ...attributes }), compat).operations[0]?.rules;
}

export function injectionOf(attributes: Record<string, unknown>, compat?: Compat) {
  return run(rendered({ to: "a.txt", inject: true, ...attributes }), compat).operations[0]?.injection;
}
