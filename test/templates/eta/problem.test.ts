/** Every problem in an Eta template: its message, its place, the marked text. */
import { describe, expect, test } from "bun:test";
import { error } from "#model/diagnostic.ts";
import { TemplateError } from "#templates/engines/engine.ts";
import { contextWith, openPack, page, problemsOf, shown } from "../support.ts";

const partials = {
  "pack/_row.eta": "x\n<%= row.y.z %>\n",
  "pack/_table.eta": "t\n<%~ include('_row.eta', { row: 1 }) %>\n",
  "pack/_loop.eta": "<%~ include('_loop.eta') %>",
  "pack/_broken.eta": "\n<% if ( %>\n",
};

/** The first line of the body is line 5 of the file. */
function problems(body: string, values: object = {}): Promise<string[]> {
  const files = { "pack/page.txt.eta": page(body), ...partials };
  return shown(async () => (await openPack(files)).render("page.txt.eta", values));
}

describe("a template that does not compile", () => {
  const cases: readonly (readonly [what: string, body: string, expected: string])[] = [
    ["an unclosed tag", "a\n  <%= unit.name \nb", "template/syntax pack/page.txt.eta:6:3 unclosed tag\n  > <"],
    [
      "an unclosed string",
      "<% // don't %>\n",
      "template/syntax pack/page.txt.eta:5:10 unclosed string\n  > '\n  = a quote in a `//` comment counts too: use `/* */` there",
    ],
    ["an unclosed comment", "a <% /* %>\n", "template/syntax pack/page.txt.eta:5:6 unclosed comment\n  > /"],
    ["a syntax error", "a\n<% const x = ; %>\n", "template/syntax pack/page.txt.eta:6:14 unexpected `;`\n  > ;"],
    [
      "a value that is none",
      "a <%= unit name %> b",
      "template/syntax pack/page.txt.eta:5:12 unexpected `name`\n  > name",
    ],
    ["half a value", "a <%= unit. %> b", "template/syntax pack/page.txt.eta:5:7 the tag is not complete\n  > unit."],
    [
      "a syntax error in the third line of a tag",
      "a\n<%\n  const x = 1;\n  const x = 2;\n%>\n",
      "template/syntax pack/page.txt.eta:8:9 `x` has already been declared\n  > x",
    ],
    [
      "an open block",
      "a\n<% if (unit.x) { %>\nb\n",
      "template/syntax pack/page.txt.eta:6:16 `{` is never closed\n  > {",
    ],
    ["an open call", "a\n<%= f(unit.x %>\nb\n", "template/syntax pack/page.txt.eta:6:6 `(` is never closed\n  > ("],
    ["a block closed twice", "a\n<% } %>\nb\n", "template/syntax pack/page.txt.eta:6:4 `}` closes nothing\n  > }"],
    [
      "a wait",
      "<% await unit %>\n",
      "template/syntax pack/page.txt.eta:5:10 `await` can only be used inside an `async` function\n  > unit",
    ],
  ];
  test.each(cases)("%s", async (_what, body, expected) => {
    expect(await problems(body)).toEqual([expected]);
  });

  test("is told of before anything renders", async () => {
    const pack = await openPack({ "pack/page.txt.eta": page("<% if (x) { %>") });
    expect(await shown(() => pack.compile("page.txt.eta"))).toHaveLength(1);
  });
});

