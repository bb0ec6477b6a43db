import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { answerTo, MissingAnswers, readAnswers } from "#scaffold/new/asking/answers.ts";

async function problemOf(path: string, text: string) {
  try {
    return { value: await readAnswers(path, text) };
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    const [first] = problem.diagnostics;
    return { exitCode: problem.exitCode, code: first?.code, place: first?.place, message: first?.message };
  }
}

describe("an answers file", () => {
  test.each([
    ["a.json", '{ "name": "x", "ok": false, "list": ["a"] }'],
    ["a.yaml", "name: x\nok: false\nlist: [a]\n"],
    ["a", "name: x\nok: false\nlist: [a]\n"],
    ["a.toml", 'name = "x"\nok = false\nlist = ["a"]\n'],
  ])("%s", async (path, text) => {
    expect((await problemOf(path, text)).value).toEqual({ name: "x", ok: false, list: ["a"] });
  });

  test.each([
    ["a.json", '{\n  "a": 1,\n  b: 2\n}', 3],
    ["a.yaml", "a: 1\nb: [\n", 2],
    ["a.yaml", "a: 1\na: 2\n", 2],
    ["a.json", "[1]", 1],
    ["a.yaml", "just text\n", 1],
    ["a.yaml", "", 1],
  ])("%s: %j is refused at its line", async (path, text, line) => {
    const { exitCode, code, place } = await problemOf(path, text);
    expect({ exitCode, code, file: place?.file, line: place?.line }).toEqual({
      exitCode: 2,
      code: "scaffold/answers",
      file: path,
      line,
    });
  });
});

describe("the answer to a question", () => {
  const answers = JSON.parse(
    '{ "a": { "b": 1, "c.d": 2 }, "a.x": 3, "no": false, "zero": 0, "empty": "", "none": null, "__proto__": 7 }',
  );
  test.each([
    ["a.b", 1],
    ["a.x", 3],
    ["no", false],
    ["zero", 0],
    ["empty", ""],
    ["none", undefined],
    ["nosuch", undefined],
    ["a.b.c", undefined],
    ["toString", undefined],
    ["a.constructor", undefined],
    ["__proto__", 7],
  ])("%s", (name, value) => {
    expect(answerTo(name, answers)).toEqual(value);
  });
});

describe("missing answers", () => {
  const question = { name: "kind", kind: "select", message: "Which?", choices: ["a", "b"] };
  const notesOf = (questions: readonly (typeof question)[], takesFlags = true) =>
    new MissingAnswers(questions, { file: "p.js", takesFlags }).diagnostics[0]?.notes.map(({ message }) => message) ??
    [];

  test("all are named, with what they ask and the way out", () => {
    const missing = new MissingAnswers([question, { ...question, name: "m", kind: "multiselect" }], {
      file: "p.js",
      takesFlags: true,
    });
    expect(missing.exitCode).toBe(2);
    expect(missing.message).toBe("the answers to `kind`, `m` are missing, and there is no terminal to ask");
    expect(missing.diagnostics[0]?.place).toEqual({ file: "p.js" });
    expect(missing.diagnostics[0]?.notes.map(({ message }) => message)).toEqual([
      "`kind` (select): Which?; one of `a`, `b`",
      "`m` (multiselect): Which?; any of `a`, `b`",
      "give them as flags (`--kind VALUE --m VALUE`) or in a JSON or YAML file (`--answers FILE`), or take what Enter would give with `--defaults`",
    ]);
  });

  test("flags are named only where they answer", () => {
    expect(notesOf([question], false).at(-1)).not.toContain("--kind");
    expect(notesOf([{ ...question, name: "what is it?" }]).at(-1)).not.toContain("as flags");
  });

  test("a long list of choices is cut", () => {
    const choices = Array.from({ length: 50 }, (_, index) => `c${index}`);
    expect(notesOf([{ ...question, choices }])[0]).toEndWith("`c19` …");
  });
});
