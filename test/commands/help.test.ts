/** The help texts, as files to read, and what asking for one loads. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { formatCommandHelp, formatHelp } from "#commands/help.ts";
import { commands } from "#commands/table.ts";
import { expectGolden } from "../support/golden.ts";
import { readSourceTree, repository, staticReach } from "../support/source-graph.ts";

const golden = (name: string) => join(import.meta.dir, "golden", `help-${name}.txt`);

describe("help", () => {
  test("of all of specmill is as reviewed", () => {
    expectGolden(golden("specmill"), formatHelp());
  });

  test.each(commands.map((command) => [command.name, command] as const))("of %s is as reviewed", (name, command) => {
    expectGolden(golden(name), formatCommandHelp(command));
  });

  test("begins with examples", () => {
    for (const text of [formatHelp(), ...commands.map(formatCommandHelp)]) expect(text.split("\n")[2]).toBe("Examples");
  });

  test("loads no package at all", () => {
    const { packages } = staticReach(readSourceTree(repository), "commands/root.ts");
    const light = ["node:path", "node:fs", "bun:ffi"];
    expect([...packages.keys()].filter((name) => !light.includes(name))).toEqual([]);
  });

  test("fits into 100 columns", () => {
    for (const text of [formatHelp(), ...commands.map(formatCommandHelp)]) {
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});
