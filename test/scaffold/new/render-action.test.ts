/** An action's templates, rendered: what they see of one another, and where a problem is. */
import { afterAll, describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { parseTemplate } from "#scaffold/new/front-matter/parse.ts";
import { templateLocals } from "../../../src/scaffold/new/locals.ts";
import { checkTemplate, renderAction } from "../../../src/scaffold/new/render-action.ts";
import { templateHelpers } from "../../../src/scaffold/new/template-helpers.ts";

const files = new Map([
  ["/p/_templates/shared/inc.ejs", "\uFEFFx=<%= x %> <%= name %><%- include('more') %>"],
  ["/p/_templates/shared/more.ejs", " more <%= x %>"],
  ["/p/_templates/shared/bad.ejs", "one\n  <%= two.three %>\n"],
]);

function template(text: string, name = "a.t") {
  return { path: `/p/_templates/g/a/${name}`, display: `_templates/g/a/${name}`, text };
}

function render(texts: readonly string[], args: Record<string, unknown> = {}) {
  const parsed = texts.map((text, index) => parseTemplate(template(text, `${index}.t`)));
  const given = { templates: "/p/_templates", name: "foo", ...args };
  return renderAction(parsed, templateLocals(given, {}, templateHelpers({}, {})), (path) => files.get(path));
}

function body(text: string, args: Record<string, unknown> = {}): string {
  return render([text], args)[0]!.body;
}

function problems(texts: readonly string[], args: Record<string, unknown> = {}): readonly Diagnostic[] {
  try {
    render(texts, args);
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics;
    throw thrown;
  }
  return [];
}

function at({ place }: Diagnostic): string {
  return `${place?.file.replace("_templates/g/a/", "")}:${place?.line}:${place?.column}`;
}

describe("what is rendered", () => {
  test("strings of the front matter and the body, which sees the rendered attributes", () => {
    const [rendered] = render(['---\nto: "<%= Name %>.ts"\n---\n<%= attributes.to %>']);
    expect(rendered).toMatchObject({ attributes: { to: "Foo.ts" }, body: "Foo.ts" });
  });

  test("nothing but strings: lists, numbers and regular expressions stay as they are", () => {
    const [rendered] = render(['---\nlist: [a, "<%= name %>"]\nnum: 5\nre: !!js/regexp /<%= name %>/\n---\n']);
    expect(rendered!.attributes).toEqual({ list: ["a", "<%= name %>"], num: 5, re: /<%= name %>/ });
  });

  test("attributes do not see one another", () => {
    expect(problems(["---\nto: a\nsh: <%= attributes.to %>\n---\n"]).map((one) => one.message)).toEqual([
      "`attributes` is not defined",
    ]);
  });

  test("null and undefined make an empty attribute", () => {
    expect(render(["---\nto: \"<%= false ? 'x' : null %>\"\nsh: <%= locals.dest %>\n---\nx"])[0]!.attributes).toEqual({
      to: "",
      sh: "",
    });
  });

  test("a template without front matter has only a body", () => {
    expect(render(["<%= name %>"])[0]).toMatchObject({ attributes: {}, body: "foo" });
  });

  test("an attribute may return what it is", () => {
    expect(render(['---\nskip: "<% return true %>"\n---\n'])[0]!.attributes).toEqual({ skip: true });
  });
});

describe("what templates see of one another", () => {
  test("an assignment to a local stays in its own attribute or body", () => {
    const texts = [
      "---\nto: \"<% name = 'changed' %><%= name %>\"\n---\n<%= name %><% name = 'b' %><%= name %><%= Name %>",
      "<%= name %>",
    ];
    expect(render(texts)).toMatchObject([{ attributes: { to: "changed" }, body: "foobFoo" }, { body: "foo" }]);
  });

  test("an assignment to an undeclared name is seen by later templates, and gone after the action", () => {
    expect(render(["<% Message = 'hi' %>", "---\nto: <%= Message %>\n---\n<%= Message %>"])[1]).toMatchObject({
      attributes: { to: "hi" },
      body: "hi",
    });
    expect("Message" in globalThis).toBe(false);
    expect(body("<%= typeof Message %>")).toBe("undefined");
  });

  test("globals go even when a template fails", () => {
    expect(problems(["<% Message = 1; nosuch %>"])).toHaveLength(1);
    expect("Message" in globalThis).toBe(false);
  });

  test("a global that was there before has its old value again", () => {
    const { fetch } = globalThis;
    expect(body("<% fetch = 5 %><%= fetch %>")).toBe("5");
    expect(globalThis.fetch).toBe(fetch);
  });

  test("names that browsers have and Node has not are not defined, and back afterwards", () => {
    const { confirm } = globalThis;
    expect(problems(["<%= confirm %>"])[0]!.message).toBe("`confirm` is not defined");
    expect(body("<%= typeof self %> <%= typeof prompt %>")).toBe("undefined undefined");
    expect(globalThis.confirm).toBe(confirm);
  });

  test("a change inside a shared object is seen by later templates", () => {
    expect(render(["<% locals.list.push(2) %>", "<%= list %>"], { list: [1] })[1]!.body).toBe("1,2");
  });

  test("`h` itself is new for each render", () => {
    expect(render(["<% h.mine = 1 %>", "<%= h.mine %>"])[1]!.body).toBe("");
  });
});

describe("include", () => {
  test("takes absolute paths, sees the outer locals, and takes relative ones from an included file", () => {
    expect(body("<%- include(templates + '/shared/inc.ejs', { x: 1 }) %>!")).toBe("x=1 foo more 1!");
  });

  test("adds `.ejs` where the path has no extension", () => {
    expect(body("<%- include(templates + '/shared/more', { x: 2 }) %>")).toBe(" more 2");
  });

  test("a problem in an included file is there, and says where it is included", () => {
    const [found] = problems(["---\nto: x\n---\nab\n<%- include(templates + '/shared/bad.ejs') %>"]);
    expect(found!.message).toBe("`two` is not defined");
    expect(found!.place).toMatchObject({ file: "_templates/shared/bad.ejs", line: 2, column: 7 });
    expect(found!.notes.at(-1)).toMatchObject({
      message: "included from here",
      place: { file: "_templates/g/a/0.t", line: 5, column: 5 },
    });
  });

  test("a relative path and a missing file are said", () => {
    const found = problems(["<%- include('rel.ejs') %>", "<%- include('/nope') %>"]).map((one) => one.message);
    expect(found[0]).toContain("only absolute paths can be included");
    expect(found[1]).toBe("`include` of `/nope`: there is no file `/nope.ejs`");
  });
});

const front = "---\nto: x\n---\n";

describe("a problem has its place in the template", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a name that is missing", `${front}a\n  <%= name %> <%= Name + nosuch %>`, "0.t:5:26", "`nosuch` is not defined"],
    [
      "a name inside of a long tag",
      `${front}<%\n const a = 1;\n\n missing(a)\n%>`,
      "0.t:7:2",
      "`missing` is not defined",
    ],
    [
      "behind blanks that a tag takes along",
      `${front}${" ".repeat(20)}<%_ if (true) { _%>${" ".repeat(20)}<%= nosuch %><% } %>`,
      "0.t:4:64",
      "`nosuch` is not defined",
    ],
    [
      "a function that is none",
      `${front}<%= h.changeCase.pascalcase(name) %>`,
      "0.t:4:5",
      "`h.changeCase.pascalcase` is not a function",
    ],
    ["a property of undefined", `${front}<%= locals.a.b.c %>`, "0.t:4:5", "`locals.a.b` reads a property of undefined"],
    [
      "a helper that throws",
      `${front}<%= h.inflection.undasherize('a-') %>`,
      "0.t:4:5",
      "undasherize: `a-` has an empty part",
    ],
    ["an error of the template", `${front}\n\n<% throw new Error('no name\\nmore') %>`, "0.t:6:14", "no name"],
    ["a thrown text", `${front}<%= name %>\n<% throw 'up' %>`, "0.t:5:4", 'the template threw "up"'],
    [
      "an attribute",
      `---\nforce: true\nto: "out/<%= name %>-<%= nosuch %>.ts"\n---\n`,
      "0.t:3:26",
      "`nosuch` is not defined",
    ],
    [
      "a folded attribute",
      "---\nskip_if: >\n  a <%= name %>\n  b <%= nosuch %>\n---\n",
      "0.t:4:9",
      "`nosuch` is not defined",
    ],
    [
      "an attribute with doubled quotes",
      "---\nto: '<%= ''a'' + nosuch %>'\n---\n",
      "0.t:2:18",
      "`nosuch` is not defined",
    ],
    [
      "a body behind text before the block",
      "<%# --- %>\n---\nto: x\n---\n<%= nosuch %>",
      "0.t:5:5",
      "`nosuch` is not defined",
    ],
    ["CRLF", "---\r\nto: x\r\n---\r\na\r\n <%= nosuch %>", "0.t:5:6", "`nosuch` is not defined"],
    ["await", `${front}<%- await Promise.resolve('x') %>`, "0.t:4:5", "`await` is not possible in a template"],
    ["a tag that is not closed", `${front}x\n  <%= name`, "0.t:5:3", "`<%=` is not closed"],
    ["a block that is not closed", `${front}<% if (name) { %>\nx\n`, "0.t:4:14", "`{` is not closed"],
    ["a block that was never opened", `${front}x <% } %>`, "0.t:4:6", "`}` closes nothing"],
    ["code that is none", `${front}é <%= foo(1 2) %>`, "0.t:4:13", "expected `)` but found `2`"],
    ["code that is none, further down", `${front}<%\n const a = 1;\n const b = = 2;\n%>`, "0.t:6:12", "unexpected ="],
    ["a body that returns", `${front}<% return 5 %>`, "0.t:4:1", "the body returns something else than its text"],
  ];

  test.each(cases)("%s", (_, text, place, message) => {
    const [found] = problems([text]);
    expect(found!.message).toBe(message);
    expect(at(found!)).toBe(place);
    expect(found!.code).toBe("scaffold/render");
  });

  test("a missing name says how to give it", () => {
    const notes = problems(["<%= nosuchvar %>"])[0]!.notes.map((one) => one.message);
    expect(notes).toContain("pass `--nosuchvar VALUE`, or write `locals.nosuchvar` where it may be missing");
  });

  test("a misspelt name says which one is meant", () => {
    expect(problems(["<%= Nmae %>"])[0]!.notes.map((one) => one.message)).toContain("did you mean `name`?");
  });

  test("nothing of it is a stack", () => {
    expect(JSON.stringify(problems(["<%= nosuch %>", "<% null.x %>"]))).not.toContain("specmill:ejs");
  });

  test("all problems of all templates come at once, in order", () => {
    const found = problems(["---\nto: <%= b %>\nsh: <%= c %>\n---\n<%= a %>", "<%= name %>", "<%= d"]);
    expect(found.map(at)).toEqual(["0.t:2:9", "0.t:3:9", "0.t:5:5", "2.t:1:1"]);
  });
});

