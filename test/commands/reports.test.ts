/** Which reporters a call gets, the order of a stream, and what a bug prints. */
import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArguments } from "#commands/flags.ts";
import { openOutput } from "#commands/output.ts";
import { chooseReports } from "#commands/report-choice.ts";
import { openReports } from "#commands/reports.ts";
import { runCommand } from "#commands/root.ts";
import { faultText } from "#commands/run-command.ts";
import type { Workspace } from "#commands/workspace-paths.ts";
import { findWorkspace, inWorkspace } from "#commands/workspace-paths.ts";
import type { Note, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
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

function namesOf(argv: readonly string[], fake: Terminal, isData: boolean): string[] {
  const choices = chooseReports(parseArguments(argv), fake, { cwd: "/at", isData });
  return choices.map(({ name, file }) => (file === undefined ? name : `${name} to ${file.path}`));
}

describe("the reporters of a call", () => {
  test.each([
    [["check"], {}, true, ["tty"]],
    [["check"], {}, false, ["plain"]],
    [["check"], { TERM: "dumb" }, true, ["plain"]],
    [["check"], { CI: "1" }, true, ["plain"]],
    [["check"], { GITHUB_ACTIONS: "true" }, false, ["plain", "github"]],
    [["check", "--json"], { GITHUB_ACTIONS: "true" }, false, ["json"]],
    [["check", "--reporter", "sarif=a.sarif"], {}, true, ["tty", "sarif to /at/a.sarif"]],
    [
      ["check", "--reporter", "sarif=a=b.sarif"],
      { GITHUB_ACTIONS: "true" },
      false,
      ["plain", "github", "sarif to /at/a=b.sarif"],
    ],
    [["check", "--reporter", "sarif=a.sarif,json"], {}, true, ["sarif to /at/a.sarif", "json"]],
    [["check", "--json", "--reporter", "junit=x/y.xml"], {}, true, ["json", "junit to /at/x/y.xml"]],
    [["check", "--reporter", "json,plain,json"], { GITHUB_ACTIONS: "true" }, true, ["json", "plain"]],
  ] as const)("%j with %j on a terminal: %p are %j", (argv, env, isTerminal, expected) => {
    expect(namesOf(argv, terminal(env, isTerminal), false)).toEqual([...expected]);
  });

  test("leave stdout to the data of a command that has some", () => {
    expect(namesOf(["list", "units", "--json"], terminal({ GITHUB_ACTIONS: "true" }), true)).toEqual(["plain"]);
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

test("a file gets no line that is drawn again and again, and no color", async () => {
  using made = scratch();
  const fake = terminal({ FORCE_COLOR: "1" }, true);
  const args = parseArguments(["check", "--reporter", "tty=report.txt"]);
  const reports = await openReports({ args, terminal: fake, cwd: made.path, isData: false, elapsed: () => 1_000 });
  reports.emit({ type: "progress", stage: "render", done: 1, total: 2 });
  reports.emit({ type: "output", status: "stale", path: "a", target: "t" });
  expect(fake.text("stderr")).toContain("render 1 of 2");
  expect(reports.end(1)).toBe(true);
  expect(readFileSync(join(made.path, "report.txt"), "utf8")).toBe("  stale     a\n");
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

describe("paths for other programs", () => {
  const shop: Workspace = { top: "/work", folder: "shop", config: "shop/specmill.yaml" };
  const at = (place: Place, ...notes: (Note | string)[]): Event => {
    return { type: "diagnostic", diagnostic: error("data/shape", "x", { place, notes }) };
  };

  test.each([
    ["a/b.yaml", "shop/a/b.yaml"],
    ["../b.yaml", "b.yaml"],
    ["/work/shop/c.yaml", "shop/c.yaml"],
    ["a:b.yaml", "shop/a:b.yaml"],
  ])("%s is %s from the top", (file, expected) => {
    const seen = inWorkspace(at({ file, line: 2 }, { message: "see", place: { file } }), shop);
    expect(seen).toEqual(at({ file: expected, line: 2 }, { message: "see", place: { file: expected } }));
  });

  test.each([
    ["/etc/x.yaml", "x.yaml:2:7"],
    ["C:\\specs\\x.yaml", "x.yaml:2:7"],
    ["~/.fhir/x.json", "~/.fhir/x.json:2:7"],
    ["../../x.yaml", "../../x.yaml:2:7"],
    ["https://example.com/x.yaml", "https://example.com/x.yaml:2:7"],
  ])("%s lies outside: it is told in words, at the config", (file, shown) => {
    const place = { file, line: 2, column: 7 };
    expect(inWorkspace(at(place, { message: "see", place }), shop)).toEqual(
      at({ file: shop.config }, `it is in \`${shown}\`, outside of the repository`, `\`${shown}\`: see`),
    );
  });

  test("outputs and snapshots move too, and no sentence names the folder of the machine", () => {
    const output = { type: "output", status: "stale", path: "a.ts", target: "t" } as const;
    expect(inWorkspace(output, shop)).toEqual({ ...output, path: "shop/a.ts" });
    const snapshot = { type: "snapshot", status: "stale", path: "db/a.json", source: "db", changes: [] } as const;
    expect(inWorkspace(snapshot, shop)).toEqual({ ...snapshot, path: "shop/db/a.json" });
    const said = error("write/failed", "`/work/shop/x` cannot be written", { notes: ["see /work/y"] });
    expect(inWorkspace({ type: "diagnostic", diagnostic: said }, shop)).toEqual({
      type: "diagnostic",
      diagnostic: error("write/failed", "`shop/x` cannot be written", { notes: ["see y"] }),
    });
  });

  test("the top is the workspace of the pipeline, the repository, or the project alone", () => {
    using made = scratch();
    const top = made.path;
    const project = join(top, "repository/shop");
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "specmill.yaml"), "");
    const alone = { top: project, folder: "", config: "specmill.yaml" };
    const find = (env: Environment) => findWorkspace(env, project, undefined);
    expect(find({})).toEqual(alone);
    expect(find({ GITHUB_WORKSPACE: "/elsewhere" })).toEqual(alone);
    writeFileSync(join(top, "repository/.git"), "gitdir: x");
    const inRepository = { top: join(top, "repository"), folder: "shop", config: "shop/specmill.yaml" };
    expect(find({})).toEqual(inRepository);
    expect(find({ GITHUB_WORKSPACE: "/elsewhere" })).toEqual(inRepository);
    const inPipeline = { top, folder: "repository/shop", config: "repository/shop/specmill.yaml" };
    expect(find({ GITHUB_WORKSPACE: top })).toEqual(inPipeline);
    expect(find({ CI_PROJECT_DIR: top })).toEqual(inPipeline);
    symlinkSync(top, join(top, "link"));
    expect(find({ GITHUB_WORKSPACE: join(top, "link") })).toEqual(inPipeline);
  });
});

function scratch() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "specmill-reports-")));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

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
