/** Each type of question that Enquirer has: what Enter gives, what an answer becomes, and what is refused. */
import { describe, expect, test } from "bun:test";
import { Interview } from "#scaffold/new/asking/interview.ts";
import { makePrompter } from "#scaffold/new/asking/prompter.ts";

type Question = Record<string, unknown>;

async function settle(question: Question, answers: Record<string, unknown>): Promise<unknown> {
  const asking = { canAsk: false, answers, useDefaults: true };
  const prompter = await makePrompter(new Interview(asking, { file: "prompt.js", takesFlags: true }));
  return (await prompter.prompt({ name: "q", message: "Q?", ...structuredClone(question) })).q;
}

async function refusal(question: Question, answer: unknown): Promise<string> {
  const problem = await settle(question, { q: answer }).catch((thrown: unknown) => thrown);
  if (!(problem instanceof Error)) throw new Error(`taken as ${JSON.stringify(problem)}`);
  return problem.message;
}

const abc = ["a", { name: "b", message: "Bee", value: 7 }, "c"];
const fields = [
  { name: "x", message: "X", initial: "1" },
  { name: "y", message: "Y" },
];
const login = { type: "basicauth", username: "u", password: "secret" };
const likert = { scale: [{ name: "0" }, { name: "1" }, { name: "2" }], choices: ["p", "r"] };
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is how a snippet marks its fields.
const snippet = { type: "snippet", template: "hi ${who:you}!", fields: [{ name: "who" }] };

/** The question, what Enter gives, and answers with what they become. */
const cases: readonly [Question, unknown, readonly (readonly [answer: unknown, value: unknown])[]][] = [
  [
    { type: "input" },
    "",
    [
      ["x", "x"],
      [5, "5"],
      [false, "false"],
    ],
  ],
  [
    { type: "input", initial: "i" },
    "i",
    [
      ["", ""],
      ["x", "x"],
    ],
  ],
  [{ type: "text", default: "d" }, "d", [["x", "x"]]],
  [{ type: "password" }, "", [["x", "x"]]],
  [{ type: "invisible" }, "", [["x", "x"]]],
  [
    { type: "number" },
    0,
    [
      [3, 3],
      ["-1.5", -1.5],
      [0, 0],
    ],
  ],
  [{ type: "numeral", initial: 4 }, 4, [[0, 0]]],
  [
    { type: "confirm" },
    false,
    [
      [true, true],
      ["yes", true],
      ["off", false],
      [1, true],
    ],
  ],
  [
    { type: "confirm", initial: true },
    true,
    [
      [false, false],
      ["n", false],
    ],
  ],
  [{ type: "toggle", enabled: "on", disabled: "off" }, false, [[true, true]]],
  [{ type: "toggle", initial: true }, true, [[false, false]]],
  [
    { type: "select", choices: abc },
    "a",
    [
      ["b", "b"],
      ["Bee", "b"],
      [7, "b"],
    ],
  ],
  [{ type: "select", choices: abc, initial: 2 }, "c", [["a", "a"]]],
  [{ type: "select", choices: abc, initial: "b" }, "b", [["a", "a"]]],
  [
    { type: "select", choices: abc, multiple: true },
    [],
    [
      [
        ["c", "a"],
        ["a", "c"],
      ],
    ],
  ],
  [{ type: "autocomplete", choices: abc }, "a", [["b", 7]]],
  [
    { type: "multiselect", choices: abc },
    [],
    [
      [
        ["c", "a"],
        ["a", "c"],
      ],
      ["b", ["b"]],
      [[], []],
    ],
  ],
  [
    { type: "multiselect", choices: abc, initial: ["b"] },
    ["b"],
    [
      [["a"], ["a"]],
      [[], []],
    ],
  ],
  [
    { type: "list" },
    [],
    [
      ["a, b", ["a", "b"]],
      [
        ["a,b", "c"],
        ["a,b", "c"],
      ],
      [[], []],
    ],
  ],
  [{ type: "list", initial: ["a", "b"] }, ["a", "b"], [[["c"], ["c"]]]],
  [{ type: "form", choices: fields }, { x: "1", y: "" }, [[{ y: 2 }, { x: "1", y: "2" }]]],
  [
    { type: "editable", choices: [{ name: "x", editable: true, initial: "1" }, { name: "y" }] },
    { x: "1", y: false },
    [
      [
        { x: "2", y: true },
        { x: "2", y: true },
      ],
    ],
  ],
  [{ type: "scale", ...likert }, { p: 2, r: 2 }, [[{ p: 0 }, { p: 0, r: 2 }]]],
  [{ type: "survey", choices: ["p"] }, { p: 2 }, [[{ p: 4 }, { p: 4 }]]],
  [
    { type: "sort", choices: ["a", "b", "c"] },
    ["a", "b", "c"],
    [
      [
        ["c", "a"],
        ["c", "a", "b"],
      ],
    ],
  ],
  [
    snippet,
    { values: { who: "you" }, result: "hi you!" },
    [[{ who: "all" }, { values: { who: "all" }, result: "hi all!" }]],
  ],
  [
    { type: "quiz", choices: ["a", "b"], correctChoice: 1 },
    { selectedAnswer: "a", correctAnswer: "b", correct: false },
    [["b", { selectedAnswer: "b", correctAnswer: "b", correct: true }]],
  ],
  [login, false, [[{ username: "u", password: "secret" }, true]]],
];

