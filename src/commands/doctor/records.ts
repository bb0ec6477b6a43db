/** What specmill keeps: the lock, the local state, and the files beside the config that this version writes. */
import { join } from "node:path";
import { readBuildLog } from "#cache/build-log.ts";
import { DiskStore } from "#cache/stores/disk.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Manifest } from "#model/manifest.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Project } from "#project.ts";
import { plural } from "#reporters/text/summary.ts";
import type { PlannedFile } from "#scaffold/planned-file.ts";
import { decodeManifest, LOCK_FILE } from "#write/manifest.ts";
import { sizeText } from "../cache.ts";
import type { Finding } from "./finding.ts";
import { fine, toFinding, warn } from "./finding.ts";

export async function lookAtRecords(project: Project): Promise<readonly Finding[]> {
  return [...lookAtLock(project), ...lookAtCache(project), ...(await lookAtSupportFiles(project.root))];
}

function lookAtLock({ root }: Project): readonly Finding[] {
  const bytes = fs.read(join(root, LOCK_FILE));
  if (bytes === undefined) return [fine("lock", `no ${LOCK_FILE} yet, or the config does without`)];
  const problems: Diagnostic[] = [];
  const manifest = tryDecode(Buffer.from(bytes).toString("utf8"), problems);
  if (manifest === undefined || problems.length > 0) return problems.map((one) => toFinding("lock", one));
  const outputs = [...manifest.targets.values()].reduce((sum, target) => sum + target.outputs.size, 0);
  return [fine("lock", `${LOCK_FILE}: ${plural(outputs, "output")}`)];
}

/** A lock of a newer format is refused as a whole. */
function tryDecode(text: string, problems: Diagnostic[]): Manifest | undefined {
  try {
    return decodeManifest(text, (one) => problems.push(one));
  } catch (thrown) {
    if (!(thrown instanceof SpecmillError)) throw thrown;
    problems.push(...thrown.diagnostics);
    return undefined;
  }
}

function lookAtCache({ state }: Project): readonly Finding[] {
  if (fs.stamp(state.folder) === undefined) return [fine("cache", "no local state yet: the first run makes it")];
  const store = new DiskStore(state.store, fs);
  const { entries, bytes } = store.stats();
  const log = readBuildLog(state.log);
  const isLogDamaged = log !== undefined && ("unusable" in log || log.targets() === undefined);
  const damaged = [
    ...(isLogDamaged ? ["the build log"] : []),
    ...(store.damaged() > 0 ? ["results in the store"] : []),
  ];
  const unfinished = fs.stamp(state.journal) === undefined ? [] : [killed()];
  if (damaged.length === 0) return [fine("cache", `${plural(entries, "result")}, ${sizeText(bytes)}`), ...unfinished];
  const next = "`specmill cache clear`: it costs one cold run and nothing else";
  return [warn("cache", `damaged, and not used: ${damaged.join(" and ")}`, next), ...unfinished];
}

function killed(): Finding {
  return warn("cache", "a run is at work, or was killed while it wrote", "`specmill generate` finishes what was begun");
}

/** The schema and the types are of the version that wrote them: another one may know more keys. */
async function lookAtSupportFiles(root: string): Promise<readonly Finding[]> {
  const [{ schemaFile }, { typesFile }] = await Promise.all([
    import("#scaffold/schema-file.ts"),
    import("#scaffold/types-file.ts"),
  ]);
  return [await schemaFile(), typesFile()].flatMap((file) => lookAtSupportFile(file, root));
}

function lookAtSupportFile({ path, text }: PlannedFile, root: string): readonly Finding[] {
  const bytes = fs.read(join(root, path));
  if (bytes === undefined) return [];
  const isCurrent = Buffer.from(bytes).toString("utf8").replaceAll("\r\n", "\n") === text;
  if (isCurrent) return [fine("editor", `${path}: of this version`)];
  return [warn("editor", `${path}: of another version, or formatted`, "`specmill init --refresh` writes it anew")];
}
