/** Where a body goes, and what its end becomes: each row of the contract by name. */
import { describe, expect, test } from "bun:test";
import { EOL } from "node:os";
import type { Compat, Injection, Location } from "#scaffold/new/action.ts";
import { inject } from "#scaffold/new/writing/inject.ts";

const target = "one\ntwo\nthree\n";

function put(location: Location | undefined, more: Partial<Injection> = {}, compat: Compat = "default") {
  return inject(target, "INS", { ...(location && { location }), ...more }, compat);
}

/** Into `text`, with LF and nothing but a location. */
function into(text: string, location: Location, compat: Compat = "default"): string {
  return inject(text, "INS", { location }, compat).text;
}

describe("before and after", () => {
  test("`before` goes above the first line that matches, `after` below it", () => {
    expect(put({ at: "before", pattern: "t" }).text).toBe("one\nINS\ntwo\nthree\n");
    expect(put({ at: "after", pattern: "t" }).text).toBe("one\ntwo\nINS\nthree\n");
  });

  test("a pattern is a regular expression, anchored to the line", () => {
    expect(put({ at: "before", pattern: "^t\\w{4}$" }).text).toBe("one\ntwo\nINS\nthree\n");
  });

  test("a single line that matches wins over an earlier match of several lines", () => {
    expect(into("a\nb\nab\n", { at: "before", pattern: "a\\n?b" })).toBe("a\nb\nINS\nab\n");
  });

  test("a match over several lines: `before` its first line, `after` its last", () => {
    expect(put({ at: "before", pattern: "two\nthree" }).text).toBe("one\nINS\ntwo\nthree\n");
    expect(put({ at: "after", pattern: "one\ntwo" }).text).toBe("one\ntwo\nINS\nthree\n");
  });

  test("in a match over several lines, ^ and $ are the ends of a line", () => {
    expect(put({ at: "after", pattern: "^one$\\n^two$" }).text).toBe("one\ntwo\nINS\nthree\n");
  });

  test("groups do not move what comes after a match over several lines; in strict they do", () => {
    const location: Location = { at: "after", pattern: "one\n(two)" };
    expect(put(location).text).toBe("one\ntwo\nINS\nthree\n");
    expect(put(location, {}, "strict").text).toBe("one\ntwo\nthree\nINS\n");
  });

  test("groups never move `before`, nor what is found in one line", () => {
    for (const compat of ["default", "strict"] as const) {
      expect(put({ at: "before", pattern: "(one)\n(two)" }, {}, compat).text).toBe(`INS\n${target}`);
      expect(put({ at: "after", pattern: "t(w)o" }, {}, compat).text).toBe("one\ntwo\nINS\nthree\n");
    }
  });

  test("`before` without a match leaves the text, in both modes", () => {
    const location: Location = { at: "before", pattern: "four" };
    expect(put(location)).toEqual({ text: target, outcome: "no-match" });
    expect(put(location, {}, "strict")).toEqual({ text: target, outcome: "no-match" });
  });

  test("`after` without a match leaves the text; in strict it goes to the top", () => {
    const location: Location = { at: "after", pattern: "four" };
    expect(put(location)).toEqual({ text: target, outcome: "no-match" });
    expect(put(location, {}, "strict")).toEqual({ text: `INS\n${target}`, outcome: "inserted" });
  });

  test("a regular expression keeps its flags in a line and loses them over several", () => {
    expect(put({ at: "after", pattern: /TWO/i }).text).toBe("one\ntwo\nINS\nthree\n");
    expect(put({ at: "after", pattern: /ONE\nTWO/i }).outcome).toBe("no-match");
  });

  test("flag g does not skip lines, and the pattern can be used again", () => {
    const pattern = /t/g;
    pattern.lastIndex = 3;
    for (let round = 0; round < 3; round++) {
      expect(into("t\nt\n", { at: "after", pattern })).toBe("t\nINS\nt\n");
      expect(inject("xtx", "INS", { location: { at: "prepend" }, skipIf: pattern }, "default").outcome).toBe("skipped");
    }
    expect(pattern.lastIndex).toBe(3);
  });
});

