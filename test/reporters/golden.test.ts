/** Every reporter over every kind of run, as files to read: test/reporters/golden/. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { reporter as github } from "#reporters/github.ts";
import { reporter as json } from "#reporters/json.ts";
import { reporter as plain } from "#reporters/plain.ts";
import { reporter as tty } from "#reporters/tty.ts";
import { expectGolden } from "../support/golden.ts";
import { play } from "./play.ts";
import { scenarios } from "./scenarios.ts";

for (const format of [plain, json, github]) {
  describe(format.name, () => {
    test.each(Object.entries(scenarios))("shows a run that is %s", (name, events) => {
      expectGolden(join(import.meta.dir, "golden", `${name}.${format.name}.txt`), play(format, events));
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
