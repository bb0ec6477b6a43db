import { describe, expect, test } from "bun:test";
import { helper as ts } from "#templates/helpers/typescript.ts";
import { hostileTexts as hostile } from "../../packs/support/hostile-texts.ts";

describe("string literals", () => {
  test("a literal has the value of the text, whatever it holds", () => {
    for (const text of hostile) expect(new Function(`return ${ts.string(text)};`)()).toBe(text);
  });

  test("a literal is one line of visible characters", () => {
    for (const text of hostile) {
      expect(ts.string(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
      expect(ts.string(text)).not.toMatch(/<\/|<!--/);
    }
  });

  test("plain text stands as it is", () => {
    expect(ts.string("it's a/b <c> & `d`")).toBe('"it\'s a/b <c> & `d`"');
  });
});

describe("JSON literals", () => {
  test("a value comes back from its literal", () => {
    const value = JSON.parse('{"a":[1,"b",null,true],"full name":{},"__proto__":{"x":-1.5e3},"class":"*/"}');
    expect(new Function(`return ${ts.literal(value)};`)()).toEqual(value);
    expect(Object.keys(new Function(`return ${ts.literal(value)};`)())).toContain("__proto__");
  });

  test("a literal is written as one would write it", () => {
    expect(ts.literal({ a: [1, "b"], "c-d": null })).toBe('{ a: [1, "b"], "c-d": null }');
    expect(ts.literal(undefined)).toBe("null");
  });
});

describe("the escape of the context `code`", () => {
  test("escaped text has its value in literals of every quote", () => {
    for (const text of hostile) {
      for (const quote of ['"', "'", "`"]) {
        expect(new Function(`return ${quote}${ts.escape(text)}${quote};`)()).toBe(text.toWellFormed());
      }
    }
  });

  test("escaped text ends no comment", () => {
    for (const text of hostile) {
      expect(new Function(`/* ${ts.escape(text)} */ return 1;`)()).toBe(1);
      expect(new Function(`// ${ts.escape(text)}\nreturn 1;`)()).toBe(1);
    }
  });

  test("escaped text opens no nested comment and no interpolation of other languages", () => {
    expect(ts.escape("a */ /* b")).toBe("a *\\/ /\\* b");
    expect(ts.escape(`$HOME $\{x} $5`)).toBe("\\u0024HOME \\u0024{x} $5");
    expect(ts.escape("?>")).toBe("?\\>");
  });

  test("values that are no text are written as text", () => {
    expect(ts.escape(12)).toBe("12");
    expect(ts.escape(undefined)).toBe("");
  });
});

describe("names", () => {
  test("type names are in Pascal case and keep capitals", () => {
    expect(ts.typeName("simple-user")).toBe("SimpleUser");
    expect(ts.typeName("v1.Foo-Bar")).toBe("V1FooBar");
    expect(ts.typeName("HTTPError")).toBe("HTTPError");
    expect(ts.typeName("get_all_budgets")).toBe("GetAllBudgets");
    expect(ts.typeName("list-2fa")).toBe("List2fa");
    expect(ts.typeName("v1 1")).toBe("V1_1");
    expect(ts.typeName("straße größe")).toBe("StraßeGröße");
  });

  test("a type name is an identifier, whatever the name", () => {
    for (const name of [...hostile, "", "3d", "+1", "用户", "class", "a b", "\u0301x"]) {
      expect(ts.typeName(name)).toMatch(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u);
    }
    expect(ts.typeName("3d")).toBe("_3d");
    expect(ts.typeName("+1")).toBe("_1");
    expect(ts.typeName("")).toBe("_");
  });

  test("variables get a name that is no reserved word", () => {
    expect(ts.identifier("foo-bar")).toBe("foo_bar");
    expect(ts.identifier("class")).toBe("class_");
    expect(ts.identifier("1st")).toBe("_1st");
    for (const name of [...hostile, "await", "let"]) expect(ts.isIdentifier(ts.identifier(name))).toBe(true);
  });

  test("property names are quoted only where they must be", () => {
    expect(ts.propertyKey("name")).toBe("name");
    expect(ts.propertyKey("class")).toBe("class");
    expect(ts.propertyKey("größe")).toBe("größe");
    expect(ts.propertyKey("200")).toBe("200");
    expect(ts.propertyKey("007")).toBe('"007"');
    expect(ts.propertyKey("1e3")).toBe('"1e3"');
    expect(ts.propertyKey("full name")).toBe('"full name"');
    expect(ts.propertyKey("")).toBe('""');
    for (const name of hostile) {
      expect(Object.keys(new Function(`return { ${ts.propertyKey(name)}: 1 };`)())).toEqual([name]);
    }
  });

  test("a reserved word is no identifier", () => {
    expect(ts.isIdentifier("class")).toBe(false);
    expect(ts.isIdentifier("klass")).toBe(true);
    expect(ts.isIdentifier("a-b")).toBe(false);
  });
});

describe("doc comments", () => {
  test("nothing to say is no comment", () => {
    expect(ts.docComment("")).toBe("");
    expect(ts.docComment(["", " \n"])).toBe("");
  });

  test("a short text is a comment of one line", () => {
    expect(ts.docComment("A pet.", "  ")).toBe("  /** A pet. */\n");
  });

  test("several lines are a block, without spaces at line ends and runs of empty lines", () => {
    expect(ts.docComment(["\nTitle", "", " ", "", "Text  \r\nmore", "\n"], "  ")).toBe(
      "  /**\n   * Title\n   *\n   * Text\n   * more\n   */\n",
    );
  });

  test("long prose is wrapped at spaces, and a list item keeps its margin", () => {
    const lines = ts.docComment(`- ${"word ".repeat(40)}`).split("\n");
    expect(lines.length).toBe(5);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
    expect(lines[2]).toStartWith(" *   word");
  });

  test("the marks of a quotation are repeated", () => {
    const [, first, second] = ts.docComment(`> ${"word ".repeat(40)}`).split("\n");
    expect(first).toStartWith(" * > word");
    expect(second).toStartWith(" * > word");
  });

  test("code, tables and long words are not broken", () => {
    const long = "x".repeat(150);
    const table = `| ${"cell | ".repeat(30)}`.trimEnd();
    const text = ["```", `${"code ".repeat(40)}end`, "```", table, `    ${"a ".repeat(80)}b`, long].join("\n");
    const expected = text.split("\n").map((line) => ` * ${line}`);
    expect(ts.docComment(text).split("\n").slice(1, -2)).toEqual(expected);
  });

  test("no line of wrapped prose starts with what would be a tag or a list item", () => {
    for (const mark of ["@deprecated", "- item", "# head", "1. one"]) {
      for (let length = 100; length < 125; length++) {
        const text = `${"x".repeat(60)} ${"y".repeat(length - 70)} ${mark} ${"z".repeat(40)}`;
        expect(ts.docComment(text)).not.toMatch(/^ \* (?:@|- |# |1\. )/m);
      }
    }
  });

  test("no text ends the comment", () => {
    for (const text of hostile) {
      const comment = ts.docComment([text, text]);
      expect(new Function(`${comment}return 1;`)()).toBe(1);
      expect(comment.indexOf("*/")).toBe(comment.length - 3);
      expect(comment).not.toMatch(/[\0\u2028\u2029\u202e]/);
    }
  });

  test("long runs of spaces cost no time", () => {
    const start = performance.now();
    ts.docComment(`a${" ".repeat(200_000)}b\n${"> ".repeat(50_000)}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("import paths", () => {
  test("a link becomes a module specifier", () => {
    expect(ts.importPath("pet.ts")).toBe("./pet.js");
    expect(ts.importPath("../schemas/v1.pet.ts")).toBe("../schemas/v1.pet.js");
    expect(ts.importPath("pet.ts", ".ts")).toBe("./pet.ts");
    expect(ts.importPath("pet.d.ts", "")).toBe("./pet");
  });
});
