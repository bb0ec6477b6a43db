/** What an Eta template gives: names, escapes, white space, partials, layouts, helpers of the pack. */
import { describe, expect, test } from "bun:test";
import type { Files } from "../support.ts";
import { contextWith, openPack, page, project } from "../support.ts";

async function render(body: string, values: object = {}, files: Files = {}, header?: string): Promise<string> {
  return (await openPack({ "pack/page.txt.eta": page(body, header), ...files })).render("page.txt.eta", values);
}

function withEscape(context: string): string {
  return `each: record\noutput: out\nescape: ${context}`;
}

describe("names", () => {
  test("stand in scope without `it.`, and `it` is all of them", async () => {
    expect(await render("<%= unit.name %> <%= it.unit.name %> <%= source.kind %> <%= casing.pascal('a-b') %>\n")).toBe(
      "Ada Ada data AB\n",
    );
  });

  test("may be hidden by the template's own", async () => {
    expect(await render("<% const text = 'mine' %><%= text %>\n")).toBe("mine\n");
  });

  test("are looked up only when a tag mentions them", async () => {
    const values = {
      get options(): object {
        throw new Error("not asked for");
      },
    };
    const context = Object.defineProperties(contextWith(), Object.getOwnPropertyDescriptors(values));
    const template = await (await openPack({ "pack/page.txt.eta": page("<%= unit.name %>") })).compile("page.txt.eta");
    expect(template.render(context)).toBe("Ada");
  });

  test("nothing is shared between two renders", async () => {
    const pack = await openPack({ "pack/page.txt.eta": page("<% let n = 0; n++ %><%= n %>") });
    const template = await pack.compile("page.txt.eta");
    expect([template.render(contextWith()), template.render(contextWith())]).toEqual(["1", "1"]);
  });
});

describe("values", () => {
  test("that are missing are empty text", async () => {
    expect(await render("[<%= unit.data.missing %>][<%~ null %>]")).toBe("[][]");
  });

  test("are escaped by `<%= %>` for the context of the output, and left alone by `<%~ %>`", async () => {
    const value = { unit: { name: "<b> & `x`", data: {} } };
    expect(await render("<%= unit.name %>|<%~ unit.name %>", value, {}, withEscape("html"))).toBe(
      "&lt;b&gt; &amp; &#96;x&#96;|<b> & `x`",
    );
  });

  const escaped: readonly (readonly [context: string, expected: string])[] = [
    ["none", `a"b'*/$(x)`],
    ["json", `a\\"b'*/$(x)`],
    ["yaml", `"a\\"b'*/$(x)"`],
    ["shell", `'a"b'\\''*/$(x)'`],
    ["sql", `a""b''* /$(x)`],
    ["code", `a\\"b\\'*\\/$(x)`],
    ["path", "a-b-x"],
  ];
  test.each(escaped)("are escaped for the context %s", async (context, expected) => {
    expect(await render("<%= unit.name %>", { unit: { name: `a"b'*/$(x)` } }, {}, withEscape(context))).toBe(expected);
  });

  test("that say how they read as text do so", async () => {
    expect(await render("<%= new URL('data:x') %> <%= 12n %> <%= true %>")).toBe("data:x 12 true");
  });
});

describe("white space", () => {
  const cases: readonly (readonly [what: string, body: string, expected: string])[] = [
    ["a line with nothing but a tag leaves no line", "a\n<% if (true) { %>\nb\n<% } %>\nc\n", "a\nb\nc\n"],
    ["its indentation goes with it", "a\n  <% if (true) { %>\n  b\n  <% } %>\nc\n", "a\n  b\nc\n"],
    ["so do several tags on one line", "a\n<% { %> <% } %>\nb\n", "a\nb\n"],
    ["so does a tag over several lines", "a\n<%\n  const x = 1;\n%>\nb\n", "a\nb\n"],
    ["also on the first and on the last line", "<% { %>\na\n<% } %>", "a\n"],
    ["a blank line of the template stays", "a\n\n<% { %>\n\nb\n<% } %>\n", "a\n\n\nb\n"],
    ["a tag beside text leaves the text alone", "a <% { %> b\n<% } %> c\n", "a  b\n c\n"],
    ["a value on a line of its own keeps the line", "a\n<%= 1 %>\nb\n", "a\n1\nb\n"],
    ["`-` takes one line end with it", "a\n<%= 1 -%>\nb\n<%-= 2 %>\n", "a\n1b2\n"],
    ["`_` takes all white space with it", "a  \n  <%_= 1 _%>\n\n  b\n", "a1b\n"],
    [
      "text of any kind comes out as it is",
      `\`\${x}\` \\n 'q' "d" \u2028 </script>\n`,
      `\`\${x}\` \\n 'q' "d" \u2028 </script>\n`,
    ],
  ];
  test.each(cases)("%s", async (_what, body, expected) => {
    expect(await render(body)).toBe(expected);
  });
});

