/** Text inside of XML 1.0: characters that it cannot hold, not even escaped, are left out. */

/** C0 but tab, line feed and carriage return; halves of pairs become U+FFFD before, which is allowed. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;

/** Content of an element. `>` is escaped too, so that no `]]>` can stand in it. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(forbidden, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** The value of an attribute in double quotes. Line ends and tabs are escaped: a parser would make blanks of them. */
export function xmlAttribute(text: string): string {
  return xmlText(text)
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;");
}
