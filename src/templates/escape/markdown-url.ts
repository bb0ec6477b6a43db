/**
 * Link targets in Markdown. A target that comes out of here has an allowed scheme and no character that could end it
 * early, open code or HTML, or mean something to a template language that reads the page later.
 */
import { cleanText } from "./characters.ts";

/** What a reader may be sent to. Everything else (javascript:, data:, vbscript:, file:) is no link. */
const allowed = new Set(["http", "https", "mailto"]);

/** Encoded: white space, quotes, brackets of all kinds, backslash, backtick, pipe, caret, asterisk, tilde. */
const special = /[\s"'<>()[\]{}\\`|^*~]/g;

/** The target as Markdown writes it, or `undefined` when its scheme is not allowed. Idempotent for plain URLs. */
export function markdownUrl(target: string): string | undefined {
  const url = cleanText(target).trim();
  if (url === "") return undefined;
  const scheme = /^([^/?#]*?):/.exec(url.replace(/\s+/g, ""))?.[1];
  if (scheme !== undefined && !allowed.has(scheme.toLowerCase())) return undefined;
  return url.replace(special, percent).replace(/&(?=#|\w+;)/g, "&amp;");
}

/** `encodeURIComponent` leaves `'()*~` alone. */
function percent(found: string): string {
  const code = found.charCodeAt(0);
  return code < 0x80 ? `%${code.toString(16).toUpperCase().padStart(2, "0")}` : encodeURIComponent(found);
}
