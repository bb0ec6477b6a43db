/**
 * Times whole processes. Candidates take turns (A B C, C B A, …), so that a slow moment of the machine hits all of them;
 * every figure that is compared comes from one such session.
 */
import { existsSync } from "node:fs";

export interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** Puts the files into the state to start from; not timed. */
  readonly before?: () => void;
  /** Looks at what the run left; throws when it did not do its work. Not timed. */
  readonly after?: () => void;
  /** Exit code that means success; 0 when absent. */
  readonly exitCode?: number;
}

export interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface Measurement {
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly peakMemoryMB: number | undefined;
}

export interface Plan {
  readonly runs: number;
  /** Runs that are thrown away: they fill the page cache. */
  readonly warmUps: number;
  readonly memoryRuns: number;
}

/** Measures every candidate; `say` is told what is going on. */
export function measure(candidates: readonly Candidate[], plan: Plan, say: (line: string) => void): Measurement[] {
  const samples = new Map<string, Sample[]>(candidates.map((one) => [one.name, []]));
  for (let round = -plan.warmUps; round < plan.runs; round++) {
    // Turning the order round and round keeps "the one after the heavy one" from always being the same.
    for (const candidate of round % 2 === 0 ? candidates : candidates.toReversed()) {
      const sample = runOnce(candidate);
      if (round >= 0) samples.get(candidate.name)?.push(sample);
    }
    say(round < 0 ? `warm-up ${round + plan.warmUps + 1}/${plan.warmUps}` : `round ${round + 1}/${plan.runs}`);
  }
  return candidates.map((one) => ({
    name: one.name,
    samples: samples.get(one.name) ?? [],
    peakMemoryMB: peakMemory(one, plan.memoryRuns),
  }));
}

function runOnce(candidate: Candidate): Sample {
  candidate.before?.();
  const start = Bun.nanoseconds();
  const { exitCode, stderr, resourceUsage } = Bun.spawnSync([...candidate.command], spawnOptions(candidate.cwd));
  const wallMs = (Bun.nanoseconds() - start) / 1e6;
  expectSuccess(candidate, exitCode, stderr.toString());
  candidate.after?.();
  return { wallMs, cpuMs: Number(resourceUsage?.cpuTime.total ?? 0) / 1000 };
}

/**
 * Median of the peak resident size, from runs of their own under `time`. The child's own `ru_maxrss` will not do: until it has
 * called exec, the child is the runner, whose size then counts as the child's peak.
 */
function peakMemory(candidate: Candidate, runs: number): number | undefined {
  if (!existsSync("/usr/bin/time") || runs === 0) return undefined;
  const sizes: number[] = [];
  for (let run = 0; run < runs; run++) {
    candidate.before?.();
    const command = ["/usr/bin/time", "--quiet", "-f", "%M", ...candidate.command];
    const { exitCode, stderr } = Bun.spawnSync(command, spawnOptions(candidate.cwd));
    expectSuccess(candidate, exitCode, stderr.toString());
    sizes.push(Number(stderr.toString().trimEnd().split("\n").at(-1)) / 1024);
  }
  return median(sizes);
}

function spawnOptions(cwd: string) {
  return { cwd, stdin: "ignore", stdout: "ignore", stderr: "pipe", env: childEnvironment() } as const;
}

/** A child must not learn that it runs under Bun, or in a pipeline: both change what tools do. */
function childEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG"];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function expectSuccess(candidate: Candidate, exitCode: number | null, stderr: string): void {
  const wanted = candidate.exitCode ?? 0;
  if (exitCode === wanted) return;
  throw new Error(`${candidate.name}: exit code ${exitCode}, not ${wanted}: ${candidate.command.join(" ")}\n${stderr}`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
