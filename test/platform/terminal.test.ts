/** Color, animation and the writer, in this process and at the end of a pipe. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { canAnimate, wantsColor } from "#platform/terminal.ts";

describe("color", () => {
  test.each([
    ["auto", {}, true, true],
    ["auto", {}, false, false],
    ["auto", { TERM: "dumb" }, true, false],
    ["auto", { NO_COLOR: "1" }, true, false],
    ["auto", { NO_COLOR: "" }, true, true],
    ["auto", { FORCE_COLOR: "1" }, false, true],
    ["auto", { FORCE_COLOR: "1", TERM: "dumb" }, false, true],
    ["auto", { FORCE_COLOR: "0" }, true, false],
    ["auto", { CLICOLOR_FORCE: "1" }, false, true],
    ["auto", { CLICOLOR_FORCE: "0" }, true, false],
    ["auto", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["always", { NO_COLOR: "1", TERM: "dumb" }, false, true],
    ["never", { FORCE_COLOR: "1" }, true, false],
  ] as const)("--color %s with %j on a terminal: %p gives %p", (choice, env, isTerminal, expected) => {
    expect(wantsColor(choice, env, isTerminal)).toBe(expected);
  });
});

describe("animation", () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ CI: "true" }, true, false],
    [{ CI: "false" }, true, true],
    [{ CI: "" }, true, true],
    [{ TERM: "dumb" }, true, false],
  ] as const)("with %j on a terminal: %p gives %p", (env, isTerminal, expected) => {
    expect(canAnimate(env, isTerminal)).toBe(expected);
  });
});

describe("the writer", () => {
  const module = join(import.meta.dir, "../../src/platform/terminal.ts");
  const shell = (script: string) => {
    const program = `import { processTerminal as t } from ${JSON.stringify(module)};`;
    const run = Bun.spawnSync(["/bin/sh", "-c", script], {
      env: { ...process.env, BUN: process.execPath, PROGRAM: program, NO_COLOR: "1" },
      timeout: 20_000,
    });
    return { out: run.stdout.toString(), err: run.stderr.toString(), code: run.exitCode };
  };

  test("writes ten megabytes to a slow reader, all of them", () => {
    const { out, code } = shell(
      `"$BUN" -e "$PROGRAM t.write('stdout', 'x'.repeat(10_000_000)); t.write('stderr', 'done')" | (sleep 0.3; wc -c)`,
    );
    expect({ out: out.trim(), code }).toEqual({ out: "10000000", code: 0 });
  });

  test("goes on quietly when the reader has gone", () => {
    const { out, err } = shell(
      `"$BUN" -e "$PROGRAM for (let i = 0; i < 1000; i++) t.write('stdout', 'y'.repeat(1000) + '\\n'); t.write('stderr', 'end')" | head -c 2`,
    );
    expect({ out, err }).toEqual({ out: "yy", err: "end" });
  });

  test("says so when the disk behind it is full", () => {
    const { err, code } = shell(`"$BUN" -e "$PROGRAM t.write('stdout', 'x')" > /dev/full`);
    expect(code).not.toBe(0);
    expect(err).toContain("ENOSPC");
  });

  test("knows that a pipe is no terminal and has the default width", () => {
    const { out } = shell(
      `"$BUN" -e "$PROGRAM t.write('stdout', JSON.stringify([t.isTerminal('stdout'), t.isTerminal('stderr'), t.width(), t.canAsk()]))" 2>/dev/null </dev/null`,
    );
    expect(JSON.parse(out)).toEqual([false, false, 80, false]);
  });

  test("takes the width from COLUMNS", () => {
    expect(shell(`COLUMNS=132 "$BUN" -e "$PROGRAM t.write('stdout', String(t.width()))"`).out).toBe("132");
  });
});
