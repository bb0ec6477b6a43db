/** A config that is data: YAML, JSON or TOML, read with the same parser and the same caps as every other document. */
import { formatOf } from "#document/format.ts";
import { locate } from "#document/locate.ts";
import { parseDocument } from "#document/parse.ts";
import { pointerOf } from "#document/pointer.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Inputs } from "#platform/inputs.ts";
import type { RawConfig } from "./raw-config.ts";
import { defaultLimits } from "./resolve.ts";

/** Throws SpecmillError (exit 2) with everything that keeps the file from being read. */
export async function readDataConfig(file: string, inputs: Inputs): Promise<RawConfig> {
  const bytes = inputs.read(file);
  if (bytes === undefined) throw refuse([error("config/not-found", `there is no config \`${file}\``)]);
  const format = formatOf(file, bytes);
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void problems.push(asConfigProblem(problem));
  const value = await parseDocument(file, bytes, defaultLimits, report, format);
  if (problems.some((problem) => problem.severity === "error")) throw refuse(problems);
  if (value === undefined || value === null) throw refuse([emptyProblem(file)]);
  return { file, value, place: (path, part) => locate(file, bytes, format, pointerOf(path), part) };
}

/** A config that does not parse has its own code, so that hooks can tell it from a broken spec. */
function asConfigProblem(problem: Diagnostic): Diagnostic {
  if (problem.code === "source/empty") return problem.place === undefined ? problem : emptyProblem(problem.place.file);
  return problem.code === "document/syntax" ? { ...problem, code: "config/syntax" } : problem;
}

function emptyProblem(file: string): Diagnostic {
  return error("config/invalid", "the config is empty", {
    place: { file, line: 1, column: 1 },
    notes: ["delete it and run `specmill init` for one to start from"],
  });
}

function refuse(problems: readonly Diagnostic[]): SpecmillError {
  return new SpecmillError(problems, exitCodes.usage);
}
