/** What hooks see of Enquirer, where no person answers. At a terminal: test/e2e/new-prompts.test.ts. */
import { describe, expect, test } from "bun:test";
import { hookFolder } from "./hook-rig.ts";

const list = (questions: string) => hookFolder({ "action/prompt.js": `module.exports = [${questions}];` });
const prompt = (body: string) =>
  hookFolder({ "action/prompt.js": `module.exports = { prompt: async ({ prompter, args }) => {\n${body}\n} };` });

const name = '{ type: "input", name: "name", message: "Name?" }';
const kind = '{ type: "select", name: "kind", message: "Which?", choices: ["a", { name: "b" }] }';
const ok = '{ type: "confirm", name: "ok", message: "Sure?" }';

describe("a list of questions", () => {
  test("asks only what flags leave open; false and 0 are answers", async () => {
    using folder = list(`${name}, ${kind}, ${ok}`);
    const asking = { useDefaults: true };
    expect((await folder.run({ name: "x", kind: 0, ok: false }, asking)).result).toEqual({});
    expect((await folder.run({ name: "", kind: null, ok: [] }, asking)).result).toEqual({
      name: "",
      kind: "a",
      ok: false,
    });
  });

  test("a flag wins over an answer, an answer over a default", async () => {
    using folder = list(`${name}, ${kind}`);
    const asking = { useDefaults: true, answers: { name: "file", kind: "b" } };
    expect((await folder.run({ name: "flag" }, asking)).result).toEqual({ kind: "b" });
    expect((await folder.run({}, asking)).result).toEqual({ name: "file", kind: "b" });
  });

  test("all missing answers are named at once", async () => {
    using folder = list(
      `${name}, ${ok}, ${kind}, { type: "input", name: "skipped", skip: true }, { name: "untyped" }, () => ({})`,
    );
    const { problems, exitCode } = await folder.run({}, { answers: { ok: true } });
    expect(exitCode).toBe(2);
    expect(
      problems,
    ).toBe(`scaffold/answers action/prompt.js the answers to \`name\`, \`kind\` are missing, and there is no terminal to ask
  \`name\` (input): Name?
  \`kind\` (select): Which?; one of \`a\`, \`b\`
  give them as flags (\`--name VALUE --kind VALUE\`) or in a JSON or YAML file (\`--answers FILE\`), or take what Enter would give with \`--defaults\``);
  });

  test("a question can be a function of what was answered", async () => {
    using folder = list(
      `${name}, function () { return { type: "input", name: "more", initial: this.answers.name + "!" } }`,
    );
    const { result } = await folder.run({}, { useDefaults: true, answers: { name: "x" } });
    expect(result).toEqual({ name: "x", more: "x!" });
  });

  test("`format`, `result` and `validate` see a given answer, and `initial` may be a function", async () => {
    using folder = list(
      `{ type: "input", name: "a", result: (value) => value.toUpperCase(), validate: (value) => value.length > 2 || "too short" },
       { type: "input", name: "b", initial: async () => "later" }`,
    );
    expect((await folder.run({}, { useDefaults: true, answers: { a: "long" } })).result).toEqual({
      a: "LONG",
      b: "later",
    });
    const refused = await folder.run({}, { useDefaults: true, answers: { a: "no" } });
    expect(refused.problems).toBe("scaffold/answers action/prompt.js the answer to `a` does not fit: too short");
    expect(refused.exitCode).toBe(2);
  });

  test("a default that its own question refuses", async () => {
    using folder = list('{ type: "input", name: "a", required: true }');
    const { problems } = await folder.run({}, { useDefaults: true });
    expect(problems).toContain("what Enter would give as the answer to `a` does not fit");
    expect(problems).toContain("`--answers FILE`");
  });

  test("a skipped question has its initial value, whatever `validate` says, and is not missing", async () => {
    using folder = list(
      `{ type: "input", name: "a", skip: true, initial: "i", validate: () => false },
       { type: "select", name: "b", skip: async () => true, choices: ["x", "y"] }`,
    );
    expect((await folder.run()).result).toEqual({ a: "i", b: "x" });
    expect((await folder.run({}, { answers: { a: "given" } })).result).toEqual({ a: "i", b: "x" });
  });

  test("an answer to a skipped question counts as asked for", async () => {
    using folder = prompt('await prompter.prompt({ type: "input", name: "a", skip: true }); return {};');
    expect((await folder.run({}, { answers: { a: "given" } })).result).toEqual({});
  });

  test("names with dots", async () => {
    using folder = list('{ type: "input", name: "a.b" }');
    expect((await folder.run({}, { answers: { a: { b: 1 } } })).result).toEqual({ a: { b: "1" } });
  });

  test("an unknown type, with the one that was meant", async () => {
    using folder = list('{ type: "inptu", name: "a" }');
    const { problems } = await folder.run({}, { useDefaults: true });
    expect(problems).toBe("scaffold/hook action/prompt.js there is no question type `inptu`\n  did you mean `input`?");
  });
});

