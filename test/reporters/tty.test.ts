/** The progress line: when it shows, and that nothing is left of it. */
import { expect, test } from "bun:test";
import type { Event } from "#model/event.ts";
import { reporter as plain } from "#reporters/plain.ts";
import { reporter as tty } from "#reporters/tty.ts";
import { play, summary } from "./play.ts";

const progress = (done: number): Event => ({ type: "progress", stage: "render", done, total: 2214 });
const created: Event = { type: "output", status: "created", path: "a.md", target: "docs" };

/** A clock that stands at each of the times in turn. */
function clock(...times: number[]): () => number {
  let at = 0;
  return () => times[Math.min(at++, times.length - 1)] ?? 0;
}

test("nothing moves in the first 300 milliseconds", () => {
  expect(play(tty, [progress(1), progress(2)], { elapsed: clock(10, 299) })).toBe("");
});

test("later the line is drawn, and drawn over at most ten times a second", () => {
  const events = [progress(1), progress(2), progress(3)];
  expect(play(tty, events, { elapsed: clock(300, 350, 400) })).toBe("render 1 of 2,214\r\x1b[2Krender 3 of 2,214");
});

test("the line is gone before anything else is written", () => {
  expect(play(tty, [progress(1), created, summary("generate", { created: 1 })], { elapsed: clock(400) })).toBe(
    "render 1 of 2,214\r\x1b[2K  created   a.md\nwrote 1 of 2,214 outputs in 0.12 s\n",
  );
  expect(play(tty, [progress(1), summary("generate")], { elapsed: clock(400), quiet: false })).toBe(
    "render 1 of 2,214\r\x1b[2Kup to date: 2,214 outputs\n",
  );
});

test("the line is cut to the width of the terminal and cleaned", () => {
  const stage = `\x1b[2J${"x".repeat(100)}`;
  const text = play(tty, [{ type: "progress", stage, done: 0, total: 0 }], { elapsed: clock(400), width: 20 });
  expect(text).toBe("x".repeat(19));
});

test("plain and quiet reports have no progress", () => {
  expect(play(plain, [progress(1)], { elapsed: clock(400) })).toBe("");
  expect(play(tty, [progress(1)], { elapsed: clock(400), quiet: true })).toBe("");
});
