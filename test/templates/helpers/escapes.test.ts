/** Each escape is undone by the reader of its language: what comes back is the value, and nothing else was said. */
import { describe, expect, test } from "bun:test";
import { parse } from "yaml";
import { helper as html } from "#templates/helpers/html.ts";
import { helper as json } from "#templates/helpers/json.ts";
import { helper as path } from "#templates/helpers/path.ts";
import { helper as shell } from "#templates/helpers/shell.ts";
import { helper as sql } from "#templates/helpers/sql.ts";
import { helper as text } from "#templates/helpers/text.ts";
import { helper as yaml } from "#templates/helpers/yaml.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";

const wellFormed = hostileStrings.map((value) => value.toWellFormed());

describe("json", () => {
  test.each(wellFormed)("%j reads back", (value) => {
    expect(JSON.parse(`"${json.escape(value)}"`)).toBe(value);
    expect(JSON.parse(json.string(value))).toBe(value);
    expect(json.escape(value)).not.toContain("<");
    expect(json.value({ [value]: [value] })).not.toMatch(/[\u2028\u202a-\u202e]/);
  });
});

describe("yaml", () => {
  test.each([...wellFormed, "yes", "No", "1e3", "0x1f", "~", "", "a: b", "a #b", "2024-01-01", "=", "<<"])(
    "%j reads back as this string",
    (value) => {
      expect(parse(`key: ${yaml.escape(value)}\nother: 1`)).toEqual({ key: value, other: 1 });
      expect(Bun.YAML.parse(`- ${yaml.escape(value)}\n- 1`)).toEqual([value, 1]);
    },
  );

  test("plain words need no quotes", () => {
    expect([yaml.escape("List all pets"), yaml.escape("true")]).toEqual(["List all pets", '"true"']);
  });
});

describe("shell", () => {
  test.each(wellFormed)("%j is one word", (value) => {
    const words = Bun.spawnSync(["sh", "-c", `printf '%s' ${shell.escape(`x${value}`)} | cat`]).stdout.toString();
    expect(words).toBe(text.clean(`x${value}`));
  });

  test("names need no quotes", () => {
    expect(shell.join(["curl", "-X", "GET", "https://x.org/a?b=c", "it's"])).toBe(
      "curl -X GET 'https://x.org/a?b=c' 'it'\\''s'",
    );
  });
});

describe("html", () => {
  test.each(hostileStrings)("%j is text, in elements and attributes", (value) => {
    const found: string[] = [];
    const page = `<p title="${html.escape(value)}">${html.escape(value)}</p><a href='${html.url(value)}'>x</a><!-- ${html.comment(value)} -->`;
    const rewriter = new HTMLRewriter().on("*", {
      element(element) {
        found.push([element.tagName, ...[...element.attributes].map(([name]) => name)].join(" "));
      },
    });
    rewriter.transform(page);
    expect(found).toEqual(["p title", "a href"]);
    expect(html.json({ value })).not.toMatch(/<|\u2028/);
  });

  test("only targets that a reader may be sent to are kept", () => {
    expect([html.url("https://x.org/?a&b"), html.url("a/b#c"), html.url("java\nscript:x"), html.url("data:x")]).toEqual(
      ["https://x.org/?a&amp;b", "a/b#c", "#", "#"],
    );
  });
});

describe("sql", () => {
  test.each(hostileStrings)("%j ends no literal, identifier or comment", (value) => {
    const escaped = sql.escape(value);
    expect(escaped.replace(/''|""|\\\\/g, "")).not.toMatch(/['"\\\n]|\*\/|\/\*/);
    expect(sql.comment(value)).not.toMatch(/\n|\*\/|\/\*/);
    expect(sql.identifier(value).slice(1, -1).replaceAll('""', "")).not.toContain('"');
  });

  test("a literal holds the value exactly", () => {
    expect([sql.string("it's"), sql.string("a\\b")]).toEqual(["'it''s'", "E'a\\\\b'"]);
    expect([sql.identifier('a"b'), sql.identifier("a`b", "`"), sql.identifier("a]b", "[")]).toEqual([
      '"a""b"',
      "`a``b`",
      "[a]]b]",
    ]);
  });
});

describe("path", () => {
  test.each(hostileStrings)("%j is one segment that every system can write", (value) => {
    const segment = path.segment(value);
    expect(segment).not.toMatch(/[/\\:*?"<>|]|\p{Cc}|^[.-]|[. ]$|^$/u);
    expect(segment).not.toMatch(/^(?:con|nul|aux|prn)(?:\.|$)/i);
  });

  test("long values stay apart", () => {
    const long = "ä".repeat(300);
    expect(Buffer.byteLength(path.segment(long))).toBeLessThanOrEqual(200);
    expect(path.segment(`${long}1`)).not.toBe(path.segment(`${long}2`));
  });

  test("links lead from output to output", () => {
    expect(path.relative("docs/operations/pets.md", "docs/schemas/pet.md")).toBe("../schemas/pet.md");
    expect([
      path.extension("a/b.md"),
      path.withoutExtension("a/b.md"),
      path.folder("a/b.md"),
      path.file("a/b.md"),
    ]).toEqual([".md", "a/b", "a", "b.md"]);
  });
});
