/** Plain text stays plain text wherever it lands, and descriptions of others keep their formatting and lose their teeth. */
import { describe, expect, test } from "bun:test";
import { helper as md } from "#templates/helpers/markdown.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";
import { dangers, headings, outline } from "../../packs/support/markdown-structure.ts";

describe("plain text", () => {
  test.each([
    ["Get a pet", "Get a pet"],
    ["snake_case and __init__", "snake_case and \\_\\_init\\_\\_"],
    ["R&D, &amp;", "R&D, &amp;amp;"],
    ["a | b", "a \\| b"],
    ["<b>", "&lt;b>"],
    ["# no heading", "\\# no heading"],
    ["1. no list", "1\\. no list"],
    ["1.5 is a number, -1 too", "1.5 is a number, -1 too"],
    ["- no item", "\\- no item"],
    ["over\nlines", "over lines"],
    ["{{ x }}", "\\{\\{ x }}"],
    ["https://example.org", "https\\://example.org"],
  ])("%j is written %j", (value, written) => {
    expect(md.escape(value)).toBe(written);
  });

  test.each(hostileStrings.filter((text) => md.escape(text) !== ""))(
    "%j reads as text in every place of a page",
    (text) => {
      const page = (value: string): string =>
        `# A ${md.escape(value)}\n\n${md.escape(value)}\n\n- ${md.escape(value)}\n\n${md.table(["A", "B"], [[md.escape(value), md.code(value)]])}\n\n${md.fence(value, value)}\n\nEnd\n`;
      expect(outline(page(text))).toBe(outline(page("benign")));
      expect(dangers(page(text))).toEqual([]);
    },
  );
});

describe("code", () => {
  test("as many backticks as it takes", () => {
    expect([md.code("a"), md.code("a`b"), md.code("`a`"), md.code(""), md.code("a\nb")]).toEqual([
      "`a`",
      "``a`b``",
      "`` `a` ``",
      '`""`',
      "`a b`",
    ]);
  });

  test("a fence is longer than every fence inside", () => {
    expect(md.fence("a\n```\nb", "js")).toBe("````js\na\n```\nb\n````");
    expect(md.fence("a  \n\n", "c++ {onload}")).toBe("```c++onload\na\n```");
  });
});

describe("links", () => {
  test("only targets that a reader may be sent to are links", () => {
    expect(md.link("a", "https://example.org/x y(1)")).toBe("[a](https://example.org/x%20y%281%29)");
    expect(md.link("a", "../b.md#c")).toBe("[a](../b.md#c)");
    for (const url of [
      "javascript:alert(1)",
      " javascript:x",
      "java\tscript:x",
      "data:text/html,x",
      "vbscript:x",
      "",
    ]) {
      expect(md.link("a", url)).toBe("a");
    }
    expect(md.link("a", undefined)).toBe("a");
  });

  test("anchors are those of GitHub", () => {
    expect(md.anchor("Get a pet's `id`, GET /pets/{id}")).toBe("get-a-pets-id-get-petsid");
    expect(md.anchor("Größe_2 & more")).toBe("größe_2--more");
  });
});

describe("tables", () => {
  test("columns that are empty in every row are left out", () => {
    const rows = [
      ["a", "", "1"],
      ["b", "", ""],
    ];
    expect(md.table(["X", "Y", "Z"], rows)).toBe("| X | Z |\n| --- | --- |\n| a | 1 |\n| b | |");
    expect(md.table(["X"], [])).toBe("");
  });

  test("pipes and line ends stay in their cell", () => {
    expect(md.table(["X"], [["`a|b`"], ["a \\| b"], ["a\nb"]])).toBe(
      "| X |\n| --- |\n| `a\\|b` |\n| a \\| b |\n| a b |",
    );
  });
});

describe("descriptions", () => {
  test("formatting stays", () => {
    const text =
      "One *two* **three** `List<T>` [four](https://example.org).\n\n- a\n- b\n\n```js\nx < 1\n```\n\n> quote";
    expect(md.block(text)).toBe(text);
  });

  test.each([
    ["HTML", "a <b>c</b> <script>x</script>", "a &lt;b>c&lt;/b> &lt;script>x&lt;/script>"],
    ["a line break", "a<br>b", "a\\\nb"],
    ["a comment", "a <!-- b --> c", "a   c"],
    ["an image", "![a](https://x.org/y.png)", "[a](https://x.org/y.png)"],
    ["a script as target", "[a](javascript:x) b", "[a\\] b"],
    ["a definition", "[a]: javascript:x", "[a]\\: javascript:x"],
    ["template braces", "{{ a }} and <%= b %>", "\\{\\{ a }} and &lt;%= b %>"],
    ["an open fence", "a\n```\nb", "a\n\n```\nb\n```"],
    ["an open backtick", "a ` b", "a \\` b"],
    ["a table", "| a |\n| - |\n| `<b>` |", "| a |\n| - |\n| `<b>` |"],
    ["blank lines", "a\n\n\n\nb", "a\n\nb"],
    ["a hard break", "a  \nb", "a\\\nb"],
    ["a rule", "a\n\n---\n\nb", "a\n\n***\n\nb"],
    ["indented code", "a\n\n    <b>", "a\n\n```\n<b>\n```"],
    ["a list after text", "a\n* b", "a\n\n* b"],
    ["invisible characters", "a\u202eb\0c\rd", "abc\nd"],
  ])("%s", (_, description, written) => {
    expect(md.block(description)).toBe(written);
  });

  test("headings go below the page's, or become bold lines", () => {
    const text = "# A\ntext\n\nB\n===\n\n## C ##\n- # D";
    expect(md.block(text)).toBe("**A**\n\ntext\n\n**B**\n\n**C**\n\n- \\# D");
    expect(md.block(text, 3)).toBe("### A\n\ntext\n\n### B\n\n#### C\n\n- \\# D");
  });

  test("on one line, paragraphs, lists and code run together", () => {
    expect(md.inline("One:\n* `a`\n* b\n\n```\nx\ny\n```\n\n# H")).toBe("One: • `a` • b `x y` **H**");
  });

  test("neutralising twice is neutralising once", () => {
    for (const text of ["a <b> {x} ` [a](javascript:x)", "# A\n\n* b\n* `c<d>`\n\n    code"]) {
      expect(md.block(md.block(text))).toBe(md.block(text));
    }
  });
});

/** Pieces that start or end something in Markdown; their order finds what no list of examples does. */
const pieces = [
  ..."` `` ``` ~~~ <script> <b> <br> <!-- --> | \\ [ ] ( ) ]( ](javascript:x) [a](http://x) ![ { & &lt; * ** _ < > ] [r] $ + =".split(
    " ",
  ),
  ...[
    "\n",
    "\n\n",
    "\n    ",
    "  \n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "\n---\n",
    "\n===\n",
    "\n|---|---|\n",
    "\n:-\n",
    " ",
    "a",
    "b c",
  ],
  ...["\n[r]: javascript:x\n", "<javascript:x>", "\n<div>\n", "\\`", "\\\n", "\0", "\r", "\u2028", "\t"],
];

test("no order of Markdown pieces gets HTML, a script or a heading past a description", () => {
  let state = 7;
  const next = (limit: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  for (let round = 0; round < 4000; round++) {
    const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]).join("");
    const page = `# A\n\n${md.block(text)}\n\n${md.table(["B"], [[md.inline(text)], ["c"]])}\n\n## End\n`;
    expect({ text, dangers: dangers(page), headings: headings(page) }).toEqual({
      text,
      dangers: [],
      headings: ["h1 A", "h2 End"],
    });
  }
});
