/** JSON that is safe wherever it is put: in a page, in a script, in a YAML file. */

/** What JSON allows and readers trip over: line separators, bidi controls, C1, lone surrogates; `<` for pages that embed it. */
const unsafe =
  /[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff<]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text of JSON with those written as escapes: it reads back as the same value. */
export function safeJson(json: string): string {
  return json.replace(unsafe, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
