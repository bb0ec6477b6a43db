/** Helper group `json`: `escape` gives the inside of a string (the template writes the quotes), the others whole values. */
import { safeJson } from "../escape/json-text.ts";

export const helper = {
  /** The characters between the quotes of a string. Nothing is lost: the string reads back as the value. */
  escape: (value: string): string => safeJson(JSON.stringify(String(value)).slice(1, -1)),
  /** A whole string with its quotes. */
  string: (value: string): string => safeJson(JSON.stringify(String(value))),
  /** Any JSON value, in the order of its keys; `indent` spaces a level, on one line when 0. */
  value: (value: unknown, indent = 2): string => safeJson(JSON.stringify(value, null, indent) ?? "null"),
};
