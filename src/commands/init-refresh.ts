/** `specmill init --refresh`: the schema and the types beside a config, as this version of specmill has them. Nothing else is touched. */
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute } from "#platform/paths.ts";
import { findProject } from "#project.ts";
import type { PlannedFile } from "#scaffold/planned-file.ts";
import { schemaFile } from "#scaffold/schema-file.ts";
import { typesFile } from "#scaffold/types-file.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import type { Run } from "./run-command.ts";

/** Only files that are there: who deleted one did not want it. */
export async function refresh({ cwd, args, host, reports }: Run): Promise<number> {
  const { root } = findProject(cwd, args.text("config"));
  const files = [await schemaFile(), typesFile()].filter(({ path }) => fs.stamp(absolute(root, path)) !== undefined);
  const outdated = files.filter(({ path, text }) => textOf(absolute(root, path)) !== text);
  for (const file of outdated) {
    if (!args.has("dry-run")) replace(file, root);
    host.emit({ type: "output", status: "changed", path: file.path, target: "" });
  }
  if (outdated.length === 0 && !args.has("quiet")) reports.say("the schema and the types are of this version\n");
  return exitCodes.inStep;
}

function textOf(path: string): string {
  return Buffer.from(fs.read(path) ?? []).toString("utf8");
}

function replace({ path, text }: PlannedFile, root: string): void {
  const refusal = refusePlace(path, root, fs);
  if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(path, refusal)]);
  const target = absolute(root, path);
  const fresh = `${target}.specmill-${process.pid}`;
  fs.create(fresh, text, fs.stamp(target)?.mode);
  fs.rename(fresh, target);
}
