/** The binary and where it runs. Nothing here depends on a project. */
import { versionLine } from "#build-info.ts";
import { hasKernelLock } from "#platform/file-lock.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hasFastStat } from "#platform/stat-batch.ts";
import type { Environment } from "#platform/terminal.ts";
import type { Finding } from "./finding.ts";
import { fine, warn } from "./finding.ts";

export function lookAtInstallation(env: Environment, binary: string): readonly Finding[] {
  return [fine("binary", `${versionLine} at ${binary}`), ...placeOnPath(env, binary), system(), ...environment(env)];
}

/** Hooks, pipelines and editors take the first one of the PATH, whatever was called here. */
function placeOnPath(env: Environment, binary: string): readonly Finding[] {
  const first = Bun.which("specmill", { PATH: env.PATH ?? "" });
  if (first === null) {
    const next = "put its folder on the PATH, or copy it to a folder that is";
    return [warn("binary", "`specmill` is not on the PATH: hooks and completions look there", next)];
  }
  if (fs.realPath(first) === fs.realPath(binary)) return [];
  return [warn("binary", `the PATH leads to another one: ${first}`, "remove the one that is not meant")];
}

/** Without these calls everything works, and takes longer. */
function system(): Finding {
  const name = `${process.platform} ${process.arch}`;
  const missing = [hasFastStat() ? "" : "statx", hasKernelLock() ? "" : "flock"].filter((call) => call !== "");
  if (missing.length === 0) return fine("system", `${name}; statx and flock of the C library can be called`);
  if (process.platform !== "linux") return fine("system", `${name}; files are looked at through the runtime`);
  const next = "use the archive for the C library of this system: `-musl` for Alpine, the other one elsewhere";
  return warn(
    "system",
    `${name}; the C library does not give ${missing.join(" and ")}: unchanged runs take longer`,
    next,
  );
}

/** Variables that change what specmill does, and how. Values may be secrets, so only names are shown. */
const meanings: readonly (readonly [name: string, meaning: string])[] = [
  ["CI", "nobody is asked, nothing is drawn twice"],
  ["GITHUB_ACTIONS", "annotations are written for GitHub"],
  ["NO_COLOR", "no color"],
  ["FORCE_COLOR", "color also where nobody looks"],
  ["CLICOLOR_FORCE", "color also where nobody looks"],
  ["HYGEN_TMPLS", "`specmill new` takes templates from there"],
  ["HYPERGEN_TMPLS", "`specmill new` takes templates from there"],
  ["HYGEN_OVERWRITE", "`specmill new` replaces files without asking"],
  ["GIT_DIR", "git works in another folder than it would find"],
];

function environment(env: Environment): readonly Finding[] {
  const set = meanings.filter(([name]) => (env[name] ?? "") !== "");
  const dumb: typeof meanings = env.TERM === "dumb" ? [["TERM=dumb", "no color, nothing is drawn twice"]] : [];
  return [...set, ...dumb].map(([name, meaning]) => fine("environment", `${name} is set: ${meaning}`));
}
