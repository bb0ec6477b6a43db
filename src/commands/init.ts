/** `specmill init`: a config that works, from what lies in the folder. It writes new files, and one line to `.gitignore`. */
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs, readText } from "#platform/file-system.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import { detectSpecs } from "#scaffold/detect.ts";
import type { DetectedSpec } from "#scaffold/detected-spec.ts";
import type { Surroundings } from "#scaffold/init.ts";
import { planInit, planSources } from "#scaffold/init.ts";
import type { PlannedFile } from "#scaffold/planned-file.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import { writeProblem } from "#write/transaction.ts";
import { choose, confirm } from "./ask.ts";
import type { Command, Run } from "./run-command.ts";

export const command: Command = {
  isData: (args) => args.has("dry-run"),
  async run(run) {
    const { args, cwd, host, reports } = run;
    if (args.has("refresh")) return (await import("./init-refresh.ts")).refresh(run);
    refuseSecond(cwd);
    const specs = detectSpecs(cwd, fs);
    const targets = args.has("dry-run") ? undefined : await chooseTargets(specs, run);
    if (targets?.size === 0) return exitCodes.inStep;
    const files = await planInit(specs, surroundings(cwd), args.has("typescript") ? "typescript" : "yaml", targets);
    if (args.has("dry-run")) {
      reports.data(files[0]?.text ?? "");
      return exitCodes.inStep;
    }
    const what = `write ${files.map(({ path }) => path).join(", ")}`;
    if (run.terminal.canAsk() && !(await confirm(what, run))) return exitCodes.inStep;
    writeAll(files, cwd);
    for (const { path, action } of files) {
      host.emit({ type: "output", status: action === "create" ? "created" : "changed", path, target: "" });
    }
    if (!args.has("quiet") && !args.has("json")) reports.say(nextSteps(specs, cwd));
    return exitCodes.inStep;
  },
};

function refuseSecond(folder: string): void {
  const there = configNames.find((name) => fs.stamp(absolute(folder, name)) !== undefined);
  if (there === undefined) return;
  const notes = ["`specmill generate` runs with it"];
  const problem = error("write/foreign", `\`${there}\` is there already: it is left alone`, { notes });
  throw new SpecmillError([problem], exitCodes.edited);
}

function surroundings(folder: string): Surroundings {
  const exists = (path: string) => fs.stamp(absolute(folder, path)) !== undefined;
  return { exists, gitignore: readText(absolute(folder, ".gitignore")), isGit: exists(".git") };
}

/** Asks which targets are wanted, where somebody can answer; `undefined` stands for all. */
async function chooseTargets(specs: readonly DetectedSpec[], run: Run): Promise<ReadonlySet<string> | undefined> {
  if (specs.length === 0 || run.args.has("yes") || !run.terminal.canAsk()) return undefined;
  const offers = planSources(specs).flatMap(({ name, targets }, at) =>
    targets.map((target) => ({
      value: target.name,
      label: `${target.name}: ${target.comment}`,
      hint: `from ${specs[at]?.path ?? name} to ${target.fields.output}`,
    })),
  );
  return new Set(await choose("What shall be made?", offers, run));
}

/** Judges every place before the first write. */
function writeAll(files: readonly PlannedFile[], folder: string): void {
  for (const { path } of files) {
    const refusal = refusePlace(path, folder, fs);
    if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(path, refusal)]);
  }
  try {
    for (const file of files) writeOne(file, folder);
  } catch (problem) {
    throw new SpecmillError([writeProblem(problem as Error, folder)]);
  }
}

function writeOne({ path, text, action }: PlannedFile, folder: string): void {
  const target = absolute(folder, path);
  fs.makeFolder(absolute(folder, folderOf(path)));
  if (action === "create") {
    fs.create(target, text);
    return;
  }
  const fresh = `${target}.specmill-${process.pid}`;
  fs.create(fresh, (readText(target) ?? "") + text, fs.stamp(target)?.mode);
  fs.rename(fresh, target);
}

function nextSteps(specs: readonly DetectedSpec[], folder: string): string {
  const found = specs.length === 0 ? "no spec was found here, so the config begins with a small example\n" : "";
  const needsPull = specs.some((spec) => spec.kind === "fhir" && spec.needsPull);
  const pull = needsPull ? "`specmill pull`, which downloads what the FHIR packages need, then " : "";
  const hasScaffolds = fs.stamp(absolute(folder, "_templates")) !== undefined;
  const scaffolds = hasScaffolds ? "`specmill new` runs the generators in `_templates`: they need no config\n" : "";
  return `${found}${scaffolds}next: ${pull}\`specmill generate\`, and \`specmill watch\` while you edit\n`;
}
