/** `specmill new --init`: a first generator, which makes generators. It writes new files and replaces none. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import { firstGenerator } from "#scaffold/new/first-generator.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import { writeProblem } from "#write/transaction.ts";
import type { Run } from "./run-command.ts";

/** Throws SpecmillError, exit 3, when there is one already. */
export function writeFirstGenerator({ args, cwd, host, reports }: Run): number {
  const files = firstGenerator();
  const there = files.find(({ path }) => fs.stamp(absolute(cwd, path)) !== undefined);
  if (there !== undefined) throw isThere(there.path);
  for (const { path } of files) {
    const refusal = refusePlace(path, cwd, fs);
    if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(path, refusal)]);
  }
  try {
    for (const { path, text } of files) {
      fs.makeFolder(absolute(cwd, folderOf(path)));
      fs.create(absolute(cwd, path), text);
    }
  } catch (problem) {
    throw new SpecmillError([writeProblem(problem as Error, cwd)]);
  }
  for (const { path } of files) host.emit({ type: "output", status: "created", path, target: "" });
  if (!args.has("quiet") && !args.has("json")) reports.say(nextSteps);
  return exitCodes.inStep;
}

const nextSteps = "next: `specmill new generator new component`, then `specmill new component new Button`\n";

function isThere(path: string): SpecmillError {
  const notes = ["`specmill new --list` says what it can do"];
  const problem = error("write/foreign", `\`${path}\` is there already: it is left alone`, { notes });
  return new SpecmillError([problem], exitCodes.edited);
}
