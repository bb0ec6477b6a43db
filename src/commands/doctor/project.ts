/** The project: whether its config loads, its sources can be read, and what its targets name is there. No template is run. */
import { delimiter, join } from "node:path";
import type { Inspection } from "#inspect.ts";
import type { SourceConfig, TargetConfig } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { splitWords } from "#platform/child-process.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute } from "#platform/paths.ts";
import { plural } from "#reporters/text/summary.ts";
import { requestOf } from "../request.ts";
import type { Run } from "../run-command.ts";
import type { Finding } from "./finding.ts";
import { fine, problem, toFinding } from "./finding.ts";

export async function lookAtProject(run: Run): Promise<readonly Finding[]> {
  const { inspect } = await import("#inspect.ts");
  let inspection: Inspection;
  try {
    inspection = await inspect(requestOf("check", run, { targets: [] }), run.host);
  } catch (thrown) {
    return refusals(thrown, "config");
  }
  try {
    return await lookInto(inspection, run);
  } finally {
    inspection.close();
  }
}

async function lookInto(inspection: Inspection, run: Run): Promise<readonly Finding[]> {
  const { config } = inspection.session;
  const count = `${plural(config.sources.length, "source")}, ${plural(config.targets.length, "target")}`;
  const findings: Finding[] = [fine("config", `${config.file}: ${count}`)];
  for (const source of config.sources) findings.push(...(await lookAtSource(source, inspection)));
  const { root } = inspection.session.project;
  findings.push(...config.targets.flatMap((target) => lookAtTarget(target, root)));
  return [...findings, ...config.format.flatMap(({ command }) => lookAtFormatter(command, root, run))];
}

/** A source that can be read says how much is in it; else each of its problems is a finding. */
async function lookAtSource(source: SourceConfig, inspection: Inspection): Promise<readonly Finding[]> {
  const before = inspection.session.diagnostics.length;
  const found = () => inspection.session.diagnostics.slice(before).map((one) => named(source.name, one));
  try {
    const units = await inspection.units(source);
    const count = units.kinds.reduce((sum, kind) => sum + units.list(kind).length, 0);
    const problems = found();
    if (problems.some(({ state }) => state === "problem")) return problems;
    return [fine("source", `${source.name}: ${plural(count, "unit")} of kind ${source.kind}`), ...problems];
  } catch (thrown) {
    return [...found(), ...refusals(thrown, "source")];
  }
}

function named(source: string, diagnostic: Diagnostic): Finding {
  const finding = toFinding("source", diagnostic);
  return { ...finding, message: `${source}: ${finding.message}` };
}

/** Built-in packs are there; one of the project may be gone, or not be a pack. */
function lookAtTarget({ name, pack }: TargetConfig, root: string): readonly Finding[] {
  if (!/^(?:\.{0,2}\/)/.test(pack)) return [];
  const manifest = absolute(absolute(root, pack), "pack.yaml");
  if (fs.stamp(manifest) !== undefined) return [fine("target", `${name}: the pack ${pack} is there`)];
  return [
    problem(
      "target",
      `${name}: there is no pack in ${pack}`,
      "write its `pack.yaml`, or name another pack in the config",
    ),
  ];
}

/** The program of a formatter is looked for as a run would, and not started. */
function lookAtFormatter(command: string, root: string, { terminal }: Run): readonly Finding[] {
  const [program = ""] = splitWords(command);
  const PATH = [join(root, "node_modules", ".bin"), terminal.env.PATH ?? ""].join(delimiter);
  const found = Bun.which(program, { PATH, cwd: root });
  if (found !== null) return [fine("formatter", `${command}: found`)];
  const next = "install it, or take the line out of `format` in the config";
  return [problem("formatter", `there is no program \`${program}\` for \`${command}\``, next)];
}

function refusals(thrown: unknown, check: "config" | "source"): readonly Finding[] {
  if (!(thrown instanceof SpecmillError)) throw thrown;
  // A folder without a project is no illness; and of the lock another check tells.
  const found = thrown.diagnostics.filter(({ code }) => !code.startsWith("lock/"));
  return found.map((one) => toFinding(check, one.code === "config/not-found" ? { ...one, severity: "warning" } : one));
}
