/**
 * Fields of a definition as what they ought to be. What has another type counts as absent: a definition is written by strangers. What every
 * object inherits is no text, number or list, so only `objectAt` has to ask whether a field is the object's own: the rest is asked a million
 * times for a release of FHIR.
 */
import type { Json, JsonObject } from "#model/json.ts";

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

/** The objects of a list; none when there is no list. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const list = listAt(object, key);
  return list.every(isObject) ? (list as readonly JsonObject[]) : list.filter(isObject);
}

/** A text that is not empty. */
export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts of a list; none when there is no list. */
export function textsAt(object: JsonObject, key: string): readonly string[] {
  const list = listAt(object, key);
  return list.every(isText) ? (list as readonly string[]) : list.filter(isText);
}

function isText(item: Json): item is string {
  return typeof item === "string";
}

export function numberAt(object: JsonObject, key: string): number | undefined {
  const value = object[key];
  return typeof value === "number" ? value : undefined;
}

export function listAt(object: JsonObject, key: string): readonly Json[] {
  const value = object[key];
  return Array.isArray(value) ? value : none;
}

const none: readonly Json[] = [];

/** Whether two values are the same but for the order of keys. */
export function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => isSame(left[key], own(right, key)));
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
