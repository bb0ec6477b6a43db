/** Whether a target is in step as a whole: every input and every output is what a claim says. Then nothing of it is loaded. */
import type { DiskState } from "#cache/disk-state.ts";
import type { InputTracker } from "#cache/input-tracker.ts";
import type { TargetClaim } from "#model/manifest.ts";
import { STARTER } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";

/** Where a target stands against a claim of an earlier run. `inputs` are recorded in the scope of that name as they are looked at. */
export function claimHolds(
  claim: TargetClaim,
  slice: Digest,
  scope: string,
  tracker: InputTracker,
  disk: DiskState,
): boolean {
  if (claim.slice !== slice || claim.outputs.size === 0) return false;
  for (const [name, hash] of claim.inputs) if (!tracker.matches(scope, name, hash)) return false;
  for (const [path, { hash }] of claim.outputs) if (!isAsClaimed(disk.digest(path), hash)) return false;
  return true;
}

/** A starter only has to be there. */
function isAsClaimed(there: Digest | "other" | undefined, claimed: Digest): boolean {
  return claimed === STARTER ? there !== undefined : there === claimed;
}
