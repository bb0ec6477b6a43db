/** Compiles the binary for one system and looks into it: the wrong runtime, a lost pack or a broken signature ends the release. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildFacts } from "../build.ts";
import { build } from "../build.ts";
import { missingPackFiles } from "./embedded-packs.ts";
import { executableFacts } from "./executable.ts";
import { packageFolder } from "./locked-packages.ts";
import { signAdHoc, signatureProblem } from "./mach-o-signature.ts";
import { unpackRuntime } from "./runtimes.ts";
import type { ReleaseTarget } from "./targets.ts";
import { binaryName } from "./targets.ts";

export interface BinaryContext {
  readonly root: string;
  readonly facts: BuildFacts;
  /** A folder for the runtime and the binary, which may be removed afterwards. */
  readonly work: string;
}

export interface Binary {
  readonly binary: Uint8Array;
  /** Folders of the packages that were compiled in, as in package-lock.json, sorted. */
  readonly bundled: readonly string[];
}

export async function compileBinary(target: ReleaseTarget, { root, facts, work }: BinaryContext): Promise<Binary> {
  const executablePath = await unpackRuntime(root, target.runtime, work);
  const outfile = join(work, target.name, binaryName(target));
  const inputs = await build({
    entry: join(root, "src/main.ts"),
    outfile,
    facts: { ...facts, SPECMILL_TARGET: target.name },
    system: { bunTarget: target.bunTarget, executablePath },
  });
  const bundled = inputs.map((path) => packageFolder(root, path)).filter((folder) => folder !== undefined);
  const binary = signed(target, new Uint8Array(readFileSync(outfile)));
  for (const path of [executablePath, outfile]) rmSync(path); // 200 MB a system, of which a machine need not have seven.
  const problem = binaryProblem(root, target, binary);
  if (problem !== undefined) throw new Error(`the binary for ${target.name} ${problem}`);
  return { binary, bundled: [...new Set(bundled)].sort() };
}

/** On macOS a signature that does not fit is worse than none. */
function signed(target: ReleaseTarget, binary: Uint8Array): Uint8Array {
  if (target.npm.os !== "darwin" || signatureProblem(binary) === undefined) return binary;
  return signAdHoc(binary, "specmill");
}

/** What is wrong with a binary, as the rest of a sentence; undefined when nothing is. */
export function binaryProblem(root: string, target: ReleaseTarget, binary: Uint8Array): string | undefined {
  const found = executableFacts(binary).target;
  if (found !== target.name) return `came out as one for ${found}`;
  const missing = missingPackFiles(root, binary);
  if (missing.length > 0) return `lacks ${missing.join(", ")}`;
  const problem = target.npm.os === "darwin" ? signatureProblem(binary) : undefined;
  return problem === undefined ? undefined : `would be killed by macOS: ${problem}`;
}
