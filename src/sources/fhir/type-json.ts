/** What type models need of JSON besides its fields (snapshot-fields.ts): flags, values of extensions, and objects without holes. */
import type { JsonObject } from "#model/json.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";

/** Absent and `false` are the same, as everywhere in FHIR. */
export function flagAt(node: JsonObject, key: string): boolean {
  return Object.hasOwn(node, key) && node[key] === true;
}

/** The value of the extension with this URL where it is a text, whatever its type: releases differ in `valueUri`, `valueUrl`, `valueString`. */
export function extensionText(node: JsonObject, url: string): string | undefined {
  const found = objectsAt(node, "extension").find((extension) => extension.url === url);
  if (found === undefined) return undefined;
  const key = Object.keys(found).find((name) => name.startsWith("value"));
  return key === undefined ? undefined : textAt(found, key);
}

/** A value whose optional fields may be `undefined` yet. */
type Draft<T> = { readonly [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

/** The value without the fields that are `undefined`: absent is absent, also in JSON. */
export function present<T extends object>(draft: Draft<T>): T {
  const kept: { [key: string]: unknown } = {};
  // Every element of every type comes by here: `Object.entries` would take a third of the time that types take.
  for (const key in draft) if (draft[key] !== undefined) kept[key] = draft[key];
  return kept as T;
}
