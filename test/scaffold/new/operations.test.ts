/** Attributes to operations: each key of the contract by name, in both modes where they differ. */
import { describe, expect, test } from "bun:test";
import { messageOf, toOperations } from "#scaffold/new/front-matter/operations.ts";
import { added, injectionOf, quiet, rendered, rulesOf, run } from "./attributes.ts";

describe("which operations there are", () => {
  test("they come as add or inject, echo, sh, setup, whatever the order of the keys", () => {
    const all = { setup: "a/b", sh: "ls", echo: "hello", to: "a.txt" };
    expect(quiet(all).map(({ kind }) => kind)).toEqual(["add", "echo", "shell", "setup"]);
    expect(quiet({ ...all, inject: true }).map(({ kind }) => kind)).toEqual(["inject", "echo", "shell", "setup"]);
  });

  test("each knows its template", () => {
    const one = rendered({ to: "a.txt", sh: "ls" });
    const context = { compat: "default", report: () => {}, readFrom: () => undefined, cwdSetup: "." } as const;
    expect(toOperations(one, context).map(({ template }) => template)).toEqual(Array(2).fill(one.parsed.template));
  });

  test.each(["", null, undefined, false, 0])("`to: %p` adds and injects nothing, and the rest is done", (to) => {
    expect(quiet({ to, sh: "ls" }).map(({ kind }) => kind)).toEqual(["shell"]);
    expect(quiet({ to, inject: true, after: "x" })).toEqual([]);
  });

  test("a template without front matter does nothing", () => {
    expect(quiet({})).toEqual([]);
  });

  test("`to` is kept as it is written: a slash at the end, an absolute path, blanks", () => {
    for (const to of ["a/", "/abs/a.txt", " a.txt ", "../b.txt"]) expect(quiet({ to })).toEqual([{ ...added, to }]);
  });

  test("`spinner`, `mode` and `verbose` ask for nothing", () => {
    expect(quiet({ to: "a.txt", spinner: true, mode: "git", verbose: true })).toEqual([added]);
  });

  test("unknown keys are the template's own", () => {
    expect(quiet({ to: "a.txt", title: "x", form: 1, object: {}, subject: "s", tags: [] })).toEqual([added]);
  });
});

describe("the rules of an added file", () => {
  test.each([[true], ["yes"], [1], ["true"], [[]], [{}]])("`force: %p` overwrites, in both modes", (force) => {
    expect(rulesOf({ force })).toMatchObject({ force: true });
    expect(rulesOf({ force }, "strict")).toMatchObject({ force: true });
  });

  test.each([false, "", null, 0])("`force: %p` does not, in both modes", (force) => {
    expect(rulesOf({ force })).toMatchObject({ force: false });
    expect(rulesOf({ force }, "strict")).toMatchObject({ force: false });
  });

  test('the text "false" is no force; in strict it is', () => {
    expect(rulesOf({ force: "false" })).toMatchObject({ force: false });
    expect(rulesOf({ force: "false" }, "strict")).toMatchObject({ force: true });
  });

  test('the text "true" is enough for `unless_exists`; in strict it is not', () => {
    expect(rulesOf({ unless_exists: true }, "strict")).toMatchObject({ unlessExists: true });
    expect(rulesOf({ unless_exists: "true" })).toMatchObject({ unlessExists: true });
    expect(rulesOf({ unless_exists: "true\n" })).toMatchObject({ unlessExists: true });
    expect(rulesOf({ unless_exists: "true" }, "strict")).toMatchObject({ unlessExists: false });
  });

  test.each([1, "yes", "false", {}])("`unless_exists: %p` does nothing, in both modes", (unless_exists) => {
    expect(rulesOf({ unless_exists })).toMatchObject({ unlessExists: false });
    expect(rulesOf({ unless_exists }, "strict")).toMatchObject({ unlessExists: false });
  });

  test('`skip_if` skips for the text "true" and for nothing else, in both modes', () => {
    for (const compat of ["default", "strict"] as const) {
      expect(rulesOf({ skip_if: "true" }, compat)).toMatchObject({ skip: true });
      for (const skip_if of [true, "false", "yes", "true ", /true/]) {
        expect(rulesOf({ skip_if }, compat)).toMatchObject({ skip: false });
      }
    }
  });
});