describe("what a hook can do with the prompter", () => {
  const answers = { name: "given", kind: "b" };

  test("each call has answers of its own", async () => {
    using folder = prompt(
      `const a = await prompter.prompt(${name}); const b = await prompter.prompt([${kind}]); return { a, b };`,
    );
    expect((await folder.run({}, { answers })).result).toEqual({ a: { name: "given" }, b: { kind: "b" } });
  });

  test.each([
    [
      "an instance",
      `const one = new prompter(); await one.prompt(${name}); return await one.prompt(${kind});`,
      answers,
    ],
    ["shorthands", `return { name: await prompter.input(${name}), kind: await prompter.select(${kind}) };`, answers],
    [
      "classes",
      `const { Select } = prompter; return { kind: await new Select(${kind}).run() };`,
      { kind: "b", name: "given" },
    ],
    [
      "a plugin",
      `prompter.use(function (one) { one.seen = true; }); return { name: (await prompter.prompt(${name})).name, kind: prompter.seen && "b" };`,
      answers,
    ],
    [
      "events",
      `const one = new prompter(); const seen = {}; one.on("answer", (key, value) => { seen[key] = value; }); await one.prompt([${name}, ${kind}]); return seen;`,
      answers,
    ],
  ])("%s", async (_what, body, result) => {
    using folder = prompt(body);
    const outcome = await folder.run({}, { answers });
    expect(outcome.problems).toBe("");
    expect(outcome.result).toEqual(result);
  });

  test("a type of its own", async () => {
    using folder = prompt(
      `class Shout extends prompter.Input { result(value) { return value.toUpperCase(); } }
       const one = new prompter().register("shout", Shout);
       return await one.prompt({ type: "shout", name: "name" });`,
    );
    expect((await folder.run({}, { answers: { name: "x" } })).result).toEqual({ name: "X" });
  });

  test("flags do not answer what a hook asks by itself, and are not offered", async () => {
    using folder = prompt(`return await prompter.prompt(${name});`);
    const { problems } = await folder.run({ name: "flag" });
    expect(problems).toContain("the answer to `name` is missing");
    expect(problems).not.toContain("as flags");
  });

  test("a missing answer that the hook swallows is missing all the same", async () => {
    using folder = prompt(
      `try { await prompter.prompt(${name}); } catch {}\ntry { await prompter.prompt(${ok}); } catch {}\nreturn { name: "made up" };`,
    );
    const { problems, exitCode } = await folder.run();
    expect(problems).toContain("the answers to `name`, `ok` are missing");
    expect(exitCode).toBe(2);
  });

  test("what a question's own code throws has its place", async () => {
    for (const part of ["validate", "result", "format", "initial", "skip"]) {
      using folder = prompt(
        `return await prompter.prompt({ type: "input", name: "name",\n${part}() { throw new Error("in ${part}"); } });`,
      );
      const { problems } = await folder.run({}, { useDefaults: true });
      expect(problems).toStartWith("scaffold/hook action/prompt.js:3:");
      expect(problems).toContain(`\`prompt.js\` threw Error: in ${part}`);
    }
  });

  test("a select without choices ends the run with an error", async () => {
    using folder = prompt('return await prompter.prompt({ type: "select", name: "kind", choices: [] });');
    const { problems } = await folder.run({}, { useDefaults: true });
    // Named by the hook, not by a frame of specmill.
    expect(problems).toStartWith("scaffold/hook action/prompt.js");
    expect(problems).toContain("`prompt.js` threw Error: At least one choice must be selectable");
  });

  test("nothing that listens for signals is left behind", async () => {
    using folder = list(`${kind}, ${ok}`);
    await folder.run();
    await folder.run({}, { useDefaults: true });
    // Enquirer's own, with which it gives the cursor back.
    expect(process.listeners("SIGINT").filter(({ name }) => name === "bound onExit")).toEqual([]);
  });
});
