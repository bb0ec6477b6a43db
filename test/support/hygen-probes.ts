/** The probes of hygen's contract (test/fixtures/hygen/probes): small generators, and what they printed and wrote under hygen 6.2.11. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./rig.ts";

const folder = join(import.meta.dir, "../fixtures/hygen/probes");

export const probeRuns = [
  ["probe.sh", "golden1.txt"],
  ["probe2.sh", "golden2.txt"],
  ["probe3.sh", "golden3.txt"],
] as const;

/** What hygen said, by call. */
export function goldenBlocks(golden: string): ReadonlyMap<string, string> {
  return blocksOf(readFileSync(join(folder, golden), "utf8"));
}

/** A transcript -> its blocks, by what stands behind `===`. */
export function blocksOf(transcript: string): ReadonlyMap<string, string> {
  const found = transcript.split(/^=== /m).slice(1);
  return new Map(found.map((block) => [block.slice(0, block.indexOf("\n")), block]));
}

/** The transcript of `specmill new`, with further flags before each call. Needs bash and GNU coreutils. */
export function runProbes(script: string, flags = ""): string {
  const work = realpathSync(mkdtempSync(join(tmpdir(), "specmill-probes-")));
  try {
    cpSync(join(folder, "_templates"), join(work, "_templates"), { recursive: true });
    const { stdout } = Bun.spawnSync(["bash", join(folder, script), `${binary} new ${flags}`.trim()], {
      cwd: work,
      env: { PATH: "/usr/bin:/bin", HOME: work },
    });
    return stdout.toString();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
