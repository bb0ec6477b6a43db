/** Whose outputs a run is not about: targets in step, targets that were not named, and those of another config in the same folder. */
import { configNames } from "#config/find.ts";
import type { TargetClaim } from "#model/manifest.ts";
import type { Session } from "./session.ts";

/** Of a plan: the targets in step, and those that are looked at closer. */
export interface TargetStates {
  readonly inStep: ReadonlyMap<string, TargetClaim>;
  readonly targets: ReadonlyMap<string, unknown>;
}

/** Claims that stay as they are: targets in step, those that this run is not about, and those of another config in the folder. */
export function claimsOfOthers(plan: TargetStates, session: Session): Map<string, TargetClaim> {
  const claims = new Map<string, TargetClaim>(plan.inStep);
  const configured = new Set(session.config.targets.map(({ name }) => name));
  const isWhole = session.request.targets.length === 0;
  for (const known of [session.records, session.manifest?.targets ?? new Map<string, TargetClaim>()]) {
    for (const [name, claim] of known) {
      const isDropped = isWhole && !configured.has(name) && (claim.config ?? "") === configMark(session);
      if (!claims.has(name) && !plan.targets.has(name) && !isDropped) claims.set(name, claim);
    }
  }
  return claims;
}

/** Which config owns a target, in lock and log: "" for the one that is found by itself, so that it may change its name. */
export function configMark({ config }: Session): string {
  return (configNames as readonly string[]).includes(config.file) ? "" : config.file;
}

/** Claims whose outputs may have no job any more: planned targets as they were, and targets that the config has dropped. */
export function* retiredClaims(plan: TargetStates, session: Session): Iterable<readonly [string, TargetClaim]> {
  const configured = new Set(session.config.targets.map(({ name }) => name));
  // A run for some targets leaves the others' outputs alone, also those of targets that are gone.
  const isWhole = session.request.targets.length === 0;
  for (const claims of [session.records, session.manifest?.targets ?? new Map<string, TargetClaim>()]) {
    for (const [name, claim] of claims) {
      const isDropped = isWhole && !configured.has(name) && (claim.config ?? "") === configMark(session);
      if (plan.targets.has(name) || isDropped) yield [name, claim];
    }
  }
}
