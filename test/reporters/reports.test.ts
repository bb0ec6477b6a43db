/** What `--quiet` and `--verbose` leave and add, the cap of annotations, and the promise of the JSON lines. */
import { expect, test } from "bun:test";
import { error, warning } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import { reporter as github } from "#reporters/github.ts";
import { reporter as json } from "#reporters/json.ts";
import { reporter as plain } from "#reporters/plain.ts";
import { escapeForTerminal } from "#reporters/text/json-text.ts";
import { play, problem, summary } from "./play.ts";
import { scenarios } from "./scenarios.ts";

const created = (index: number): Event => ({ type: "output", status: "created", path: `${index}.md`, target: "docs" });
const many = Array.from({ length: 30 }, (_, index) => created(index));

test("a quiet report holds the problems and nothing else", () => {
  const events = [created(1), problem(warning("source/no-units", "no units")), summary("generate", { created: 1 })];
  expect(play(plain, events, { quiet: true })).toBe("warning[source/no-units] no units\n");
});

test("a verbose report lists every output", () => {
  expect(play(plain, [...many, summary("generate")], { verbose: true }).match(/created/g)).toHaveLength(30);
});

test("outputs with something to do are all listed", () => {
  const stale = many.map((event): Event => ({ ...(event as object), status: "stale" }) as Event);
  expect(play(plain, [...stale, summary("check", { drift: 30 })]).match(/^ {2}stale/gm)).toHaveLength(30);
});

test("a second run of the same reporter counts anew, as watch needs it", () => {
  const run = [...many, summary("generate", { created: 30 })];
  const once = play(plain, run);
  expect(play(plain, [...run, ...run])).toBe(once + once);
});

test("GitHub gets ten annotations of each severity and the count of the rest", () => {
  const problems = Array.from({ length: 12 }, (_, i) => problem(error("data/shape", `problem ${i}`)));
  const warnings = Array.from({ length: 11 }, (_, i) => problem(warning("data/shape", `doubt ${i}`)));
  const lines = play(github, [...problems, ...warnings, summary("check")])
    .trimEnd()
    .split("\n");
  expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
  expect(lines.filter((line) => line.startsWith("::warning "))).toHaveLength(10);
  expect(lines.at(-1)).toBe("::notice title=specmill::2 more errors and 1 more warning in the log of this step");
});

test("no data can start a line of the GitHub report", () => {
  for (const events of Object.values(scenarios)) {
    for (const line of play(github, events).split("\n")) expect(line).toMatch(/^$|^::(error|warning) [^:\n]*::/);
  }
});

test("no data can start a command in the plain report", () => {
  for (const line of play(plain, scenarios.hostile ?? []).split("\n")) expect(line.trimStart()).not.toStartWith("::");
});

test("every JSON line has the version, parses to the event, and holds no control character", () => {
  for (const [name, events] of Object.entries(scenarios)) {
    const text = play(json, events);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\[/);
    const parsed = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    if (name === "hostile") continue;
    expect(parsed).toEqual(events.map((event) => ({ version: 1, ...event })));
  }
});

test("escaping for a terminal changes no value", () => {
  const value = { text: "\x1b[31m\u009b1m\u202e##[x]\u2028\ufeffé日" };
  const json = escapeForTerminal(JSON.stringify(value));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toBe('{"text":"\\u001b[31m\\u009b1m\\u202e##\\u005bx]\\u2028\\ufeffé日"}');
});

test("JSON has no progress, whose number depends on the machine", () => {
  expect(play(json, [{ type: "progress", stage: "render", done: 1, total: 2 }])).toBe("");
});
