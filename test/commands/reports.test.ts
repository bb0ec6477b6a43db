/** Which reporters a call gets, the order of a stream, and what a bug prints. */
import { describe, expect, test } from "bun:test";
import { parseArguments } from "#commands/flags.ts";
import { openOutput } from "#commands/output.ts";
import { openReports, reporterNames } from "#commands/reports.ts";
import { runCommand } from "#commands/root.ts";
import { faultText } from "#commands/run-command.ts";
import { inWorkspace } from "#commands/workspace-paths.ts";
import { error } from "#model/diagnostic.ts";
import type { Environment, Stream, Terminal } from "#platform/terminal.ts";

interface FakeTerminal extends Terminal {
  readonly written: [Stream, string][];
  text(stream: Stream): string;
}

function terminal(env: Environment = {}, isTerminal = false): FakeTerminal {
  const written: [Stream, string][] = [];
  return {
    env,
    written,
    text: (stream) => written.flatMap(([to, text]) => (to === stream ? [text] : [])).join(""),
    write: (stream, text) => void written.push([stream, text]),
    isTerminal: () => isTerminal,
    isFile: () => false,
    canAsk: () => false,
    width: () => 80,
  };
}

describe("the reporters of a call", () => {
  test.each([
    [["check"], {}, true, ["tty"]],
    [["check"], {}, false, ["plain"]],
    [["check"], { TERM: "dumb" }, true, ["plain"]],
    [["check"], { CI: "1" }, true, ["plain"]],
    [["check"], { GITHUB_ACTIONS: "true" }, false, ["plain", "github"]],
    [["check", "--json"], { GITHUB_ACTIONS: "true" }, false, ["json"]],
    [["check", "--reporter", "json,plain,json"], { GITHUB_ACTIONS: "true" }, true, ["json", "plain"]],
  ] as const)("%j with %j on a terminal: %p are %j", (argv, env, isTerminal, expected) => {
    expect(reporterNames(parseArguments(argv), terminal(env, isTerminal), false)).toEqual([...expected]);
  });

  test("leave stdout to the data of a command that has some", () => {
    const args = parseArguments(["list", "units", "--json"]);
    expect(reporterNames(args, terminal({ GITHUB_ACTIONS: "true" }), true)).toEqual(["plain"]);
  });
});

test("reports and messages keep their order on a stream, and are few writes", async () => {
  const fake = terminal();
  const args = parseArguments(["check"]);
  const reports = await openReports({ args, terminal: fake, cwd: "/", isData: false, elapsed: () => 0 });
  reports.emit({ type: "output", status: "stale", path: "a", target: "t" });
  reports.say("said\n");
  reports.emit({ type: "output", status: "stale", path: "b", target: "t" });
  expect(fake.written).toEqual([]);
  reports.flush();
  expect(fake.written).toEqual([["stderr", "  stale     a\nsaid\n  stale     b\n"]]);
});

test("a full buffer is written without waiting for the end", () => {
  const fake = terminal();
  const output = openOutput(fake, "stdout");
  output.write("x".repeat(70_000));
  expect(fake.written).toHaveLength(1);
});

test("people at a terminal see every piece at once", () => {
  const fake = terminal({}, true);
  openOutput(fake, "stderr").write("now\n");
  expect(fake.written).toEqual([["stderr", "now\n"]]);
});

test("files are named from the workspace, absolute ones as they are", () => {
  const event = (file: string) =>
    ({ type: "diagnostic", diagnostic: error("data/shape", "x", { place: { file } }) }) as const;
  expect(inWorkspace(event("a/b.yaml"), "shop")).toEqual(event("shop/a/b.yaml"));
  expect(inWorkspace(event("../b.yaml"), "shop")).toEqual(event("b.yaml"));
  expect(inWorkspace(event("/etc/x"), "shop")).toEqual(event("/etc/x"));
  expect(inWorkspace(event("a"), "")).toEqual(event("a"));
});

describe("a bug", () => {
  test("asks for a report, with version and stack", () => {
    const text = faultText(new TypeError("x is undefined"));
    expect(text).toStartWith(
      "specmill has a bug: TypeError: x is undefined\n  please report it, with the command and the lines below; nothing was lost\n  specmill ",
    );
    expect(text).toMatch(/\n {2,4}at .*reports\.test\.ts:\d+:\d+/);
  });

  test("prints neither escape sequences nor secrets", () => {
    const text = faultText(new Error("\x1b[2Jboom postgres://me:hunter2@db ##[error]"));
    expect(text).toStartWith("specmill has a bug: Error: boom postgres://***@db ## [error]\n");
  });

  test("may be anything that was thrown", () => {
    expect(faultText("text")).toStartWith("specmill has a bug: Error: text\n");
  });

  test("in the terminal itself is a fault with exit 70, not a crash", async () => {
    const fake = terminal();
    const broken = {
      ...fake,
      width: () => {
        throw new RangeError("no width");
      },
    };
    expect(await runCommand(["check", "--cwd", "/nowhere-at-all"], broken)).toBe(70);
    expect(fake.text("stderr")).toStartWith("specmill has a bug: RangeError: no width\n");
  });
});

describe("a wrong call", () => {
  test("is answered in color where people look, and plain where they do not", async () => {
    const colored = terminal({}, true);
    expect(await runCommand(["generat"], colored)).toBe(2);
    expect(colored.text("stderr")).toStartWith(
      "\x1b[1m\x1b[31merror[cli/unknown-command]\x1b[39m\x1b[22m there is no command",
    );
    const plain = terminal({ NO_COLOR: "1" }, true);
    await runCommand(["generat"], plain);
    expect(plain.text("stderr")).toStartWith("error[cli/unknown-command] there is no command `generat`\n");
  });

  test("cannot steer the terminal through its own words", async () => {
    const fake = terminal();
    await runCommand(["\x1b[2J\x1b]0;x\x07evil", "--\x1b[31mflag"], fake);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
    expect(fake.text("stderr")).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });
});
