/** What is wrong with attributes, or does not do what it seems to: each with its place and what to write. */
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Compat } from "#scaffold/new/action.ts";
import { added, injectionOf, quiet, rendered, run } from "./attributes.ts";

function problemsOf(attributes: Record<string, unknown>, compat?: Compat): readonly Diagnostic[] {
  try {
    run(rendered(attributes), compat);
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics;
    throw thrown;
  }
  throw new Error("no problem was found");
}

function summary(problems: readonly Diagnostic[]): string[] {
  return problems.map(({ severity, code, message, place, notes }) =>
    [`${severity} ${code} ${place?.line}:${place?.column} ${message}`, ...notes.map((note) => note.message)].join("\n"),
  );
}

describe("problems", () => {
  test.each([
    ["the number 5", 5],
    ["the boolean true", true],
    ["a list", ["a"]],
    ["a mapping", { a: 1 }],
    ["a date", new Date(0)],
  ])("`to` that is %s", (kind, to) => {
    for (const compat of ["default", "strict"] as const) {
      expect(summary(problemsOf({ force: true, to }, compat))).toEqual([
        `error scaffold/attribute 3:1 \`to\` takes a path, and is ${kind}\nwrite it in quotes: \`to: "…"\``,
      ]);
    }
  });

  test("a pattern that is no regular expression, at its key and with its frame", () => {
    const [problem, ...others] = problemsOf({ to: "a", inject: true, after: "foo(" });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "scaffold/attribute",
      message: "`after` is no regular expression: missing )",
      place: { file: "_templates/g/a/t.ejs.t", line: 4, column: 1, frame: { firstLine: 2, length: 5 } },
    });
    expect(problem?.notes[0]?.message).toBe("it is `foo(`");
  });

  test("all problems of a template come at once", () => {
    const codes = problemsOf({ to: "a", inject: true, at_line: "abc", skip_if: "(", sh: ["ls"], setup: "x" });
    expect(summary(codes).map((one) => one.split("\n")[0])).toEqual([
      'error scaffold/attribute 4:1 `at_line` takes a number, and is the text "abc"',
      "error scaffold/attribute 5:1 `skip_if` is no regular expression: missing )",
      "error scaffold/attribute 6:1 `sh` takes a text, and is a list",
      "error scaffold/setup 7:1 'x' must be a repo",
    ]);
  });

  test.each([
    [["a"], "a list"],
    [new Date(0), "a date"],
    [{ a: 1 }, "a mapping"],
  ])("a pattern of another type (%#); in strict it is its text", (before, kind) => {
    const attributes = { to: "a", inject: true, before };
    expect(problemsOf(attributes)[0]?.message).toBe(`\`before\` takes a regular expression, and is ${kind}`);
    expect(injectionOf(attributes, "strict")).toEqual({ location: { at: "before", pattern: String(before) } });
  });

  test.each([[""], [null], [true], ["abc"], [Number.NaN], [[]]])("`at_line: %p` is no number", (at_line) => {
    expect(problemsOf({ to: "a", inject: true, at_line })[0]?.message).toStartWith("`at_line` takes a number, and is ");
  });

  test("a location that is not used is not judged", () => {
    expect(injectionOf({ prepend: true, after: "(" })).toEqual({ location: { at: "prepend" } });
    expect(run(rendered({ to: "a.txt", after: "(" })).operations).toEqual([added]);
  });

  test("a file of `from` that is not there, with the name that is near", () => {
    expect(summary(problemsOf({ to: "a", from: "shared/bodi.txt" }))).toEqual([
      [
        "error scaffold/from 3:1 there is no file `shared/bodi.txt` in the templates folder",
        "did you mean `shared/body.txt`?",
        "`from` counts from the templates folder, not from the template",
      ].join("\n"),
    ]);
  });
});

describe("no warning", () => {
  test("for a location beside an `inject` that came out empty", () => {
    expect(quiet({ to: "a.txt", inject: "", after: "x" })).toEqual([added]);
  });

  test("for `inject` beside a `to` that came out empty", () => {
    expect(quiet({ to: "", inject: true, after: "x" })).toEqual([]);
  });
});

