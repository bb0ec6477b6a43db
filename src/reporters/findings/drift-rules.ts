/** Rules of what `check` finds, beside the codes of problems in model/codes.ts. Public like those: renaming one is a breaking change. */
import { codes } from "#model/codes.ts";

export interface DriftRule {
  readonly title: string;
  /** What happened to the path, as the rest of a sentence. */
  readonly message: string;
  /** The next thing to type. */
  readonly help: string;
}

export const driftRules = {
  "output/stale": {
    title: "an output is not what the specs and templates give",
    message: "is not what the specs and templates give now",
    help: "run `specmill generate`",
  },
  "output/missing": {
    title: "an output does not exist",
    message: "does not exist",
    help: "run `specmill generate`",
  },
  "output/edited": {
    title: "an output was edited by hand, or is not specmill's",
    message: "was edited by hand",
    help: "`specmill generate --overwrite PATH` replaces it",
  },
  "output/orphaned": {
    title: "an output is made by nothing any more",
    message: "is made by nothing any more",
    help: "run `specmill generate`",
  },
  "snapshot/stale": {
    title: "a snapshot is not what its source has",
    message: "is not what its source has now",
    help: "run `specmill pull`",
  },
  "snapshot/missing": {
    title: "a source was never pulled",
    message: "was never pulled",
    help: "run `specmill pull`",
  },
} as const satisfies { readonly [rule: string]: DriftRule };

/** `undefined` for the code of a problem. */
export function driftRule(rule: string): DriftRule | undefined {
  return Object.hasOwn(driftRules, rule) ? driftRules[rule as keyof typeof driftRules] : undefined;
}

/** What a rule means, in a few words. */
export function ruleTitle(rule: string): string {
  return driftRule(rule)?.title ?? (codes as { readonly [code: string]: string })[rule] ?? rule;
}