describe("what Enter gives", () => {
  test.each(cases)("%j", async (question, byEnter) => {
    expect(await settle(question, {})).toEqual(byEnter);
  });
});

describe("what an answer becomes", () => {
  test.each(
    cases.flatMap(([question, , answers]) => answers.map(([answer, value]) => [question, answer, value] as const)),
  )("%j: %j", async (question, answer, value) => {
    expect(await settle(question, { q: answer })).toEqual(value);
  });

  test("a form with more fields than a terminal has lines keeps them all", async () => {
    const choices = Array.from({ length: 60 }, (_, index) => ({ name: `f${index}`, initial: `${index}` }));
    expect(Object.keys((await settle({ type: "form", choices }, { q: { f59: "x" } })) as object)).toHaveLength(60);
  });

  test("100 choices: one that no terminal shows at once", async () => {
    const choices = Array.from({ length: 100 }, (_, index) => `c${index}`);
    expect(await settle({ type: "select", choices }, { q: "c99" })).toBe("c99");
    expect(await settle({ type: "multiselect", choices }, { q: ["c98", "c2"] })).toEqual(["c2", "c98"]);
  });
});

describe("what is refused", () => {
  test.each([
    [{ type: "input" }, { a: 1 }, "it is not a text"],
    [{ type: "number" }, "many", "it is not a number"],
    [{ type: "number" }, true, "it is not a number"],
    [{ type: "confirm" }, "maybe", "it is neither true nor false"],
    [{ type: "select", choices: abc }, "d", "`d` is not one of `a`, `b`, `c`"],
    [{ type: "select", choices: ["a", { name: "b", disabled: true }] }, "b", "`b` is not one of `a`"],
    [{ type: "multiselect", choices: abc }, ["a", "d"], "`d` is not one of"],
    [{ type: "multiselect", choices: abc, maxSelected: 1 }, ["a", "b"], "at most 1 can be chosen"],
    [{ type: "list" }, [{ a: 1 }], "it is not a list of texts"],
    [{ type: "sort", choices: ["a"] }, "a", "it is not a list"],
    [{ type: "form", choices: fields }, "x", "it is not a mapping"],
    [{ type: "form", choices: fields }, { z: 1 }, "it has no field `z`"],
    [{ type: "scale", ...likert }, { p: 3 }, "`p` is not a number from 0 to 2"],
    [{ type: "input", required: true }, "", "invalid input"],
  ])("%j: %j", async (question, answer, reason) => {
    expect(await refusal(question, answer)).toStartWith("the answer to `q` does not fit: ");
    expect((await refusal(question, answer)).toLowerCase()).toContain(reason.toLowerCase());
  });

  test("many choices: the one that was meant", async () => {
    const choices = Array.from({ length: 30 }, (_, index) => `choice${index}`);
    expect(await refusal({ type: "select", choices }, "choise7")).toContain("did you mean `choice7`?");
  });

  test("a secret is not repeated", async () => {
    expect(await refusal({ type: "password", required: true, validate: undefined }, "")).not.toContain("secret");
    expect(await refusal({ type: "password" }, ["secret"])).toBe(
      "the answer to `q` does not fit: it is of another type",
    );
    expect(await refusal(login, { pasword: "secret" })).not.toContain("secret");
  });
});
