/**
 * `bun run bench`: whole processes against their budgets and their peers. Prints Markdown; what goes on is told on stderr.
 *   --scenario NAME   only groups whose name begins with NAME (repeatable)
 *   --runs N          timed rounds of every scenario
 *   --quick           three rounds: shows that it works, not how fast
 *   --json FILE       the raw samples as well
 */
import { existsSync } from "node:fs";
import { cpus, release } from "node:os";
import { parseArgs } from "node:util";
import { measure } from "./measure.ts";
import { installPeers } from "./peers.ts";
import type { ScenarioReport } from "./report.ts";
import { makeReport, toMarkdown } from "./report.ts";
import type { Scenario } from "./scenario.ts";
import { binary } from "./scenario.ts";
import { groups } from "./scenarios.ts";

const { values: options } = parseArgs({
  options: {
    scenario: { type: "string", multiple: true, default: [] },
    runs: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "string" },
  },
});

const say = (line: string) => console.error(line);

if (!existsSync(binary)) {
  say("bench: dist/specmill does not exist; run `bun run build` first");
  process.exit(2);
}
const chosen = Object.keys(groups).filter(
  (name) => options.scenario.length === 0 || options.scenario.some((one) => name.startsWith(one)),
);
if (chosen.length === 0) {
  say(`bench: no such scenario; known: ${Object.keys(groups).join(", ")}`);
  process.exit(2);
}
installPeers(say);
const reports: ScenarioReport[] = [];
const raw: unknown[] = [];
for (const name of chosen) {
  for (const scenario of (await groups[name]?.()) ?? []) reports.push(runScenario(scenario));
}
console.log(`${machine()}\n\n${toMarkdown(reports)}`);
if (options.json !== undefined)
  await Bun.write(options.json, `${JSON.stringify({ machine: machine(), scenarios: raw }, null, 1)}\n`);

function runScenario(scenario: Scenario): ScenarioReport {
  say(`== ${scenario.name}`);
  const runs = options.quick ? 3 : Number(options.runs ?? scenario.runs);
  const measurements = measure(
    scenario.candidates,
    { runs, warmUps: options.quick ? 1 : 2, memoryRuns: options.quick ? 1 : 3 },
    (line) => say(`   ${line}`),
  );
  raw.push({ name: scenario.name, measurements });
  return makeReport(scenario, measurements);
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model.trim() ?? "?"}, ${process.platform} ${release()}, Bun ${Bun.version}`;
}