describe("locals that EJS takes for its options", () => {
  const log = console.log;
  afterAll(() => {
    console.log = log;
  });

  test("`--delimiter ?` changes the tags", () => {
    expect(body("<?= name ?> <%= name %>", { delimiter: "?" })).toBe("foo <%= name %>");
  });

  test("`--strict` leaves only `locals`", () => {
    expect(body("<%= locals.name %>", { strict: true })).toBe("foo");
    const [found] = problems([`${front}a\n<%= name %>`], { strict: true });
    expect([found!.message, at(found!)]).toEqual(["`name` is not defined", "0.t:5:1"]);
    expect(found!.notes[0]!.message).toContain("EJS takes these locals for its options: `strict`");
  });

  test("`--async` is refused, because a promise is no text", () => {
    expect(problems(["<%= name %>"], { async: true })[0]!.message).toBe("the local `async` makes EJS give a promise");
  });

  test("`--context` is what `this` is", () => {
    expect(body("<%= this.length %>", { context: "four" })).toBe("4");
  });
});

describe("a template is checked without running it", () => {
  test("one that compiles has no problems, whatever its names are", () => {
    expect(checkTemplate(template("---\nto: <%= nosuch %>\n---\n<% globalThis.ran = 1 %><%= missing.x %>"))).toEqual(
      [],
    );
    expect("ran" in globalThis).toBe(false);
  });

  test("attributes and body are compiled", () => {
    const found = checkTemplate(template("---\nto: <%= a b %>\n---\n<% if (x) { %>"));
    expect(found.map((one) => one.place?.line)).toEqual([2, 4]);
  });

  test("a front matter that is no YAML", () => {
    expect(checkTemplate(template("---\nto: a: b\n---\n")).map((one) => one.code)).toEqual(["scaffold/front-matter"]);
  });

  test("a front matter that is not closed is a warning: hygen takes it for text", () => {
    expect(checkTemplate(template("---\nto: a\nbody\n"))).toMatchObject([
      { severity: "warning", message: "the front matter is not closed" },
    ]);
  });
});
