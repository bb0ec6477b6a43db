/** From the default export of a `.ts` config to JSON: what cannot be hashed, cached and sent to threads is a problem, not a surprise. */
import type { ConfigPath } from "#model/config.ts";
import type { Json } from "#model/json.ts";
import type { Problem } from "./problem.ts";
import { invalid } from "./problem.ts";

export interface PlainData {
  readonly value: Json;
  /** One for each part that is not plain data; `value` has null in its place. */
  readonly problems: readonly Problem[];
}

/** Copies the value. Properties that are `undefined` are left out, as JSON leaves them out. */
export function toPlainData(value: unknown): PlainData {
  const problems: Problem[] = [];
  return { value: copy(value, [], { parents: [], problems }), problems };
}

interface Walk {
  readonly parents: readonly unknown[];
  readonly problems: Problem[];
}

function copy(value: unknown, path: ConfigPath, walk: Walk): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const wrong = walk.parents.includes(value) ? "a value that contains itself" : strangeness(value);
  if (wrong !== undefined) {
    walk.problems.push(invalid(path, `expected plain data, found ${wrong}`));
    return null;
  }
  const inner = { ...walk, parents: [...walk.parents, value] };
  if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index], inner));
  const entries = Object.entries(value as object).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, copy(part, [...path, key], inner)]));
}

/** What makes a value more than data, in words; `undefined` for a list or a plain object. */
function strangeness(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null)
    return typeof value === "number" ? `\`${value}\`` : kindWords[typeof value];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) || prototype === null || prototype === Object.prototype) return undefined;
  if (value instanceof Promise) return "a promise; a config may use `await` at its top level";
  const name = (value.constructor as { readonly name?: unknown } | undefined)?.name;
  return typeof name === "string" && name !== "" ? `an instance of \`${name}\`` : "an object with a prototype";
}

const kindWords: { readonly [type: string]: string } = {
  undefined: "`undefined`",
  function: "a function",
  symbol: "a symbol",
  bigint: "a bigint",
};
