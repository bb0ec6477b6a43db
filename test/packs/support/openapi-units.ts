/** The units of an OpenAPI document, made by the source itself. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { UnitSet } from "#model/unit.ts";
import { source } from "#sources/openapi/index.ts";
import { sourceContext } from "../../support/fake-source-context.ts";

const limits = { documentBytes: 64 * 1024 * 1024, depth: 500, renderMs: 10_000 };

/** Loads a document; a problem in it is an error of the test. */
export async function openapiUnits(document: object): Promise<UnitSet> {
  return load("api.json", JSON.stringify(document));
}

/** The same for a file. */
export async function openapiFileUnits(path: string): Promise<UnitSet> {
  return load(basename(path), readFileSync(path, "utf8"));
}

async function load(path: string, text: string): Promise<UnitSet> {
  const { context, diagnostics } = sourceContext({ [path]: text });
  const units = await source.load({ name: "api", options: { path }, limits }, context);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return units;
}
