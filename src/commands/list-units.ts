/**
 * `specmill list units`: what the specs hold, as template authors see it. Units are written one by one: a source may have
 * millions, and their data is only parsed with `--json`.
 */

import { selectSources } from "#config/select-sources.ts";
import { exitCodes } from "#model/errors.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { withInspection } from "./inspected.ts";
import type { Run } from "./run-command.ts";

interface NamedUnits {
  readonly name: string;
  readonly kind: string;
  readonly units: UnitSet;
}

export function listUnits(run: Run, names: readonly string[]): Promise<number> {
  return withInspection(run, [], async (inspection) => {
    const loaded: NamedUnits[] = [];
    for (const source of selectSources(inspection.session.config, names)) {
      loaded.push({ name: source.name, kind: source.kind, units: await inspection.units(source) });
    }
    if (run.args.has("types")) {
      const { unitTypes } = await import("#scaffold/unit-types.ts");
      run.reports.data(unitTypes(loaded));
    } else if (run.args.has("json")) writeDocument(run, loaded);
    else writeLines(run, loaded);
    return exitCodes.inStep;
  });
}

function* all(units: UnitSet): Iterable<Unit> {
  for (const kind of units.kinds) yield* units.list(kind);
}

/** Wide enough for most ids; a longer one moves only its own line. */
const ID_WIDTH = 40;

function writeLines(run: Run, sources: readonly NamedUnits[]): void {
  const width = Math.max(0, ...sources.map(({ name }) => name.length));
  for (const { name, units } of sources) {
    for (const unit of all(units)) run.reports.data(`${name.padEnd(width)}  ${unitLine(unit)}`);
  }
}

function unitLine(unit: Unit): string {
  const place = unit.origin.pointer === "" ? unit.origin.file : `${unit.origin.file}#${unit.origin.pointer}`;
  return `${safeLine(unit.id).padEnd(ID_WIDTH)}  ${safeLine(place)}\n`;
}

/** One JSON document, a unit a line. */
function writeDocument(run: Run, sources: readonly NamedUnits[]): void {
  run.reports.data('{"version":1,"units":[\n');
  let isFirst = true;
  for (const { name, units } of sources) {
    for (const unit of all(units)) {
      const { id, kind, name: unitName, slug, facts, origin, data } = unit;
      const line = formatJson({ source: name, id, kind, name: unitName, slug, facts, origin, data });
      run.reports.data(isFirst ? line : `,\n${line}`);
      isFirst = false;
    }
  }
  run.reports.data("\n]}\n");
}
