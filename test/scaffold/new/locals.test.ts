/** What a template can name, and which value wins. */
import { expect, test } from "bun:test";
import { templateLocals } from "../../../src/scaffold/new/locals.ts";
import { templateHelpers } from "../../../src/scaffold/new/template-helpers.ts";

const helpers = templateHelpers({}, {});

function locals(args: Record<string, unknown>, defaults: Record<string, unknown> = {}) {
  return templateLocals(args, defaults, helpers);
}

test("without a name it is `unnamed`", () => {
  expect(locals({})).toMatchObject({ name: "unnamed", Name: "Unnamed", names: "unnameds", Names: "Unnameds" });
});

test("Name, names and Names come of the name: the first letter only, and English plurals", () => {
  expect(locals({ name: "user child" })).toMatchObject({
    Name: "User child",
    names: "user children",
    Names: "User children",
  });
});

test("the defaults of the config are weaker than arguments and stronger than `unnamed`", () => {
  expect(locals({ css: "less" }, { css: "scss", name: "box", js: "ts" })).toMatchObject({
    css: "less",
    js: "ts",
    Name: "Box",
    names: "boxes",
  });
});

test("a flag replaces what would be made of the name", () => {
  expect(locals({ name: "a", Name: "given" })).toMatchObject({ Name: "given", names: "as" });
});

test("a number is a name like any other", () => {
  expect(locals({ name: 123 })).toMatchObject({ name: 123, Name: "123", names: "123s", Names: "123s" });
});

test("an empty name is a name", () => {
  expect(locals({ name: "" })).toMatchObject({ name: "", Name: "", names: "s", Names: "S" });
});

test("a name that a hook took away leaves nothing to make names of", () => {
  expect(locals({ name: undefined })).not.toHaveProperty("Name");
});

test("folder and subaction have the spellings of hygen and of its successor", () => {
  expect(locals({ actionfolder: "/t/g/a", subaction: "x" })).toMatchObject({ actionFolder: "/t/g/a", subAction: "x" });
});

test("`h` is the helpers, whatever a flag says", () => {
  expect(locals({ h: "flag" }).h).toBe(helpers);
});
