/** `specmill list packs`: the built-in packs with their options. Needs no project. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Pack } from "#model/template.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { builtInPack, builtInPackNames } from "#templates/built-in-packs.ts";
import { readPackManifest } from "#templates/pack-manifest.ts";
import { formatColumns } from "./columns.ts";
import type { Run } from "./run-command.ts";

type PackFacts = Pick<Pack, "name" | "description" | "source" | "options">;

export async function listPacks(run: Run, names: readonly string[]): Promise<number> {
  const packs: PackFacts[] = [];
  for (const name of selectPacks(names)) packs.push(await packFacts(name));
  run.reports.data(run.args.has("json") ? `${formatJson({ version: 1, packs })}\n` : packs.map(packText).join("\n"));
  return exitCodes.inStep;
}

/** Throws SpecmillError, exit 2, for a name that no built-in pack has. */
export function selectPacks(names: readonly string[]): readonly string[] {
  const known = builtInPackNames();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names.length === 0 ? known : names;
  const problems = unknown.map((name) =>
    error("config/unknown-pack", `there is no built-in pack \`${name}\``, { notes: suggestNote(name, known) }),
  );
  throw new SpecmillError(problems, exitCodes.usage);
}

async function packFacts(name: string): Promise<PackFacts> {
  const found = await builtInPack(name);
  const text = found?.files.find((file) => file.path === "pack.yaml")?.text ?? "";
  const problems: Diagnostic[] = [];
  const manifest = await readPackManifest(`${name}/pack.yaml`, text, (problem) => problems.push(problem));
  if (manifest === undefined) throw new SpecmillError(problems);
  const { description, source, options } = manifest;
  return { name, description, source, options };
}

function packText({ name, description, source, options }: PackFacts): string {
  const rows = Object.entries(options).map(([key, option]) => {
    const values = option.values === undefined ? option.type : option.values.join(" | ");
    return [`  ${key}`, values, `default: ${JSON.stringify(option.default)}`, option.description];
  });
  return `${formatColumns([[`${name} (source: ${source})`]])}${formatColumns([[`  ${description}`]])}${formatColumns(rows)}`;
}
