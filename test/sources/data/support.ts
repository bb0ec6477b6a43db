/** Loads a `data` source over files in memory. */
import type { Limits } from "#model/config.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { source } from "#sources/data/index.ts";
import { options as schema } from "#sources/data/options.ts";
import type { FakeOptions, FakeSourceContext } from "../../support/fake-source-context.ts";
import { sourceContext } from "../../support/fake-source-context.ts";

export const limits: Limits = { documentBytes: 64_000_000, depth: 500, renderMs: 1000 };

export interface Loaded extends FakeSourceContext {
  readonly units: UnitSet;
  readonly files: FakeSourceContext["files"];
  readonly records: Unit[];
}

export async function load(
  files: Record<string, string | Uint8Array>,
  options: { readonly [name: string]: unknown },
  fake: FakeOptions = {},
  caps: Partial<Limits> = {},
): Promise<Loaded> {
  const made = sourceContext(files, fake);
  const input = { name: "things", options: schema.parse(options), limits: { ...limits, ...caps } };
  const units = await source.load(input, made.context);
  return { ...made, units, records: [...units.list("record")] };
}
