/**
 * Characters that have no business in generated text: controls, bidi overrides, byte order marks, lone surrogates.
 * Every escape passes its value through here first, so that what a reader sees is what the file holds.
 */

/** Controls without tab and line feed, bidi embeddings, overrides and isolates (U+202A-202E, U+2066-2069), BOM. */
const unwanted = /[[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]--[\t\n]]/gv;

/** CR, CRLF, NEL and the two Unicode separators end a line in one reader or another: here only LF does. */
const lineEnds = /\r\n?|[\x85\u2028\u2029]/g;

/** Whether there is anything to do at all; most text is plain. */
const suspicious = /[[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff]--[\t\n]]/v;

/** Text with LF line ends and without invisible controls; always well-formed Unicode. Idempotent; templates may pass any value. */
export function cleanText(value: string): string {
  const text = typeof value === "string" ? value : String(value ?? "");
  if (!suspicious.test(text)) return text;
  return text.replace(lineEnds, "\n").replace(unwanted, "").toWellFormed();
}

/** The same on one line: every run of white space is one space, none at the ends. */
export function cleanLine(value: string): string {
  return cleanText(value).replace(/\s+/g, " ").trim();
}
