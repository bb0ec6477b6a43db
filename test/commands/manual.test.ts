/** The man pages: one for specmill and one for each command, and no reader of them complains. */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands, commonFlags } from "#commands/table.ts";
import { repository } from "../support/source-graph.ts";

const folder = join(repository, "docs/man");
const pages = readdirSync(folder).toSorted();
const read = (page: string) => readFileSync(join(folder, page), "utf8");

/** A reader that is there; in a pipeline it has to be. */
const reader = Bun.which("mandoc");
if (reader === null && process.env.CI !== undefined) throw new Error("no mandoc here: .ci/services.sh installs it");

/** How bold is written for a printer: the sign, back, and again. */
const overstrike = new RegExp(`.${String.fromCharCode(8)}`, "g");

test("there is one for specmill and one for each command", () => {
  expect(pages).toEqual(["specmill.1", ...commands.map(({ name }) => `specmill-${name}.1`)].toSorted());
});

test.skipIf(reader === null).each(pages)(
  "%s has no fault, and no date, which would change it from day to day",
  (page) => {
    const run = Bun.spawnSync([reader ?? "", "-T", "lint", "-W", "warning", join(folder, page)]);
    const faults = run.stdout
      .toString()
      .split("\n")
      .filter((line) => line !== "" && !line.includes("missing date"));
    expect(faults).toEqual([]);
  },
);

test.skipIf(reader === null)(
  "what is shown can be copied: every flag as it is typed, every example as it is called",
  () => {
    for (const { name, flags, examples } of commands) {
      const run = Bun.spawnSync([reader ?? "", "-T", "utf8", "-O", "width=200", join(folder, `specmill-${name}.1`)]);
      const shown = run.stdout.toString().replaceAll(overstrike, "").replaceAll(/\s+/g, " ");
      const wanted = [...flags.map((flag) => `--${flag.name}`), ...examples.map(([call]) => `specmill ${call}`)];
      expect(wanted.filter((text) => !shown.includes(text.replaceAll(/\s+/g, " ")))).toEqual([]);
    }
  },
);

test("the page of specmill has the flags of every command and the exit codes", () => {
  const text = read("specmill.1").replaceAll("\\-", "-");
  expect(commonFlags.filter(({ name }) => !text.includes(`--${name}`))).toEqual([]);
  for (const code of ["0", "1", "2", "3", "4", "70", "75", "130"]) expect(text).toContain(`\n.B ${code}\n`);
});
