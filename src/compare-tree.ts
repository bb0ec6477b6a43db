/** `check`, `diff` and `--dry-run`: says how the tree differs from what `generate` would leave. Writes nothing. */
import type { Counts, OutputEvent, OutputStatus } from "#model/event.ts";
import type { TargetClaim } from "#model/manifest.ts";
import { unifiedDiff } from "#platform/diff.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute } from "#platform/paths.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import { stagedPath } from "#write/stage.ts";
import { lockTextFor } from "./commit-tree.ts";
import { outputsInStep } from "./plan-targets.ts";
import type { Session } from "./session.ts";
import type { Output, Settled } from "./settle-outputs.ts";

export function compareTree(settled: Settled, claims: ReadonlyMap<string, TargetClaim>, session: Session): Counts {
  const events: OutputEvent[] = [];
  for (const output of settled.outputs) {
    const status = statusOf(output, session);
    if (status !== undefined) events.push(describe(output, status, settled, session));
  }
  for (const { path, target, isOurs } of settled.orphans) {
    const status = session.request.dryRun ? (isOurs ? "deleted" : "kept") : "orphaned";
    events.push({ type: "output", status, path, target, ...diffOf(path, undefined, session) });
  }
  if (events.length === 0) events.push(...lockDrift(claims, session));
  for (const event of events.sort((a, b) => (a.path < b.path ? -1 : 1))) session.context.emit(event);
  return countAll(settled, events, session);
}

function statusOf(output: Output, session: Session): OutputStatus | undefined {
  const words: Record<Output["standing"], readonly [OutputStatus, OutputStatus] | undefined> = {
    same: undefined,
    absent: ["missing", "created"],
    ours: ["stale", "changed"],
    edited: ["edited", "kept"],
    foreign: ["edited", "kept"],
  };
  return words[output.standing]?.[session.request.dryRun ? 1 : 0];
}

function describe(output: Output, status: OutputStatus, settled: Settled, session: Session): OutputEvent {
  const { path, target, reason } = output;
  const diff = session.request.showDiff ? diffOf(path, newText(output, settled, session), session) : {};
  return {
    type: "output",
    status,
    path,
    target,
    ...(reason === undefined || !session.request.explain ? {} : { reason }),
    ...diff,
  };
}

/** The lock is an output too: when only it would change, that is drift. */
function lockDrift(claims: ReadonlyMap<string, TargetClaim>, session: Session): OutputEvent[] {
  const wanted = lockTextFor(claims, session);
  if (wanted === undefined || wanted === session.lockText) return [];
  const isNew = session.lockText === undefined;
  const status = session.request.dryRun ? (isNew ? "created" : "changed") : isNew ? "missing" : "stale";
  return [
    {
      type: "output",
      status,
      path: LOCK_FILE,
      target: "",
      ...(session.request.showDiff ? diffOf(LOCK_FILE, wanted, session) : {}),
    },
  ];
}

function newText(output: Output, settled: Settled, session: Session): string {
  if (output.text !== undefined) return output.text;
  const stored = output.bytes === "store" ? settled.plan.store?.get(output.record.hash) : undefined;
  if (stored !== undefined) return Buffer.from(stored).toString("utf8");
  return textOf(stagedPath(session.project.state.stage, output.path)) ?? "";
}

function diffOf(path: string, wanted: string | undefined, session: Session): { diff?: string } {
  if (!session.request.showDiff) return {};
  return { diff: unifiedDiff(path, { before: textOf(absolute(session.project.root, path)), after: wanted }) };
}

function textOf(path: string): string | undefined {
  try {
    const bytes = fs.read(path);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  } catch {
    return undefined;
  }
}

function countAll(settled: Settled, events: readonly OutputEvent[], session: Session): Counts {
  const count = (status: OutputStatus) => events.filter((event) => event.status === status).length;
  return {
    outputs: settled.outputs.length + outputsInStep(settled.plan),
    rendered: settled.outputs.filter(({ how }) => how === "rendered").length,
    restored: 0,
    created: count("created"),
    changed: count("changed"),
    deleted: count("deleted"),
    kept: session.request.dryRun ? count("kept") : 0,
    drift: session.request.dryRun ? 0 : events.length,
  };
}
