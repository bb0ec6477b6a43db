/** Which documents are read: OpenAPI 3.0, 3.1, what 3.2 shares with it, and Swagger 2.0. */
import type { Json } from "#model/json.ts";
import { suggest } from "#model/suggest.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

const readable = /^(2\.0|3\.[012](\.\d+)?(-[\w.]+)?)$/;

/** The version as text; `undefined` when it is none that is read. YAML makes numbers of `2.0` and `3.1` without quotes. */
export function versionOf(value: Json | undefined): string | undefined {
  const text = typeof value === "number" && Number.isInteger(value) ? value.toFixed(1) : `${value}`;
  return (typeof value === "string" || typeof value === "number") && readable.test(text) ? text : undefined;
}

/** A parsed document with its version, or the problem with it. */
export function identify(value: Json, file: string): { root: Mutable; version: string } | { problem: Problem } {
  const spot = (pointer: string): Spot => ({ file, pointer, side: "value" });
  if (!isMapping(value)) return { problem: problem("an OpenAPI document is a mapping", spot("")) };
  const key = ["openapi", "swagger"].find((name) => Object.hasOwn(value, name));
  if (key === undefined) {
    const other = ["openapi", "swagger"].flatMap((name) => suggest(name, Object.keys(value)) ?? []).at(0);
    const notes = other === undefined ? [] : [`is \`${other}\` meant to be one of them?`];
    return {
      problem: problem("the document has neither `openapi` nor `swagger`, which say its version", spot(""), notes),
    };
  }
  const version = versionOf(value[key]);
  if (version !== undefined && (key === "swagger") === version.startsWith("2")) return { root: value, version };
  const notes = ["OpenAPI 3.0 and 3.1 and Swagger 2.0 can be read"];
  return {
    problem: problem(`\`${key}: ${shown(value[key])}\` is not a version that can be read`, spot(`/${key}`), notes),
  };
}

/** 3.2 adds to 3.1 and changes nothing, so most of a document can be used. */
export function newerProblem(version: string, file: string): Problem[] {
  if (!version.startsWith("3.2")) return [];
  const found = problem(`OpenAPI ${version} is read as 3.1: what is new in it is left out`, {
    file,
    pointer: "/openapi",
    side: "value",
  });
  return [{ ...found, severity: "warning" }];
}

function problem(message: string, at: Spot, notes: readonly string[] = []): Problem {
  return { code: "openapi/version", severity: "error", message, at, notes };
}

function shown(value: Json | undefined): string {
  return (JSON.stringify(value) ?? "").slice(0, 40);
}
