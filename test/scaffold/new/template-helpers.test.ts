/** `h`: the functions of change-case 3 and inflection 1, and what hygen and a config add. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { hookHelpers, templateHelpers } from "../../../src/scaffold/new/template-helpers.ts";

type Text = (...args: unknown[]) => string;

interface Helpers {
  readonly capitalize: Text;
  readonly path: { readonly join: Text };
  readonly changeCase: Readonly<Record<string, Text>>;
  readonly inflection: Readonly<Record<string, Text>>;
}

const h = templateHelpers({}, {}) as unknown as Helpers;
const { changeCase, inflection } = h;

/** What hygen 6.2.11 gives for the same calls. */
const calls: readonly (readonly [string, () => string, string])[] = [
  ["inflection.undasherize", () => inflection.undasherize!("foo-bar_baz"), "FooBarBaz"],
  ["capitalize", () => h.capitalize("élan vital"), "Élan vital"],
  ["path.join", () => h.path.join("a", "..", "b"), "b"],
  ["changeCase.header", () => changeCase.header!("FooBar baz"), "Foo-Bar-Baz"],
  ["changeCase.title", () => changeCase.title!("foo-bar"), "Foo Bar"],
  ["changeCase.no", () => changeCase.no!("FooBarBAZ1a"), "foo bar baz1a"],
  ["changeCase.param", () => changeCase.param!("FooBar2Baz"), "foo-bar2-baz"],
  ["changeCase.snake", () => changeCase.snake!("XMLHttpRequest"), "xml_http_request"],
  ["inflection.tableize", () => inflection.tableize!("UserAccount"), "user_accounts"],
  ["inflection.classify", () => inflection.classify!("user_accounts"), "UserAccount"],
  ["inflection.pluralize", () => inflection.pluralize!("child"), "children"],
  ["inflection.singularize", () => inflection.singularize!("statuses"), "status"],
  ["inflection.camelize", () => inflection.camelize!("foo_bar", true), "fooBar"],
  ["inflection.underscore", () => inflection.underscore!("FooBar"), "foo_bar"],
  ["inflection.humanize", () => inflection.humanize!("foo_bar_id"), "Foo bar"],
  ["inflection.ordinalize", () => inflection.ordinalize!("the 1 pitch"), "the 1st pitch"],
  [
    "inflection.transform",
    () => inflection.transform!("all job", ["pluralize", "capitalize", "dasherize"]),
    "All-jobs",
  ],
  ["inflection.foreign_key", () => inflection.foreign_key!("MessageBusProperty"), "message_bus_property_id"],
  ["changeCase.constant", () => changeCase.constant!("foo bar"), "FOO_BAR"],
  ["changeCase.sentence", () => changeCase.sentence!("FooBar"), "Foo bar"],
  ["changeCase.path", () => changeCase.path!("FooBar"), "foo/bar"],
  ["changeCase.dot", () => changeCase.dot!("FooBar"), "foo.bar"],
  ["changeCase.swap", () => changeCase.swap!("FooBar"), "fOObAR"],
  ["changeCase.camel", () => changeCase.camel!("foo 2 bar"), "foo_2Bar"],
  ["changeCase.pascal", () => changeCase.pascal!("foo_2_bar"), "Foo_2Bar"],
];

describe("25 calls give what they give in hygen", () => {
  test.each(calls)("%s", (_, call, result) => expect(call()).toBe(result));
});

describe("every function of change-case also has its name with `Case`", () => {
  const plain =
    "no dot swap path upper lower camel snake title param kebab hyphen header pascal constant sentence isUpper isLower";
  const names = [
    ...plain.split(" ").map((one) => [one, `${one}Case`]),
    ["ucFirst", "upperCaseFirst"],
    ["lcFirst", "lowerCaseFirst"],
  ];
  test.each(names as [string, string][])("%s", (short, long) => {
    expect(changeCase[short]).toBeFunction();
    expect(changeCase[short]!("fooBar Baz")).toBe(changeCase[long]!("fooBar Baz"));
  });
});

test("inflection has all of its functions, and its steps know what hygen added", () => {
  const names =
    "pluralize singularize inflect camelize underscore humanize capitalize dasherize titleize demodulize tableize classify foreign_key ordinalize transform";
  for (const name of names.split(" ")) expect(inflection[name]).toBeFunction();
  expect(inflection.transform!("foo-bar", ["undasherize", "pluralize"])).toBe("FooBars");
});

test("undasherize refuses an empty part", () => expect(() => inflection.undasherize!("foo-")).toThrow("empty part"));

test("capitalize takes anything", () => {
  expect([h.capitalize(12), h.capitalize(undefined), h.capitalize("")]).toEqual(["12", "Undefined", ""]);
});

test("hooks have four helpers and none of the config", () => {
  expect(Object.keys(hookHelpers()).sort()).toEqual(["capitalize", "changeCase", "inflection", "path"]);
});

test("helpers of a config come over the built-in ones", () => {
  const made = templateHelpers({ helpers: { shout: 1, capitalize: 2 } }, {});
  expect([made.shout, made.capitalize]).toEqual([1, 2]);
});

test("a function that makes helpers gets the arguments and the config", () => {
  const made = templateHelpers(
    { localsDefaults: { a: 1 }, helpers: (args, config) => ({ args, config }) },
    { name: "x", templates: "/t" },
  );
  expect(made.args).toEqual({ name: "x", templates: "/t" });
  expect(made.config).toMatchObject({ localsDefaults: { a: 1 }, templates: "/t" });
});

test("a function that throws is a problem of the config", () => {
  const helpers = () => {
    throw new Error("no luck");
  };
  const failing = () => templateHelpers({ file: "/p/.hygen.js", helpers }, {});
  expect(failing).toThrow(SpecmillError);
  expect(failing).toThrow("`helpers` of the config threw: no luck");
});
