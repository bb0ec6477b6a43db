/** `specmill list`: what a project is made of, as a table or as one JSON document. */

import { selectSources } from "#config/select-sources.ts";
import type { InspectedTarget, Inspection } from "#inspect.ts";
import { codes } from "#model/codes.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Decision } from "#model/plan.ts";
import { describeReason } from "#model/plan.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { formatColumns } from "./columns.ts";
import { withInspection } from "./inspected.ts";
import type { Command, Run } from "./run-command.ts";

type Listing = (run: Run, names: readonly string[]) => Promise<number>;

const listings: { readonly [what: string]: Listing } = {
  sources: listSources,
  async units(run, names) {
    const { listUnits } = await import("./list-units.ts");
    return listUnits(run, names);
  },
  templates: listTemplates,
  jobs: listJobs,
  async packs(run, names) {
    const { listPacks } = await import("./list-packs.ts");
    return listPacks(run, names);
  },
  codes: listCodes,
};

export const command: Command = {
  isData: () => true,
  async run(run) {
    const [what = "", ...names] = run.args.positional;
    if (run.args.has("types") && what !== "units") {
      const notes = ["`specmill list units --types` writes the types of the template context"];
      throw new SpecmillError(
        [error("cli/bad-value", `\`--types\` is for units, not for ${what}`, { notes })],
        exitCodes.usage,
      );
    }
    return (await listings[what]?.(run, names)) ?? exitCodes.usage;
  },
};

/** One document with `--json`, else a table with a head. */
export function writeList(run: Run, name: string, head: readonly string[], rows: readonly ListRow[]): void {
  if (run.args.has("json")) run.reports.data(`${formatJson({ version: 1, [name]: rows.map((row) => row.data) })}\n`);
  else if (rows.length > 0) run.reports.data(formatColumns([head, ...rows.map((row) => row.cells)]));
}

export interface ListRow {
  readonly cells: readonly string[];
  readonly data: unknown;
}

function listSources(run: Run, names: readonly string[]): Promise<number> {
  return withInspection(run, [], async (inspection) => {
    const rows: ListRow[] = [];
    for (const source of selectSources(inspection.session.config, names)) {
      const units = await inspection.units(source);
      const counts = Object.fromEntries(units.kinds.map((kind) => [kind, units.list(kind).length]));
      const found = Object.entries(counts).filter(([, count]) => count > 0);
      const text = found.map(([kind, count]) => `${count} ${kind}`).join(", ");
      rows.push({ cells: [source.name, source.kind, text], data: { ...source, units: counts } });
    }
    writeList(run, "sources", ["SOURCE", "KIND", "UNITS"], rows);
    return exitCodes.inStep;
  });
}

function listTemplates(run: Run, names: readonly string[]): Promise<number> {
  return withInspection(run, names, async (inspection) => {
    const rows = await rowsOfTargets(inspection, (target) =>
      target.templates.map(({ name, engine, displayPath, header }) => ({
        cells: [target.config.name, displayPath, header.each, header.output],
        data: { target: target.config.name, pack: target.config.pack, name, path: displayPath, engine, ...header },
      })),
    );
    writeList(run, "templates", ["TARGET", "TEMPLATE", "EACH", "OUTPUT"], rows);
    return exitCodes.inStep;
  });
}

function listJobs(run: Run, names: readonly string[]): Promise<number> {
  return withInspection(run, names, async (inspection) => {
    const rows = await rowsOfTargets(inspection, (target) =>
      target.plan.map(({ job, decision }) => ({
        cells: [job.path, target.config.name, job.template, job.unit ?? "", decision.type],
        data: { target: target.config.name, ...job, state: decision.type, ...reasonOf(decision) },
      })),
    );
    writeList(run, "jobs", ["OUTPUT", "TARGET", "TEMPLATE", "UNIT", "STATE"], rows);
    return exitCodes.inStep;
  });
}

function reasonOf(decision: Decision): { reason?: string } {
  return decision.type === "fresh" ? {} : { reason: describeReason(decision.reason) };
}

async function rowsOfTargets(
  inspection: Inspection,
  rowsOf: (target: InspectedTarget) => readonly ListRow[],
): Promise<readonly ListRow[]> {
  const targets = await inspection.targets();
  return [...targets.values()].flatMap(rowsOf);
}

/** Names are areas here: `specmill list codes config`. */
async function listCodes(run: Run, areas: readonly string[]): Promise<number> {
  const rows = Object.entries(codes)
    .filter(([code]) => areas.length === 0 || areas.includes(code.slice(0, code.indexOf("/"))))
    .map(([code, title]) => ({ cells: [code, title], data: { code, title } }));
  writeList(run, "codes", ["CODE", "MEANING"], rows);
  return exitCodes.inStep;
}
