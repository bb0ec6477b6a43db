/** What a scenario is, and the moments of a project that scenarios start from. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "./measure.ts";

/** SPECMILL_BINARY measures another build. */
export const binary = process.env.SPECMILL_BINARY ?? join(import.meta.dir, "..", "dist", "specmill");

/** specmill may cost at most `factor` of what `peer` costs. */
export interface Budget {
  readonly peer: string;
  readonly what: "time" | "memory";
  readonly factor: number;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly runs: number;
  readonly candidates: readonly Candidate[];
  readonly budgets: readonly Budget[];
  /** Peers that could not take part, one sentence each. */
  readonly skipped: readonly string[];
}

export function generate(cwd: string): Candidate {
  return { name: "specmill", command: [binary, "generate"], cwd, after: () => expectFile(join(cwd, "specmill.lock")) };
}

export function clean(project: string): void {
  for (const name of ["out", ".specmill", "specmill.lock"])
    rmSync(join(project, name), { recursive: true, force: true });
}

export function settled(project: string): string {
  settle(project);
  return project;
}

/** Brings a project to rest: files younger than the state that knows them are hashed again, so the second run comes later. */
function settle(project: string): void {
  for (const wait of [0, 2500]) {
    Bun.sleepSync(wait);
    const { exitCode, stderr } = Bun.spawnSync([binary, "generate"], {
      cwd: project,
      stdout: "ignore",
      stderr: "pipe",
    });
    if (exitCode !== 0) throw new Error(`specmill generate in ${project}: exit code ${exitCode}\n${stderr.toString()}`);
  }
}

export function expectFile(path: string): void {
  if (!existsSync(path)) throw new Error(`${path} was not written`);
}