describe("a template that throws", () => {
  const cases: readonly (readonly [what: string, body: string, expected: string])[] = [
    [
      "a property of nothing",
      "a\n\n<%= unit.data.foo.bar %>\n",
      "template/failed pack/page.txt.eta:7:5 `unit.data.foo.bar` reads a property of undefined\n  > unit.data.foo.bar",
    ],
    [
      "in the third line of a tag",
      "a\n<%\n const x = 1;\n   unit.foo.bar();\n%>\n",
      "template/failed pack/page.txt.eta:8:4 `unit.foo.bar` reads a property of undefined\n  > unit.foo.bar",
    ],
    [
      "in a callback",
      "<%= [1].map(\n  (x) => x.y.z) %>\n",
      "template/failed pack/page.txt.eta:6:10 `x.y.z` reads a property of undefined\n  > x.y.z",
    ],
    [
      "a helper that does not exist",
      "<%= casing.pascl('x') %>\n",
      "template/failed pack/page.txt.eta:5:5 `casing.pascl` is not a function\n  > casing.pascl\n  = did you mean `pascal`?",
    ],
    [
      "a name that does not exist",
      "<%= untis('x') %>\n",
      "template/failed pack/page.txt.eta:5:5 `untis` is not defined\n  > untis\n  = did you mean `units`?",
    ],
    [
      "a name that was never declared",
      "<% total = 1 %>\n",
      "template/failed pack/page.txt.eta:5:4 `total` is not defined\n  > total",
    ],
    [
      "an object where text belongs",
      "a\n<%= unit.data %>\n",
      "template/failed pack/page.txt.eta:6:5 the value of the tag is an object, not text\n  > unit.data",
    ],
    [
      "a list where text belongs",
      "<%~ [1, 2] %>\n",
      'template/failed pack/page.txt.eta:5:5 the value of the tag is a list, not text\n  > [1, 2]\n  = join it: `.join(", ")`',
    ],
    [
      "a function where text belongs",
      "<%= casing.pascal %>\n",
      "template/failed pack/page.txt.eta:5:5 the value of the tag is a function, not text\n  > casing.pascal",
    ],
    ["text", "a\n<% throw 'no' %>\n", 'template/failed pack/page.txt.eta:6:4 the template threw "no"\n  > t'],
    [
      "an error of its own",
      "a\n<% throw new Error('Not today.') %>\n",
      "template/failed pack/page.txt.eta:6:14 Not today\n  > Error",
    ],
    [
      "by a return",
      "a\n<% return %>\n",
      "template/failed pack/page.txt.eta:6:4 a tag cannot return from the template\n  > return",
    ],
  ];
  test.each(cases)("%s", async (_what, body, expected) => {
    expect(await problems(body)).toEqual([expected]);
  });

  test("in a helper is shown at the tag that called it", async () => {
    expect(await problems("a\n<%= md.table(undefined, 3) %>\n")).toEqual([
      "template/failed pack/page.txt.eta:6:5 `head.keys` reads a property of undefined\n  > md.table",
    ]);
  });

  test("in a partial is shown there, with all the includes that led to it", async () => {
    expect(await problems("a\n<%~ include('_table.eta') %>\n")).toEqual([
      [
        "template/failed pack/_row.eta:2:5 `row.y.z` reads a property of undefined",
        "  > row.y.z",
        "  = pack/_table.eta:2:5 included here",
        "  = pack/page.txt.eta:6:5 included here",
      ].join("\n"),
    ]);
  });

  test("in a function of `_helpers.ts` is shown at the tag, with the line of the function", async () => {
    const files = {
      "pack/page.txt.eta": page("a\n<%= pack.f(unit) %>\n"),
      "pack/_helpers.ts": "export const f = (unit: any): string => {\n  return unit.data.x.y;\n};\n",
    };
    expect(await shown(async () => (await openPack(files)).render("page.txt.eta"))).toEqual([
      [
        "template/failed pack/page.txt.eta:6:5 `unit.data.x.y` reads a property of undefined",
        "  > pack.f",
        "  = pack/_helpers.ts:2:10 thrown here",
      ].join("\n"),
    ]);
  });

  test("a problem of a look-up keeps its code and notes and gets the place of the tag", async () => {
    const ref = (id: string): never => {
      throw new TemplateError(error("template/unknown-unit", `there is no unit \`${id}\``, { notes: ["a note"] }));
    };
    expect(await problems("a\n<%= ref('x:y').name %>\n", { ref })).toEqual([
      "template/unknown-unit pack/page.txt.eta:6:5 there is no unit `x:y`\n  > ref\n  = a note",
    ]);
  });

  test("deep in recursion still has a place", async () => {
    const body = "<% const f = (n) => n === 0 ? unit.foo.bar : 1 + f(n - 1) %>\n<%= f(20) %>\n";
    const [problem] = await problemsOf(async () =>
      (await openPack({ "pack/page.txt.eta": page(body) })).render("page.txt.eta"),
    );
    expect(problem?.place).toMatchObject({ file: "pack/page.txt.eta", line: 5, column: 31 });
  });
});

describe("a partial", () => {
  test("that is not there: did you mean", async () => {
    expect(await problems("<%~ include('_rwo.eta') %>\n")).toEqual([
      "template/partial-missing pack/page.txt.eta:5:5 the pack has no file `_rwo.eta`\n  > include\n  = did you mean `_row.eta`?",
    ]);
  });

  test("that does not compile is shown in its own file", async () => {
    expect(await problems("<%~ include('_broken.eta') %>\n")).toEqual([
      "template/syntax pack/_broken.eta:2:7 `(` is never closed\n  > (\n  = pack/page.txt.eta:5:5 included here",
    ]);
  });

  test("that includes itself", async () => {
    expect(await problems("<%~ include('_loop.eta') %>\n")).toEqual([
      ["template/failed pack/_loop.eta:1:5 `pack/_loop.eta` includes itself without end", "  > include"].join("\n"),
    ]);
  });
});

describe("header expressions", () => {
  const header = (output: string, when = '"true"'): string =>
    page("x", `each: record\nwhen: ${when}\noutput: ${output}`);

  async function run(file: string, values: object = {}): Promise<string[]> {
    return shown(async () => {
      const template = await (await openPack({ "pack/p.eta": file })).compile("p.eta");
      template.when(contextWith(values));
      template.output(contextWith(values));
    });
  }

  test("an output that does not compile", async () => {
    expect(await run(header('"a/<%= unit. %>.md"'))).toEqual([
      "template/syntax pack/p.eta:4:16 the tag is not complete\n  > unit.",
    ]);
  });

  test("an output that throws", async () => {
    expect(await run(header("a/<%= unit.data.x.y %>.md"))).toEqual([
      "template/failed pack/p.eta:4:15 `unit.data.x.y` reads a property of undefined\n  > unit.data.x.y",
    ]);
  });

  test("an empty value in an output", async () => {
    expect(await run(header("a/<%= unit.slgu %>.md"))).toEqual([
      "template/failed pack/p.eta:4:15 the value is empty, and an output path needs one\n  > unit.slgu",
    ]);
  });

  test("a condition that does not compile", async () => {
    expect(await run(header("a", '"unit.name =="'))).toEqual([
      "template/syntax pack/p.eta:3:8 the tag is not complete\n  > unit.name ==",
    ]);
  });

  test("a condition that throws", async () => {
    expect(await run(header("a", "unit.data.x.y"))).toEqual([
      "template/failed pack/p.eta:3:7 `unit.data.x.y` reads a property of undefined\n  > unit.data.x.y",
    ]);
  });

  test("YAML that is not written as it reads is pointed at as a whole", async () => {
    expect(await run(header('"a/<%= unit[\\"x\\"].y %>.md"'))).toEqual([
      'template/failed pack/p.eta:4:1 `unit["x"].y` reads a property of undefined\n  > output: "a/<%= unit[\\"x\\"].y %>.md"',
    ]);
  });
});
