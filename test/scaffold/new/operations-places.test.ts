/** Keys are found in front matter of every form that hygen reads. */
import { expect, test } from "bun:test";
import { attributePlace } from "#scaffold/new/front-matter/attribute-place.ts";

function find(text: string, key = "to"): string {
  const { file, line, column, frame } = attributePlace({ path: "/x.t", display: "x.t", text }, key);
  expect(file).toBe("x.t");
  return `${line}:${column}+${frame?.length}`;
}

test("a key of the top level", () => {
  expect(find("---\ninject: true\nto: a\n---\nto: b\n")).toBe("3:1+2");
});

test("a quoted one, and one with a blank before the colon", () => {
  expect(find('---\n"to": a\n---\n')).toBe("2:2+2");
  expect(find("---\n'to' : a\n---\n")).toBe("2:2+2");
});

test("not one further in, in a block of text, nor one with the same end", () => {
  expect(find("---\nx:\n  to: 1\ny: |\n  to: 2\ninto: 3\nto: 4\n---\n")).toBe("7:1+2");
});

test("with CRLF, with a byte order mark, with the other markers", () => {
  expect(find("---\r\nx: 1\r\nto: a\r\n---\r\n")).toBe("3:1+2");
  expect(find("\uFEFF---\nto: a\n---\n")).toBe("2:1+2");
  expect(find("= yaml =\nto: a\n= yaml =\nto: b\n")).toBe("2:1+2");
  expect(find("---\nx: 1\n...\nto: body\n")).toBe("1:1+3");
});

test("behind a first line that only holds the marker", () => {
  expect(find("<%# --- to: x %>\nto: y\n---\nto: a\n---\n")).toBe("4:1+2");
});

test("the first key may be indented", () => {
  expect(find("---\n  to: a\n---\n")).toBe("2:3+2");
});

test("what is written otherwise has the place of the front matter", () => {
  expect(find("---\n{ to: a }\n---\nto: b\n")).toBe("1:1+3");
  expect(find("", "to")).toBe("1:1+1");
});

test("a key with signs of regular expressions", () => {
  expect(find("---\na+b: 1\n---\n", "a+b")).toBe("2:1+3");
});