describe("warnings", () => {
  function warningsOf(attributes: Record<string, unknown>, compat?: Compat, raw = attributes): string[] {
    const { warnings } = run(rendered(attributes, "BODY attributes.messages\n", raw), compat);
    expect(warnings.every(({ code, severity }) => code === "scaffold/attribute" && severity === "warning")).toBe(true);
    return warnings.map(({ message, place, notes }) =>
      [`${place?.line}:${place?.column} ${message}`, ...notes.map((note) => note.message)].join("\n"),
    );
  }

  test("a text for a boolean, with what to write", () => {
    expect(warningsOf({ to: "a", unless_exists: "true" })).toEqual([
      [
        '3:1 `unless_exists` is the text "true", which hygen takes for false',
        "write `unless_exists: true`, without quotes",
        "it is taken for true; `--hygen-compat=strict` takes it as hygen does",
      ].join("\n"),
    ]);
  });

  test("a computed text cannot be written otherwise", () => {
    const raw = { to: "a", force: "<%= 1 > 2 %>" };
    expect(warningsOf({ to: "a", force: "false" }, "default", raw)).toEqual([
      [
        '3:1 `force` is the text "false", which hygen takes for true',
        "it is taken for false; `--hygen-compat=strict` takes it as hygen does",
      ].join("\n"),
    ]);
  });

  test("none where hygen takes it the same way, and none in strict", () => {
    expect(warningsOf({ to: "a", force: "true", unless_exists: "false" })).toEqual([]);
    expect(warningsOf({ to: "a", force: "false", unless_exists: "true", inject: "false" }, "strict")).toEqual([]);
  });

  test("`no` is a text in YAML 1.2", () => {
    const [message, note] = warningsOf({ to: "a", force: "no" })[0]?.split("\n") ?? [];
    expect(message).toBe('3:1 `force` is the text "no", which counts as true');
    expect(note).toBe("write `force: false`");
  });

  test.each([
    [{ to: "a", skip_if: true }, "3:1 `skip_if: true` skips nothing: only a computed text does"],
    [{ to: "a", inject: true, skip_if: "false" }, "4:1 `skip_if` looks for the text `false` in the target"],
    [{ to: "a", inject: true, eof_last: "false" }, '4:1 `eof_last` is the text "false", which does nothing'],
    [{ to: "a", inject: true, at_line: -1 }, "4:1 `at_line: -1` inserts nothing"],
    [{ to: "a", inject: true, prepend: false }, "4:1 `prepend` counts whatever its value is"],
    [{ to: "a", inject: true, after: "" }, "4:1 `after` is empty, and matches the first line"],
    [{ to: "a", inject: true, after: null }, "4:1 `after` is empty, and looks for the text `null`"],
    [{ to: "a", inject: true, after: "x", before: "y" }, "5:1 `before` is not used, because `after` stands before it"],
    [{ to: "a", inject: true, from: "x" }, "4:1 `from` is not used by an injection"],
    [{ to: "a", after: "x" }, "3:1 `after` does nothing without `inject: true`"],
    [{ inject: true, after: "x" }, "2:1 `inject` does nothing without `to`"],
    [{ sh: 5 }, "2:1 `sh` takes a text, and is the number 5"],
    [{ sh: "x", sh_ignore_exit: "true" }, '3:1 `sh_ignore_exit` is the text "true", which does nothing'],
  ])("%#: a key that does not do what it seems to, in both modes", (attributes, expected) => {
    for (const compat of ["default", "strict"] as const) {
      expect(warningsOf(attributes, compat).map((one) => one.split("\n")[0])).toEqual([expected]);
    }
  });

  test.each([
    ["unless_exist", "unless_exists"],
    ["unlessExists", "unless_exists"],
    ["skipif", "skip_if"],
    ["at-line", "at_line"],
    ["inject_", "inject"],
    ["befor", "before"],
    ["atfer", "after"],
    ["To", "to"],
    ["SH", "sh"],
  ])("`%s` was meant to be `%s`", (key, meant) => {
    expect(warningsOf({ [key]: "x" })).toEqual([`2:1 \`${key}\` means nothing here\ndid you mean \`${meant}\`?`]);
  });

  test("no slip: a key that the body names, and one beside the key it looks like", () => {
    expect(warningsOf({ messages: "x" })).toEqual([]);
    expect(warningsOf({ message: "x", Message: "y" })).toEqual([]);
  });
});
