/** Helper group `json`: `escape` gives the inside of a string (the template writes the quotes), the others whole values. */

/** What JSON allows and readers trip over: line separators, bidi controls, C1, lone surrogates; `<` for pages that embed it. */
const unsafe =
  /[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff<]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function safe(json: string): string {
  return json.replace(unsafe, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export const helper = {
  /** The characters between the quotes of a string. Nothing is lost: the string reads back as the value. */
  escape: (value: string): string => safe(JSON.stringify(String(value)).slice(1, -1)),
  /** A whole string with its quotes. */
  string: (value: string): string => safe(JSON.stringify(String(value))),
  /** Any JSON value, in the order of its keys; `indent` spaces a level, on one line when 0. */
  value: (value: unknown, indent = 2): string => safe(JSON.stringify(value, null, indent) ?? "null"),
};
