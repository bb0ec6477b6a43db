/** argv: what is understood, and what is refused with which words. */
import { describe, expect, test } from "bun:test";
import { parseArguments } from "#commands/flags.ts";
import { commands, commonFlags } from "#commands/table.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";

/** Messages and notes of a call that must be refused. */
function problems(...argv: string[]): string[] {
  try {
    parseArguments(argv);
  } catch (thrown) {
    if (!(thrown instanceof SpecmillError)) throw thrown;
    expect(thrown.exitCode).toBe(2);
    return thrown.diagnostics.map(({ code, message, notes }) => {
      return [`${code}: ${message}`, ...notes.map((note) => note.message)].join(" | ");
    });
  }
  throw new Error(`accepted: ${argv.join(" ")}`);
}

describe("what is understood", () => {
  test("flags stand before and after the command, with their value behind `=` or in the next word", () => {
    for (const argv of [
      ["--cwd", "sub", "generate", "docs", "--jobs=4", "--force", "types"],
      ["generate", "--cwd=sub", "-j", "4", "docs", "types", "--force"],
      ["--force", "--jobs", "4", "--cwd", "sub", "generate", "docs", "types"],
      ["generate", "-j4", "--cwd=sub", "--force", "--", "docs", "types"],
    ]) {
      const args = parseArguments(argv);
      expect(args.command?.name).toBe("generate");
      expect(args.positional).toEqual(["docs", "types"]);
      expect([args.text("cwd"), args.number("jobs"), args.has("force"), args.has("dry-run")]).toEqual([
        "sub",
        4,
        true,
        false,
      ]);
    }
  });

  test("a value that is the name of a command is a value", () => {
    const args = parseArguments(["--cwd", "check", "generate"]);
    expect([args.command?.name, args.text("cwd")]).toEqual(["generate", "check"]);
  });

  test("lists keep every value, reporters also those behind commas", () => {
    const args = parseArguments([
      "generate",
      "--overwrite",
      "a,b.ts",
      "--overwrite=c.ts",
      "--reporter",
      "json,github",
      "--reporter=plain",
    ]);
    expect(args.list("overwrite")).toEqual(["a,b.ts", "c.ts"]);
    expect(args.list("reporter")).toEqual(["json", "github", "plain"]);
  });

  test("the last of several single values wins", () => {
    expect(parseArguments(["check", "--color=never", "--color", "always"]).text("color")).toBe("always");
  });

  test("an optional value comes only after `=`", () => {
    const args = parseArguments(["generate", "--stats", "docs"]);
    expect([args.has("stats"), args.text("stats"), args.positional]).toEqual([true, "", ["docs"]]);
    expect(parseArguments(["generate", "--stats=json"]).text("stats")).toBe("json");
  });

  test("`--no-cache` is a flag of its own", () => {
    expect(parseArguments(["generate", "--no-cache"]).has("no-cache")).toBe(true);
  });

  test("everything after `--` is an argument", () => {
    expect(parseArguments(["explain", "--", "--force"]).positional).toEqual(["--force"]);
  });

  test("`help` before a command asks for its help, and help asks for no arguments", () => {
    for (const argv of [
      ["help", "explain"],
      ["explain", "--help"],
      ["-h", "explain"],
    ]) {
      const args = parseArguments(argv);
      expect([args.command?.name, args.has("help")]).toEqual(["explain", true]);
    }
    expect(parseArguments(["help"]).command).toBeUndefined();
  });

  test("fractions of seconds are a time to wait", () => {
    expect(parseArguments(["generate", "--wait=2.5"]).number("wait")).toBe(2.5);
  });
});

