/** What this binary is. The values are put in by scripts/build.ts; run from source it is a development build. */
declare const SPECMILL_VERSION: string | undefined;
declare const SPECMILL_BUILD: string | undefined;
declare const SPECMILL_COMMIT: string | undefined;
declare const SPECMILL_TARGET: string | undefined;

/** As in package.json. */
export const version = typeof SPECMILL_VERSION === "string" ? SPECMILL_VERSION : "0.0.0-dev";
/** Digest of everything that was compiled in and can change an output: the same for every target and commit of the same sources. */
export const build = typeof SPECMILL_BUILD === "string" ? SPECMILL_BUILD : "dev";

const commit = typeof SPECMILL_COMMIT === "string" && SPECMILL_COMMIT !== "" ? SPECMILL_COMMIT : "unknown commit";
const target = typeof SPECMILL_TARGET === "string" ? SPECMILL_TARGET : "from source";

/** What `--version` prints: `specmill 0.1.0 (758849c12, linux-x64)`. No output may depend on commit or target. */
export const versionLine = `specmill ${version} (${commit}, ${target})`;
