/**
 * The own probes for hygen's contract, run with the binary: what 63 small generators printed and wrote under hygen 6.2.11 is what they do
 * here, but for the differences that the policy names. Those stand in `specmill.txt`, a reason each below, and nothing else may differ.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, goldenBlocks, probeRuns, runProbes } from "../support/hygen-probes.ts";

setDefaultTimeout(120_000);

const probes = join(import.meta.dir, "../fixtures/hygen/probes");
const differencesFile = join(probes, "specmill.txt");
const isLinux = process.platform === "linux";

const noMatch = "an injection that finds no place fails and writes nothing";
const texts = 'the texts "true" and "false" mean what they say, with a warning';
const lost = "a front matter key that does nothing is warned of";
const places = "an error has a place, a frame and a next step";
const unanswered = "without a terminal, missing answers are an error and not a silent success";
const listing = "the list has columns, folders only and no advice to install hygen's generators";
const chalk = "`message` and `echo` show their text and not `[object Function]`";

/** What the policy changes, by probe as it was called. */
const differences: Readonly<Record<string, string>> = {
  "p02 new": noMatch,
  "p03 new": noMatch,
  "p05 new": lost,
  "p06 new": texts,
  "p07 new": texts,
  "p08 new": texts,
  "p09 new --name 123 --foo a --foo b --bar 1.5 --foo-bar x --nest.a 1 --no-flag": "a name that is a number is a name",
  "p13 new": places,
  "p14 new": chalk,
  "p15 new": chalk,
  "p16 new": places,
  "p18n-1 new": lost,
  "p20 new Zed": chalk,
  "p27 new": "an injection into a file that does not exist fails with an exit code",
  "p28 new": lost,
  "p01 nosuch": listing,
  "nosuchgen new": listing,
  "": listing,
  "--help": "help is specmill's",
  "--version": "there is a version",
  "q02 new --message hi": unanswered,
  "q02 new --message ": unanswered,
  "q08 new": unanswered,
  "q09 new": lost,
  "q10 new": places,
  "q14 new": places,
  "r01 new fooBar": texts,
  "again over the existing file, HYGEN_OVERWRITE=1: r01 new fooBar": texts,
  "r06 new N": places,
};

describe.skipIf(!isLinux)("probes of the hygen contract (their runner needs GNU coreutils)", () => {
  const known = existsSync(differencesFile)
    ? blocksOf(readFileSync(differencesFile, "utf8"))
    : new Map<string, string>();
  const found: string[] = [];

  for (const [script, golden] of probeRuns) {
    const expected = goldenBlocks(golden);
    // What `--version` prints is another text in every build.
    const actual = blocksOf(runProbes(script).replace(/^specmill \S+ \(.*\)$/m, "specmill VERSION"));
    test(`${golden}: every probe is there`, () => {
      expect([...actual.keys()]).toEqual([...expected.keys()]);
    });
    for (const [call, block] of expected) {
      const reason = differences[call];
      const here = actual.get(call) ?? "";
      if (reason !== undefined) found.push(here);
      test(`${golden}: \`${call}\`${reason === undefined ? "" : ` (${reason})`}`, () => {
        if (reason === undefined) expect(here).toBe(block);
        else if (process.env.UPDATE_GOLDEN !== "1") expect(here).toBe(known.get(call) ?? "");
        if (reason !== undefined) expect(here).not.toBe(block);
      });
    }
  }

  test("every difference is of a probe that ran", () => {
    if (process.env.UPDATE_GOLDEN === "1")
      writeFileSync(differencesFile, found.map((block) => `=== ${block}`).join(""));
    expect(found.length).toBe(Object.keys(differences).length);
  });
});
