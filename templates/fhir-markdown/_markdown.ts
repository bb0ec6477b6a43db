/**
 * Descriptions, which are Markdown of the specification or of a guide, as Markdown of these pages. Their relative links lead to pages of
 * the publication that they come from.
 */
import { editionUrl } from "./_core-pages.ts";
import type { It, Package } from "./_fhir.ts";
import { packageOf } from "./_packages.ts";

/** As blocks; headings come out at `level` and below, or as bold lines. */
export function blocks(it: It, text: string | undefined, level = 0): string {
  return text === undefined ? "" : it.md.block(absolute(it, text), level);
}

/** On one line. */
export function line(it: It, text: string | undefined): string {
  return text === undefined ? "" : it.md.inline(absolute(it, text));
}

/** `](patient.html)`: a target without a scheme. Parentheses in one come in pairs. */
const bare = /\]\((?!<|\/\/|[a-z][a-z0-9+.-]*:)((?:[^()\s]|\([^()\s]*\))*)(?=[\s)])/gi;
/** `](<a b.html>)` */
const bracketed = /\]\(<(?!\/\/|[a-z][a-z0-9+.-]*:)([^<>\n]*)>/gi;

function absolute(it: It, markdown: string): string {
  // `[[[Patient]]]` is how the tools of HL7 are told to make a link.
  const text = markdown.includes("[[[") ? markdown.replace(/\[\[\[([^[\]]*)\]\]\]/g, "`$1`") : markdown;
  if (!text.includes("](")) return text;
  let base: string | undefined;
  const published = (target: string): string => {
    base ??= publishedAt(it);
    return base + target.replace(/^(?:\.{0,2}\/)+/, "");
  };
  return text
    .replace(bare, (_, target: string) => `](${published(target)}`)
    .replace(bracketed, (_, target: string) => `](<${published(target)}>`);
}

/** The specification has a folder for every edition; a guide has its pages below its canonical URL. */
function publishedAt(it: It): string {
  const own = it.ref(packageOf(it.unit.id));
  const { name, release, canonical } = own.data as unknown as Package;
  const edition = /^hl7\.fhir\.r\w+\.core$/.test(name) ? editionUrl(release) : undefined;
  const folder = edition ?? canonical ?? "http://hl7.org/fhir/";
  return folder.endsWith("/") ? folder : `${folder}/`;
}
