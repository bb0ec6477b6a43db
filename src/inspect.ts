/** The project opened for looking, for `list`, `explain` and `clean`: the same stages as a run up to the plan, and nothing is written. */

import type { SourceConfig } from "#model/config.ts";
import type { TargetRecord } from "#model/manifest.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import type { PlannedJob } from "#model/plan.ts";
import type { UnitSet } from "#model/unit.ts";
import type { OpenTarget } from "./open-target.ts";
import { loadUnits } from "./open-target.ts";
import type { PlannedTarget } from "./plan-targets.ts";
import { planTargets } from "./plan-targets.ts";
import { findProject } from "./project.ts";
import type { Session } from "./session.ts";
import { openSession } from "./session.ts";

export interface InspectedTarget extends OpenTarget {
  readonly plan: readonly PlannedJob[];
}

export interface Inspection {
  readonly session: Session;
  /** Loads the units of a source of the config. */
  units(source: SourceConfig): Promise<UnitSet>;
  /** Opens every selected target, also those in step; problems are in `session.diagnostics`. */
  targets(): Promise<ReadonlyMap<string, InspectedTarget>>;
  /** What the last run recorded, by target. */
  readonly records: ReadonlyMap<string, TargetRecord>;
  close(): void;
}

/** Throws SpecmillError when there is no project or its config cannot be used. */
export async function inspect(request: PipelineRequest, host: Host): Promise<Inspection> {
  const session = await openSession(findProject(request.cwd, request.config), { ...request, command: "check" }, host);
  return {
    session,
    records: session.records,
    units: (source) =>
      loadUnits(
        source,
        session.config,
        session.memo(source.name),
        session.tracker.scope(`source:${source.name}`),
        session.context,
      ),
    async targets() {
      const { targets } = await planTargets(session, { openAll: true });
      return new Map(Array.from(targets, ([name, target]) => [name, inspected(target)]));
    },
    close: () => session.close(),
  };
}

function inspected({ open, jobs }: PlannedTarget): InspectedTarget {
  return { ...open, plan: jobs };
}