describe("partials", () => {
  test("see what their includer sees, and what they are handed, by name", async () => {
    const files = { "pack/_row.eta": "<%= unit.name %>:<%= row %>:<%= it.row %>\n" };
    expect(
      await render("<% for (const row of [1, 2]) { %>\n<%~ include('_row.eta', { row }) %>\n<% } %>\n", {}, files),
    ).toBe("Ada:1:1\nAda:2:2\n");
  });

  test("may be handed a name that is in scope already, and hand on what they got", async () => {
    const files = {
      "pack/_outer.eta": "<%= unit.name %> <%~ include('_inner.eta') %>",
      "pack/_inner.eta": "<%= unit.name %><%= extra %>",
    };
    const body = "<%~ include('_outer.eta', { unit: { name: 'Grace' }, extra: '!' }) %> <%= unit.name %>";
    expect(await render(body, {}, files)).toBe("Grace Grace! Ada");
  });

  test("may be handed a word that is no name: it is in `it`", async () => {
    const files = { "pack/_x.eta": "<% for (const one of [it.for, it['a-b']]) { %><%= one %><% } %>" };
    expect(await render("<%~ include('_x.eta', { for: 'f', 'a-b': 'd' }) %>", {}, files)).toBe("fd");
  });

  test("give text without their last line end", async () => {
    const files = { "pack/_x.eta": "one\ntwo\n" };
    expect(await render("[<%~ include('_x.eta') %>]", {}, files)).toBe("[one\ntwo]");
  });

  test("escape as the template that includes them", async () => {
    const files = { "pack/_x.eta": "<%= unit.name %>" };
    const value = { unit: { name: "a<b" } };
    expect(await render("<%~ include('_x.eta') %>", value, files, withEscape("html"))).toBe("a&lt;b");
    expect(await render("<%~ include('_x.eta') %>", value, files, withEscape("none"))).toBe("a<b");
  });

  test("are recorded each time they are used, also those of partials", async () => {
    const pack = await openPack({
      "pack/page.txt.eta": page("<% if (unit.name === 'Ada') { %><%~ include('_a.eta') %><% } %>"),
      "pack/_a.eta": "<%~ include('./_b.eta') %>",
      "pack/_b.eta": "b",
    });
    const template = await pack.compile("page.txt.eta");
    template.render(contextWith());
    expect(pack.used).toEqual(["_a.eta", "_b.eta"]);
    pack.used.length = 0;
    template.render(contextWith({ unit: { name: "Grace" } }));
    expect(pack.used).toEqual([]);
  });

  test("that changed are compiled again", async () => {
    const files = { "pack/page.txt.eta": page("<%~ include('_a.eta') %>"), "pack/_a.eta": "one" };
    expect(await (await openPack(files)).render("page.txt.eta")).toBe("one");
    expect(await (await openPack({ ...files, "pack/_a.eta": "two" })).render("page.txt.eta")).toBe("two");
  });
});

describe("layouts", () => {
  const layout = { "pack/_layout.eta": "<head><%= title %></head>\n<%~ body %>\n</end>\n" };

  test("wrap what the template gives", async () => {
    const body = "<% layout('_layout.eta', { title: 'T' }) %>\nHello <%= unit.name %>\n";
    expect(await render(body, {}, layout)).toBe("<head>T</head>\nHello Ada\n</end>\n");
  });

  test("may have a layout themselves", async () => {
    const files = { ...layout, "pack/_inner.eta": "<% layout('_layout.eta', { title: 'T' }) %>\n(<%~ body %>)\n" };
    expect(await render("<% layout('_inner.eta') %>\nx\n", {}, files)).toBe("<head>T</head>\n(x)\n</end>\n");
  });
});

describe("helpers of the pack", () => {
  const files = {
    "pack/_helpers.ts":
      'import { mark } from "./_mark.ts";\nexport const shout = (text: string): string => text.toUpperCase() + mark;\n',
    "pack/_mark.ts": 'export const mark = "!";\n',
    "pack/_part.eta": "<%= pack.shout('part') %>",
  };

  test("are `pack.<name>` in templates, partials and headers", async () => {
    const header = 'each: record\noutput: "<%= pack.shout(unit.slug) %>"\nwhen: pack.shout("a") === "A!"\nescape: none';
    const pack = await openPack({
      ...files,
      "pack/page.eta": page("<%= pack.shout('a') %> <%~ include('_part.eta') %>", header),
    });
    const template = await pack.compile("page.eta");
    expect(template.render(contextWith())).toBe("A! PART!");
    expect(template.output(contextWith())).toBe("ADA");
    expect(template.when(contextWith())).toBe(true);
  });

  test("are a read of the outputs whose tags mention them, with all that they import", async () => {
    const pack = await openPack({ ...files, "pack/a.eta": page("<%= pack.shout('a') %>"), "pack/b.eta": page("b") });
    const a = await pack.compile("a.eta");
    a.render(contextWith());
    expect(pack.used).toEqual(["_helpers.ts", "_mark.ts"]);
    const b = await pack.compile("b.eta");
    b.render(contextWith());
    expect(pack.used).toEqual([]);
  });

  test("that changed are evaluated again, with what they import", async () => {
    const own = project({ ...files, "pack/page.eta": page("<%= pack.shout('a') %>") });
    expect(await (await openPack(own)).render("page.eta")).toBe("A!");
    own.write("pack/_mark.ts", 'export const mark = "?";\n');
    expect(await (await openPack(own)).render("page.eta")).toBe("A?");
  });
});

test("ten thousand units render to ten thousand texts of the same template", async () => {
  const template = await (await openPack({ "pack/page.txt.eta": page("# <%= unit.name %>\n") })).compile(
    "page.txt.eta",
  );
  const texts = Array.from({ length: 10_000 }, (_, n) => template.render(contextWith({ unit: { name: `u${n}` } })));
  expect(texts.every((text, n) => text === `# u${n}\n`)).toBe(true);
});
