/** What this binary is. The values are put in by scripts/build.ts; run from source it is a development build. */
declare const SPECMILL_VERSION: string | undefined;
declare const SPECMILL_BUILD: string | undefined;
declare const SPECMILL_COMMIT: string | undefined;

/** As in package.json. */
export const version = typeof SPECMILL_VERSION === "string" ? SPECMILL_VERSION : "0.0.0-dev";
/** Digest of everything that was compiled in. */
export const build = typeof SPECMILL_BUILD === "string" ? SPECMILL_BUILD : "dev";
/** Commit it was built from; "" when that is not known. */
export const commit = typeof SPECMILL_COMMIT === "string" ? SPECMILL_COMMIT : "";