describe("prepend, append, at_line", () => {
  test("`prepend` is the top", () => {
    expect(put({ at: "prepend" }).text).toBe(`INS\n${target}`);
  });

  test("`append` goes before the last line: the end, when the file ends with a line end", () => {
    expect(put({ at: "append" }).text).toBe(`${target}INS\n`);
    expect(into("one\ntwo", { at: "append" })).toBe("one\nINS\ntwo");
  });

  test.each([
    [0, "INS\none\ntwo\nthree\n"],
    [1, "one\nINS\ntwo\nthree\n"],
    [1.5, "one\nINS\ntwo\nthree\n"],
    [3, "one\ntwo\nthree\nINS\n"],
    [4, "one\ntwo\nthree\n\nINS"],
    [99, "one\ntwo\nthree\n\nINS"],
    [Number.POSITIVE_INFINITY, "one\ntwo\nthree\n\nINS"],
  ])("`at_line: %p` counts from 0, and beyond the end is the end", (line, expected) => {
    expect(put({ at: "line", line })).toEqual({ text: expected, outcome: "inserted" });
  });

  test.each([-1, -0.5, Number.NaN])("`at_line: %p` inserts nothing", (line) => {
    expect(put({ at: "line", line })).toEqual({ text: target, outcome: "no-location" });
  });

  test("without a location nothing is inserted", () => {
    expect(put(undefined)).toEqual({ text: target, outcome: "no-location" });
  });
});

describe("skip_if", () => {
  test("matches the whole text, over lines", () => {
    expect(put({ at: "prepend" }, { skipIf: "one[\\s\\S]*three" })).toEqual({ text: target, outcome: "skipped" });
    expect(put({ at: "prepend" }, { skipIf: "four" }).outcome).toBe("inserted");
  });

  test("a text has no flags: ^ and $ are the ends of the file; a regular expression has its own", () => {
    expect(put({ at: "prepend" }, { skipIf: "^two$" }).outcome).toBe("inserted");
    expect(put({ at: "prepend" }, { skipIf: /^TWO$/im }).outcome).toBe("skipped");
  });

  test("comes before a location that does not match", () => {
    expect(put({ at: "before", pattern: "four" }, { skipIf: "one" }).outcome).toBe("skipped");
  });
});

describe("the end of the body", () => {
  const location: Location = { at: "after", pattern: "one" };
  const fit = (body: string, eofLast?: boolean, text = "one\ntwo\n") =>
    inject(text, body, { location, ...(eofLast === undefined ? {} : { eofLast }) }, "default").text;

  test("without `eof_last` its line end makes an empty line", () => {
    expect(fit("A\n")).toBe("one\nA\n\ntwo\n");
    expect(fit("A")).toBe("one\nA\ntwo\n");
  });

  test("`eof_last: false` takes one line end away", () => {
    expect(fit("A\n", false)).toBe("one\nA\ntwo\n");
    expect(fit("A\r\n", false)).toBe("one\nA\ntwo\n");
    expect(fit("A\n\n", false)).toBe("one\nA\n\ntwo\n");
    expect(fit("A", false)).toBe("one\nA\ntwo\n");
  });

  test("`eof_last: true` adds the line end of the target where there is none", () => {
    expect(fit("A", true)).toBe("one\nA\n\ntwo\n");
    expect(fit("A\n", true)).toBe("one\nA\n\ntwo\n");
    expect(fit("A", true, "one\r\ntwo\r\n")).toBe("one\r\nA\r\n\r\ntwo\r\n");
  });

  test("an empty body inserts one empty line", () => {
    expect(fit("")).toBe("one\n\ntwo\n");
    expect(fit("", false)).toBe("one\n\ntwo\n");
    expect(fit("", true)).toBe("one\n\n\ntwo\n");
  });

  test("`$&` in a body is a text", () => {
    expect(fit("$& $1 $$")).toBe("one\n$& $1 $$\ntwo\n");
  });
});

describe("line ends of the target", () => {
  const after: Location = { at: "after", pattern: "one" };

  test("CRLF where most lines have it, and the body keeps its own", () => {
    expect(into("one\r\ntwo\r\nthree\n", after)).toBe("one\r\nINS\r\ntwo\r\nthree\n");
    expect(inject("one\r\ntwo\r\n", "A\nB", { location: after }, "default").text).toBe("one\r\nA\nB\r\ntwo\r\n");
  });

  test("LF where it is as many", () => {
    expect(into("one\r\ntwo\n", after)).toBe("one\r\nINS\ntwo\n");
  });

  test("a text of one line has those of the system", () => {
    expect(into("one", after)).toBe(`one${EOL}INS`);
    expect(into("", { at: "append" })).toBe(`INS${EOL}`);
  });

  test("a match over several lines finds CRLF as \\n", () => {
    expect(into("one\r\ntwo\r\nthree\r\n", { at: "after", pattern: "one\ntwo" })).toBe(
      "one\r\ntwo\r\nINS\r\nthree\r\n",
    );
  });
});
