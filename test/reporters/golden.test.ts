/** Every reporter over every kind of run, as files to read: test/reporters/golden/. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { reporter as github } from "#reporters/github.ts";
import { reporter as gitlab } from "#reporters/gitlab.ts";
import { reporter as json } from "#reporters/json.ts";
import { reporter as junit } from "#reporters/junit.ts";
import { reporter as markdown } from "#reporters/markdown.ts";
import { reporter as plain } from "#reporters/plain.ts";
import { reporter as sarif } from "#reporters/sarif.ts";
import { reporter as tty } from "#reporters/tty.ts";
import { expectGolden } from "../support/golden.ts";
import { play } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const endings: { readonly [format: string]: string } = { sarif: "json", gitlab: "json", junit: "xml", markdown: "md" };

for (const format of [plain, json, github, gitlab, sarif, junit, markdown]) {
  describe(format.name, () => {
    test.each(Object.entries(scenarios))("shows a run that is %s", (name, events) => {
      const file = `${name}.${format.name}.${endings[format.name] ?? "txt"}`;
      // As it stands in a file: halves of pairs have no form in UTF-8.
      expectGolden(join(import.meta.dir, "golden", file), play(format, events).toWellFormed());
    });
  });
}

describe("tty", () => {
  test("shows the same as plain where there is no progress", () => {
    for (const events of Object.values(scenarios)) expect(play(tty, events)).toBe(play(plain, events));
  });

  test("shows problems in color", () => {
    const text = play(tty, scenarios.problems ?? [], { color: true });
    expectGolden(join(import.meta.dir, "golden", "problems.color.txt"), text.replaceAll("\x1b", "␛"));
  });
});
