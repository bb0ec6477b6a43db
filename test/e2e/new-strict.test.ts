/**
 * `--hygen-compat=strict` does what hygen 6.2.11 does, in all probes of the contract: the same log, files and exit code. What may still
 * differ stands here, a reason each; warnings are more than hygen says, and go to stderr.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { blocksOf, goldenBlocks, probeRuns, runProbes } from "../support/hygen-probes.ts";

setDefaultTimeout(120_000);

/** Same files and exit code, other words for a problem; the log before it is the same. */
const worded: Readonly<Record<string, string>> = {
  "p13 new": "a name that is not defined",
  "p16 new": "a command that fails",
  "q10 new": "front matter that is no YAML",
  "q14 new": "a template that does not compile",
  "r06 new N": "front matter that is indented",
};

/** Nothing of hygen's is kept. */
const other: Readonly<Record<string, string>> = {
  "p09 new --name 123 --foo a --foo b --bar 1.5 --foo-bar x --nest.a 1 --no-flag": "hygen crashes",
  "q02 new --message hi": "a silent success where nobody can be asked",
  "q02 new --message ": "a silent success where nobody can be asked",
  "q08 new": "a silent success where nobody can be asked",
  "p01 nosuch": "the list",
  "nosuchgen new": "the list",
  "": "the list",
  "--help": "help",
  "--version": "hygen has none",
};

/** Without the bug of `message` and `echo`, which show `[object Function]` and their styles. */
function withoutChalkBug(block: string): string {
  return block.replaceAll("[object Function] ", "").replace(/\{(?:green|bold) ([^}]*)\}/g, "$1");
}

/** Without warnings: their lines, frames and notes. */
function withoutWarnings(block: string): string {
  const lines = block.split("\n");
  let isWarning = false;
  const kept = lines.filter((line) => {
    if (line.startsWith("warning[")) isWarning = true;
    else if (!/^ {2}(?:\s*\d* \||note:)/.test(line)) isWarning = false;
    return !isWarning;
  });
  return kept.join("\n");
}

/** What scripts go by: the lines of the log, the exit code, and the files with their bytes. */
function outcome(block: string): string {
  const isSaid = (line: string) => /^ +(?:added|FORCED|skipped|inject|shell|setup): |^Loaded|^rc=/.test(line);
  const files = block.slice(block.indexOf("\nrc="));
  return [...block.split("\n").filter(isSaid), files].join("\n");
}

describe.skipIf(process.platform !== "linux")("probes in strict mode (their runner needs GNU coreutils)", () => {
  for (const [script, golden] of probeRuns) {
    const expected = goldenBlocks(golden);
    const actual = blocksOf(runProbes(script, "--hygen-compat=strict"));
    test(`${golden}: every probe is there`, () => {
      expect([...actual.keys()]).toEqual([...expected.keys()]);
    });
    for (const [call, block] of expected) {
      const reason = worded[call] ?? other[call];
      test(`${golden}: \`${call}\`${reason === undefined ? "" : ` (${reason})`}`, () => {
        const wanted = withoutChalkBug(block);
        const here = withoutWarnings(actual.get(call) ?? "");
        if (reason === undefined) expect(here).toBe(wanted);
        else expect(here).not.toBe(wanted);
        if (worded[call] !== undefined) expect(outcome(here)).toBe(outcome(wanted));
      });
    }
  }
});
