/** The last stage: the build log of a run, from which the next one tells that nothing changed. */
import type { LogHead } from "#cache/build-log.ts";
import { writeBuildLog } from "#cache/build-log.ts";
import type { StatRow } from "#cache/stat-table.ts";
import type { Config } from "#model/config.ts";
import type { TargetClaim, TargetRecord } from "#model/manifest.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { isLocal } from "#templates/discover.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import type { Session } from "./session.ts";
import type { Settled } from "./settle-outputs.ts";
import { isKept } from "./settle-outputs.ts";

export function writeLog(
  settled: Settled,
  records: ReadonlyMap<string, TargetRecord>,
  claims: ReadonlyMap<string, TargetClaim>,
  session: Session,
): void {
  const isWhole = session.request.targets.length === 0;
  const hasKept = settled.outputs.some(isKept) || settled.orphans.some((orphan) => !orphan.isOurs);
  let outputs = 0;
  for (const claim of claims.values()) outputs += claim.outputs.size;
  const head: LogHead = {
    build: session.host.build,
    config: session.project.config,
    clean: isWhole && !hasKept,
    targets: session.config.targets.map(({ name }) => name),
    outputs,
    warnings: session.diagnostics.filter(({ severity, code }) => severity === "warning" && !transient.test(code)),
    globs: [...session.tracker.globs()],
    ranCode: runsCode(session.config),
    ...resolvedConfig(session),
  };
  writeBuildLog(session.project.state.log, head, tableRows(claims, session), records, fs);
}

/** Said once, of the state of the disk: an unchanged run does not say them again. */
const transient = /^(cache|lock|write)\//;

function runsCode({ file, targets, format }: Config): boolean {
  return file.endsWith(".ts") || format.length > 0 || targets.some(({ pack }) => isLocal(pack));
}

/** A `.ts` config is evaluated again whenever the run goes on from here: what it computes is not known from its text alone. */
function resolvedConfig({ project, config, tracker }: Session): Pick<LogHead, "resolved"> {
  const hash = project.config.endsWith(".ts") ? undefined : tracker.digest(project.config);
  return hash === undefined ? {} : { resolved: { hash, config } };
}

/** Inputs of this run, outputs of every claim, the lock; inputs of targets that this run was not about stay as they were. */
function tableRows(claims: ReadonlyMap<string, TargetClaim>, session: Session): StatRow[] {
  const rows = new Map<string, StatRow>();
  for (const row of session.tracker.rows()) rows.set(row.path, row);
  for (const claim of claims.values()) {
    for (const name of claim.inputs.keys()) {
      const known = rows.has(name) ? undefined : session.disk.known(name);
      if (known !== undefined) rows.set(name, known);
    }
    for (const path of claim.outputs.keys()) {
      session.disk.digest(path);
      const row = session.disk.row(path);
      if (row !== undefined) rows.set(path, row);
    }
  }
  if (session.config.lock) {
    session.disk.digest(LOCK_FILE);
    const row = session.disk.row(LOCK_FILE);
    if (row !== undefined) rows.set(LOCK_FILE, row);
  }
  return [...rows.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