describe("inject", () => {
  test('the text "false" adds; in strict it injects', () => {
    expect(run(rendered({ to: "a.txt", inject: "false" })).operations).toEqual([added]);
    expect(run(rendered({ to: "a.txt", inject: "false" }), "strict").operations[0]).toMatchObject({ kind: "inject" });
  });

  test.each([true, "true", "yes", 1])("`inject: %p` injects, in both modes", (inject) => {
    const expected = { kind: "inject", to: "a.txt", body: "BODY\n", injection: { location: { at: "prepend" } } };
    expect(quiet({ to: "a.txt", inject, prepend: true })).toEqual([expected]);
    expect(quiet({ to: "a.txt", inject, prepend: true }, "strict")).toEqual([expected]);
  });

  test.each([false, "", null, 0])("`inject: %p` adds", (inject) => {
    expect(quiet({ to: "a.txt", inject })).toEqual([added]);
  });

  test("without a key there is no location", () => {
    expect(injectionOf({})).toEqual({});
  });

  test("the first location key wins", () => {
    expect(injectionOf({ before: "two", after: "one", prepend: true })).toEqual({
      location: { at: "before", pattern: "two" },
    });
    expect(injectionOf({ append: null, at_line: 3 })).toEqual({ location: { at: "append" } });
  });

  test("patterns: texts are sources, regular expressions stay, everything else is its text", () => {
    const pattern = /x/g;
    expect(injectionOf({ after: pattern })).toEqual({ location: { at: "after", pattern } });
    expect(injectionOf({ after: 5 })).toEqual({ location: { at: "after", pattern: "5" } });
    expect(injectionOf({ after: true })).toEqual({ location: { at: "after", pattern: "true" } });
    expect(injectionOf({ before: null })).toEqual({ location: { at: "before", pattern: "null" } });
    expect(injectionOf({ before: undefined })).toEqual({ location: { at: "before", pattern: "" } });
  });

  test("`at_line` takes numbers and the texts of numbers", () => {
    expect(injectionOf({ at_line: 0 })).toEqual({ location: { at: "line", line: 0 } });
    expect(injectionOf({ at_line: "12" })).toEqual({ location: { at: "line", line: 12 } });
  });

  test.each([
    ["", 0],
    [null, 0],
    [true, 1],
    ["abc", Number.NaN],
    [undefined, Number.NaN],
  ])("in strict `at_line: %p` is %p", (at_line, line) => {
    expect(injectionOf({ at_line }, "strict")).toEqual({ location: { at: "line", line } });
  });

  test("`skip_if` is a pattern here, and an empty one is none", () => {
    expect(injectionOf({ skip_if: "INS" })).toEqual({ skipIf: "INS" });
    expect(injectionOf({ skip_if: true })).toEqual({ skipIf: "true" });
    expect(injectionOf({ skip_if: 7 })).toEqual({ skipIf: "7" });
    for (const skip_if of ["", false, null, 0]) expect(injectionOf({ skip_if })).toEqual({});
  });

  test("`eof_last` takes the booleans of YAML alone", () => {
    expect(injectionOf({ eof_last: true })).toEqual({ eofLast: true });
    expect(injectionOf({ eof_last: false })).toEqual({ eofLast: false });
    for (const eof_last of ["true", "false", null, 1]) expect(injectionOf({ eof_last })).toEqual({});
  });
});

describe("from", () => {
  test("the body is the bytes of the file, as they are", () => {
    expect(quiet({ to: "a.txt", from: "shared/binary.bin" })).toEqual([
      { ...added, body: Uint8Array.of(0xff, 0, 0xfe) },
    ]);
  });

  test("`sh` of the same template reads them as a text", () => {
    const [, shell] = quiet({ to: "a.txt", from: "shared/body.txt", sh: "cat" });
    expect(shell).toEqual({ kind: "shell", command: "cat", body: "\uFEFFraw <%= name %>\r\n", ignoreExit: false });
  });

  test("is not read without `to`, by an injection, and by what is skipped", () => {
    expect(quiet({ from: "none", sh: "cat" })).toEqual([
      { kind: "shell", command: "cat", body: "BODY\n", ignoreExit: false },
    ]);
    expect(run(rendered({ to: "a", inject: true, from: "none" })).operations[0]).toMatchObject({ body: "BODY\n" });
    expect(quiet({ to: "a", from: "none", skip_if: "true" })[0]).toMatchObject({ body: "BODY\n" });
  });
});

describe("sh, echo, setup, message", () => {
  test("`sh` gets the body; only the boolean `sh_ignore_exit` forgives", () => {
    const shell = { kind: "shell", command: "ls", body: "BODY\n", ignoreExit: false };
    expect(quiet({ sh: "ls" })).toEqual([shell]);
    expect(quiet({ sh: "ls", sh_ignore_exit: true })).toEqual([{ ...shell, ignoreExit: true }]);
    expect(run(rendered({ sh: "ls", sh_ignore_exit: "true" })).operations).toEqual([shell]);
  });

  test("empty ones are none", () => {
    expect(quiet({ sh: "", echo: null, setup: false, message: "" })).toEqual([]);
  });

  test("`setup` names a repository or a folder, and goes where the call says", () => {
    for (const setup of ["owner/repo", "./local", "/abs/local"]) {
      expect(quiet({ setup })).toEqual([{ kind: "setup", from: setup, to: "./there" }]);
    }
  });

  test("`message` is no operation", () => {
    expect(quiet({ message: "done {bold x}" })).toEqual([]);
    expect(messageOf(rendered({ message: "done {bold x}" }))).toBe("done {bold x}");
    expect(messageOf(rendered({ message: 5 }))).toBe("5");
    expect(messageOf(rendered({ message: "" }))).toBeUndefined();
    expect(messageOf(rendered({}))).toBeUndefined();
  });
});
