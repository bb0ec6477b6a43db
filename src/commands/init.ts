/** `specmill init`: a config that works, from what lies in the folder. It writes new files only. */
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import { detectSpecs } from "#scaffold/detect.ts";
import type { StarterFiles } from "#scaffold/init.ts";
import { starterFiles } from "#scaffold/init.ts";
import { writeProblem } from "#write/transaction.ts";
import { confirm } from "./ask.ts";
import type { Command } from "./run-command.ts";

export const command: Command = {
  isData: (args) => args.has("dry-run"),
  async run(run) {
    const { cwd } = run;
    refuseSecond(cwd);
    const specs = detectSpecs(cwd, fs);
    const files = starterFiles(specs);
    if (run.args.has("dry-run")) {
      run.reports.data([...files.values()][0] ?? "");
      return exitCodes.inStep;
    }
    const found = specs.length === 0 ? "no OpenAPI document here" : `found ${specs.map(({ path }) => path).join(", ")}`;
    const mustAsk = run.terminal.canAsk() && !run.args.has("json");
    if (mustAsk && !(await confirm(`${found}: write ${[...files.keys()].join(", ")}?`, run))) return exitCodes.inStep;
    writeNew(files, cwd);
    for (const path of files.keys()) run.host.emit({ type: "output", status: "created", path, target: "" });
    if (!run.args.has("quiet") && !run.args.has("json")) run.reports.say(nextSteps(specs.length));
    return exitCodes.inStep;
  },
};

function refuseSecond(folder: string): void {
  const there = configNames.find((name) => fs.stamp(absolute(folder, name)) !== undefined);
  if (there === undefined) return;
  const notes = ["`specmill generate` runs with it"];
  throw new SpecmillError(
    [error("write/foreign", `\`${there}\` is there already: it is left alone`, { notes })],
    exitCodes.edited,
  );
}

/** A file that is there is kept: the example then shows what the user has. */
function writeNew(files: StarterFiles, folder: string): void {
  try {
    for (const [path, text] of files) {
      if (fs.stamp(absolute(folder, path)) !== undefined) continue;
      fs.makeFolder(absolute(folder, folderOf(path)));
      fs.create(absolute(folder, path), text);
    }
  } catch (problem) {
    throw new SpecmillError([writeProblem(problem as Error)]);
  }
}

function nextSteps(specs: number): string {
  const found = specs === 0 ? "no OpenAPI document was found here, so the config begins with a small example\n" : "";
  return `${found}next: \`specmill generate\`, and \`specmill watch\` while you edit\n`;
}
