/** EJS as templates know it. `ejs` itself is the judge: each text has to give the same, or fail, in both. */
import { describe, expect, test } from "bun:test";
import { EjsRenderer } from "#scaffold/new/ejs/render.ts";

const ejs = require("ejs") as { render(text: string, data: object): unknown };
const renderer = new EjsRenderer(() => undefined);
const data = () => ({ name: "<n>", a: 1 });

const texts: readonly (readonly [string, string, string])[] = [
  ["text without tags is as it is", "a \\ \" ' ` $ {name}\r\n\u2028", "a \\ \" ' ` $ {name}\r\n\u2028"],
  ["<%= escapes five characters", `<%= "&<>\\"'" %>`, "&amp;&lt;&gt;&#34;&#39;"],
  ["<%- prints as it is", `<%- "&<>'" %>`, "&<>'"],
  ["undefined and null print nothing", "[<%= undefined %><%- null %>]", "[]"],
  ["0 and false print", "<%= 0 %><%- false %>", "0false"],
  ["<% runs", "<% if (a) { %>yes<% } else { %>no<% } %>", "yes"],
  ["-%> takes one line end along", "<% if (a) { -%>\n\nx\n<% } -%>\nend", "\nx\nend"],
  ["-%> takes CRLF as one", "<% -%>\r\n\r\nx", "\r\nx"],
  ["<%_ and _%> take the blanks around them along", "a\n \t<%_ if (a) { _%> \t\n  x\n <%_ } _%>\ny", "a\n  x\ny"],
  ["<%# is a comment", "a<%# if ( %>b", "ab"],
  ["<%% prints <%", "<%% x %>", "<% x %>"],
  ["%%> prints %>", "<%= 1 %>%%>", "1%>"],
  ["a stray %> prints nothing", "a %> b", "a  b"],
  ["a comment in a tag ends with the tag", "<%= a // note %>|<% // note %>|", "1||"],
  ["a semicolon ends what is printed", "<%= a; %>", "1"],
  ["an output tag may hold nothing", "<%= %>", ""],
  ["`locals` holds what is missing", "<%= locals.nosuch %>", ""],
  [
    "names are those of the data, before globals",
    "<%= name %> <%= typeof process %> <%= typeof require %>",
    "&lt;n&gt; object undefined",
  ],
  ["sloppy mode", "<% with ({ q: 1 }) { %><%= q %><% } %>", "1"],
  ["functions over tags", "<% function f(x) { %>[<%= x %>]<% } f(1); f(2) %>", "[1][2]"],
  ["__append prints too", "<% __append('k') %>", "k"],
  ["words of Object.prototype are text", "constructor<%= a %>toString", "constructor1toString"],
  ["__line counts", "\n\n<%= __line %>", "\n\n3"],
];

describe("a text gives what EJS 3 gives", () => {
  test.each(texts)("%s", (_, text, result) => {
    expect(renderer.render({ text }, data())).toBe(result);
    expect(ejs.render(text, data())).toBe(result);
  });
});

describe("what EJS 3 refuses is refused", () => {
  const broken = [
    "<%= a",
    "<% if (a) { %>",
    "<% } } %>",
    "<%=%>",
    "<% '<%%' %>",
    "<%= await a %>",
    "<% if (a) %>\n<% else %>",
    "<%= nosuch %>",
  ];
  test.each(broken)("%s", (text) => {
    expect(() => renderer.render({ text }, data())).toThrow();
    expect(() => ejs.render(text, data())).toThrow();
  });
});

const pieces = [
  ...[
    "<%= name %>",
    "<%- name %>",
    "<%",
    "%>",
    "-%>",
    "_%>",
    "<%_",
    "<%#",
    "<%%",
    "%%>",
    "<%=",
    "<%= x %>",
    "<%=%>",
    "<% return %>",
  ],
  ...[
    " name ",
    "\n",
    "\r\n",
    " ",
    "\t",
    "text",
    '"q\\',
    "if (a) {",
    "}",
    "} else {",
    "// c",
    "constructor",
    ";",
    "é",
    "%",
    "<",
    ">",
  ],
  ...[
    "<% if (a) { %>",
    "<% } %>",
    "<% } -%>\n",
    "<%_ for (const x of [1,2]) { _%>",
    "<% // note %>",
    "<%# c %>",
    "<%= __line %>",
  ],
];

test("any text of such pieces gives what EJS 3 gives", () => {
  let seed = 20_211;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  const outcome = (render: () => unknown) => {
    try {
      return `gives ${render()}`;
    } catch {
      return "fails";
    }
  };
  let given = 0;
  for (let round = 0; round < 4000; round++) {
    const text = Array.from({ length: 1 + random(9) }, () => pieces[random(pieces.length)]).join("");
    const own = outcome(() => renderer.render({ text }, data()));
    if (own !== "fails") given++;
    expect([text, own]).toEqual([text, outcome(() => ejs.render(text, data()))]);
  }
  expect(given).toBeGreaterThan(500);
});
