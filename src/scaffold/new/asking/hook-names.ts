/** What hook files are called. */

/** The first that exists is the hook: hygen's own five in its order, then those of its successor. */
export const hookNames: readonly string[] = [
  ...["index.js", "index.ts", "prompt.cjs", "prompt.js", "prompt.ts"],
  ...["index.cjs", "index.mjs", "index.cts", "index.mts", "prompt.mjs", "prompt.cts", "prompt.mts"],
];