describe("what is refused", () => {
  test.each([
    [
      ["generat"],
      "cli/unknown-command: there is no command `generat` | did you mean `specmill generate`? | `specmill --help` lists the commands",
    ],
    [["frobnicate"], "cli/unknown-command: there is no command `frobnicate` | `specmill --help` lists the commands"],
    [
      ["generate", "--forse"],
      "cli/unknown-flag: `specmill generate` has no flag `--forse` | did you mean `--force`? | `specmill generate --help` lists the flags",
    ],
    [
      ["generate", "--dry"],
      "cli/unknown-flag: `specmill generate` has no flag `--dry` | did you mean `--dry-run`? | `specmill generate --help` lists the flags",
    ],
    [
      ["check", "--overwrite=x"],
      "cli/unknown-flag: `specmill check` has no flag `--overwrite` | it is a flag of `specmill generate`, `specmill new` | `specmill check --help` lists the flags",
    ],
    [["check", "-x"], "cli/unknown-flag: `specmill check` has no flag `-x` | `specmill check --help` lists the flags"],
    [["--nope"], "cli/unknown-flag: `specmill` has no flag `--nope` | `specmill --help` lists the flags"],
    [["generate", "--config"], "cli/bad-value: `--config` needs a value: FILE"],
    [["generate", "--config", "--force"], "cli/bad-value: `--config` needs a value: FILE"],
    [["generate", "--config="], "cli/bad-value: `--config` needs a value: FILE"],
    [["generate", "--force=yes"], "cli/bad-value: `--force` takes no value"],
    [["generate", "--executor", "thread"], "cli/bad-value: `--executor` cannot be `thread` | did you mean `threads`?"],
    [["check", "--reporter", "json,gihub"], "cli/bad-value: `--reporter` cannot be `gihub` | did you mean `github`?"],
    [["generate", "--jobs", "0"], "cli/bad-value: `--jobs` must be a whole number from 1, not `0`"],
    [["generate", "--jobs=two"], "cli/bad-value: `--jobs` must be a whole number from 1, not `two`"],
    [["generate", "--wait=-1"], "cli/bad-value: `--wait` must be a number of seconds, not `-1`"],
    [["generate", "--stats=xml"], "cli/bad-value: `--stats` cannot be `xml` | known: `json`"],
    [["explain"], "cli/bad-value: `specmill explain` needs an OUTPUT | path of an output"],
    [["eject"], "cli/bad-value: `specmill eject` needs a PACK | name of a built-in pack"],
    [["explain", "a", "b"], "cli/bad-value: `specmill explain` does not know what to do with `b`"],
    [["list", "unit"], "cli/bad-value: WHAT of `specmill list` cannot be `unit` | did you mean `units`?"],
  ])("%j", (argv, expected) => {
    expect(problems(...argv)).toEqual([expected]);
  });

  test("all problems of a call at once", () => {
    expect(problems("generate", "--forse", "--jobs=x", "--nope")).toHaveLength(3);
  });

  test("a flag of another command, also when it stands before the command", () => {
    expect(problems("--rebuild", "generate")).toEqual([
      "cli/unknown-flag: `specmill generate` has no flag `--rebuild` | it is a flag of `specmill check` | `specmill generate --help` lists the flags",
    ]);
  });
});

test("asking for a flag that the table lacks is a bug", () => {
  expect(() => parseArguments(["check"]).has("dryrun")).toThrow(InternalError);
});

test("no two flags of a command share a name or a letter", () => {
  for (const command of commands) {
    const flags = [...command.flags, ...commonFlags];
    const names = flags.flatMap((flag) => (flag.short === undefined ? [flag.name] : [flag.name, flag.short]));
    expect(new Set(names).size).toBe(names.length);
  }
});

test("a flag means the same wherever it is taken, so that it can stand before the command", () => {
  const types = new Map<string, string>();
  for (const flag of [...commonFlags, ...commands.flatMap((command) => command.flags)]) {
    const type = `${flag.type} ${flag.short}`;
    expect(types.get(flag.name) ?? type).toBe(type);
    types.set(flag.name, type);
  }
});

test("every example of the help is a call that is understood", () => {
  for (const command of commands) {
    for (const [call] of command.examples) {
      const words = call.split(" ");
      const end = words.findIndex((word) => /^(?:\||>>?)$/.test(word));
      expect(parseArguments(end === -1 ? words : words.slice(0, end)).command?.name).toBe(command.name);
    }
  }
});
