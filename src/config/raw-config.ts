/** A config as it was read: plain data that nothing has checked yet, and where each part of it was written. */
import { valueAt as findValue } from "#document/pointer.ts";
import type { ConfigPath } from "#model/config.ts";
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";

/** The name of an entry or what it holds: an unknown key is underlined itself, a wrong value under the value. */
export type Part = "key" | "value";

export interface RawConfig {
  /** Project path. */
  readonly file: string;
  readonly value: Json;
  /** The place of a node that exists in `value`. Slow: only for problems. */
  place(path: ConfigPath, part: Part): Place | Promise<Place>;
}

/** The part of `value` at `path`; `undefined` when there is none. Own keys only. */
export function valueAt(value: Json, path: ConfigPath): Json | undefined {
  return findValue(value, path.map(String));
}

/** The longest beginning of `path` that exists in `value`. */
export function existingPath(value: Json, path: ConfigPath): ConfigPath {
  let end = path.length;
  while (end > 0 && valueAt(value, path.slice(0, end)) === undefined) end--;
  return path.slice(0, end);
}

/** As messages name a part: `targets.docs.output`, `format["**\/*.ts"]`, `allow[0]`. */
export function pathText(path: ConfigPath): string {
  return path.map(stepText).join("");
}

function stepText(step: string | number, index: number): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return index === 0 ? step : `.${step}`;
}
