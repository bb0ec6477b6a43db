/**
 * Injections against hygen 6.2.11 itself: test/fixtures/hygen/injections.json holds what it made of 600 random targets, bodies and
 * attributes (make-injections.ts beside it says how). `strict` gives the same bytes; the default mode differs only where it is meant to.
 */
import { describe, expect, test } from "bun:test";
import type { Compat, Injection } from "#scaffold/new/action.ts";
import { toOperations } from "#scaffold/new/front-matter/operations.ts";
import type { Injected } from "#scaffold/new/writing/inject.ts";
import { inject } from "#scaffold/new/writing/inject.ts";
import injections from "../../fixtures/hygen/injections.json" with { type: "json" };

interface InjectionCase {
  readonly target: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly expected: string;
}

const cases = injections as readonly InjectionCase[];

describe("600 injections of hygen", () => {
  test("strict gives the same bytes", () => {
    const different = cases.filter((one) => run(one, "strict").text !== one.expected);
    expect(different).toEqual([]);
  });

  test("the default mode differs where `after` finds nothing, and behind the groups of a match over several lines", () => {
    const valid = cases.filter(({ attributes }) => isNumber(attributes.at_line));
    const different = valid.filter((one) => run(one, "default").text !== one.expected);
    const noMatch = different.filter((one) => run(one, "default").outcome === "no-match");
    const rest = different.filter((one) => !noMatch.includes(one));
    expect(noMatch.every((one) => injectionOf(one, "default").location?.at === "after")).toBe(true);
    expect(rest.every((one) => hasGroup(injectionOf(one, "default")))).toBe(true);
    expect(noMatch.length).toBeGreaterThan(20);
    expect(rest.length).toBeGreaterThan(5);
  });

  test("a text is as it was unless something was inserted", () => {
    const outcomes = new Map<string, number>();
    for (const one of cases.filter(({ attributes }) => isNumber(attributes.at_line))) {
      const { text, outcome } = run(one, "default");
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome === "inserted") expect(text.length).toBeGreaterThan(one.target.length);
      else expect(text).toBe(one.target);
    }
    expect([...outcomes.keys()].sort()).toEqual(["inserted", "no-location", "no-match", "skipped"]);
  });
});

function run(one: InjectionCase, compat: Compat): Injected {
  return inject(one.target, one.body, injectionOf(one, compat), compat);
}

function injectionOf({ body, attributes }: InjectionCase, compat: Compat): Injection {
  const given = { to: "x", inject: true, ...Object.fromEntries(Object.entries(attributes).map(revive)) };
  const template = { path: "/x.t", display: "x.t", text: "" };
  const rendered = { parsed: { template, attributes: given, body, bodyLine: 1 }, attributes: given, body };
  const context = { compat, report: () => {}, readFrom: () => undefined, cwdSetup: "." };
  const [operation] = toOperations(rendered, context);
  if (operation?.kind !== "inject") throw new Error("no injection");
  return operation.injection;
}

/** `{ $regexp: "/x/g" }` stands for a `!!js/regexp`. */
function revive([key, value]: [string, unknown]): [string, unknown] {
  const written = (value as { $regexp?: string } | null)?.$regexp;
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(written ?? "") ?? [];
  return [key, source === undefined ? value : new RegExp(source, flags)];
}

function isNumber(line: unknown): boolean {
  return line === undefined || typeof line === "number" || (typeof line === "string" && /\d/.test(line));
}

function hasGroup({ location }: Injection): boolean {
  return location?.at === "after" && /\([^?]/.test(String(location.pattern));
}
