/** Helper group `html`: text and attribute values of HTML. `escape` is safe in both, quoted with either quote. */
import { cleanText } from "../escape/characters.ts";

const named: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  "{": "&#123;",
};

/** What a link or an image may point to; everything else (javascript:, data:) is `#`. */
const allowed = /^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i;

/** Backticks and braces too: old browsers took the one for a quote, template languages in a page take the other for theirs. */
function escapeHtml(value: string): string {
  return cleanText(value).replace(/[&<>"'`{]/g, (found) => named[found] ?? found);
}

export const helper = {
  escape: escapeHtml,
  /** A URL for `href` or `src`, escaped; `#` when its scheme is not allowed. */
  url(value: string): string {
    const url = cleanText(value).replace(/\s+/g, "");
    return allowed.test(url) ? escapeHtml(url) : "#";
  },
  /** JSON for a `<script>` element: no `<` comes out, so it cannot end the element or open a comment. */
  json: (value: unknown): string =>
    (JSON.stringify(value) ?? "null").replace(
      /[<>&\u2028\u2029]/g,
      (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  /** Text inside `<!-- -->`. */
  comment: (value: string): string =>
    cleanText(value)
      .replace(/-(?=-|$)/g, "- ")
      .replace(/^>/, " >")
      .replaceAll("<", "&lt;"),
};
