/**
 * `specmill doctor`: looks over the binary, the project and what is around it, and says what to mend. It reads; no template, formatter
 * or hook of the project is run, nothing is written, no connection is opened. Exit 1 when there is a problem; a warning is none.
 */
import { exitCodes } from "#model/errors.ts";
import type { ColorChoice } from "#platform/terminal.ts";
import { wantsColor } from "#platform/terminal.ts";
import { findProject } from "#project.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import type { Style } from "#reporters/text/style.ts";
import { styleFor } from "#reporters/text/style.ts";
import { plural } from "#reporters/text/summary.ts";
import type { Finding } from "./doctor/finding.ts";
import { lookAtInstallation } from "./doctor/installation.ts";
import { lookAtProject } from "./doctor/project.ts";
import { lookAtRecords } from "./doctor/records.ts";
import { lookAtGit, lookAtScaffolds } from "./doctor/surroundings.ts";
import type { Command, Run } from "./run-command.ts";

export const command: Command = {
  isData: () => true,
  async run(run) {
    const findings = await lookOver(run);
    const problems = findings.filter(({ state }) => state === "problem").length;
    if (run.args.has("json")) {
      run.reports.data(`${formatJson({ version: 1, problems, findings })}\n`);
    } else {
      const shown = run.args.has("quiet") ? findings.filter(({ state }) => state !== "ok") : findings;
      run.reports.data(`${shown.map((one) => lineOf(one, styleOf(run))).join("")}${endOf(findings)}`);
    }
    return problems === 0 ? exitCodes.inStep : exitCodes.drift;
  },
};

async function lookOver(run: Run): Promise<readonly Finding[]> {
  const findings = [...lookAtInstallation(run.terminal.env, process.execPath), ...(await lookAtProject(run))];
  const project = findOrNone(run);
  if (project !== undefined) findings.push(...(await lookAtRecords(project)), ...(await lookAtGit(project)));
  return [...findings, ...(await lookAtScaffolds(run))];
}

/** Where there is none, `lookAtProject` has said so. */
function findOrNone({ cwd, args }: Run) {
  try {
    return findProject(cwd, args.text("config"));
  } catch {
    return undefined;
  }
}

const labels = { ok: "ok", warning: "warning", problem: "problem" } as const;

function lineOf({ check, state, message, next }: Finding, style: Style): string {
  const paint = { ok: style.good, warning: style.warning, problem: style.error }[state];
  const head = `${paint(labels[state])}${" ".repeat(9 - state.length)}${check.padEnd(12)}  ${safeLine(message)}\n`;
  return next === undefined ? head : `${head}${" ".repeat(23)}next: ${safeLine(next)}\n`;
}

function endOf(findings: readonly Finding[]): string {
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  if (problems + warnings === 0) return "all is well\n";
  return `${plural(problems, "problem")}, ${plural(warnings, "warning")}\n`;
}

function styleOf({ args, terminal }: Run): Style {
  const choice = (args.text("color") ?? "auto") as ColorChoice;
  return styleFor(wantsColor(choice, terminal.env, terminal.isTerminal("stdout")));
}
