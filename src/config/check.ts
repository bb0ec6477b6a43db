/** The check of a config that was read: everything wrong with it in one go, or the resolved config. */
import type { Config } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { sortDiagnostics } from "#model/diagnostic.ts";
import { toProblems } from "./issues.ts";
import { schemaToJson } from "./json-schema.ts";
import { toDiagnostics } from "./problem.ts";
import type { RawConfig } from "./raw-config.ts";
import { referenceProblems } from "./references.ts";
import { resolveConfig } from "./resolve.ts";
import type { SourceKinds } from "./schema.ts";
import { configSchema } from "./schema.ts";

export type CheckResult =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: undefined; readonly problems: readonly Diagnostic[] };

/** Checks against the schema that the given source kinds make. Problems come sorted by place. */
export async function checkConfig(raw: RawConfig, kinds: SourceKinds): Promise<CheckResult> {
  const schema = await configSchema(kinds);
  const parsed = schema.safeParse(raw.value);
  const references = referenceProblems(raw.value);
  if (parsed.success && references.length === 0) return { config: resolveConfig(raw.file, parsed.data), problems: [] };
  const issues = parsed.success
    ? []
    : toProblems(parsed.error.issues, { value: raw.value, schema: schemaToJson(schema) });
  return { config: undefined, problems: sortDiagnostics(await toDiagnostics([...issues, ...references], raw)) };
}
