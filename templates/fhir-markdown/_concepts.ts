/** Tables of codes, of value sets and code systems. */
import type { CodeSystem, Concept, It, ValueSet } from "./_fhir.ts";
import { canonicalLink } from "./_links.ts";
import { plain, section, treeName } from "./_text.ts";
import { onlySystem } from "./_value-set.ts";

export function valueSetCodes(it: It, valueSet: ValueSet): string {
  const { concepts, incomplete } = valueSet;
  const systems = new Set(concepts.map(({ system }) => system));
  const { shown, more } = cut(it, concepts);
  const rows = shown.map(({ system, ...concept }) => [
    it.md.code(concept.code),
    // One system of all is told once.
    systems.size < 2 || system === undefined ? "" : canonicalLink(it, system, ["codeSystem"]),
    ...texts(it, concept),
  ]);
  return section(
    "Codes",
    incomplete !== undefined && reason(it, incomplete, concepts.length > 0),
    onlySystem(it, valueSet),
    it.md.table(["Code", "System", "Display", "Definition"], rows),
    more,
  );
}

function reason(it: It, incomplete: string, hasSome: boolean): string {
  return `${hasSome ? "These are not all" : "The packages do not tell them"}: ${reasonText(it, incomplete)}.`;
}

/** URLs stand in backquotes there, between words that may be anybody's. */
function reasonText(it: It, text: string): string {
  const parts = text.split(/`([\w:/.|#@-]+)`/);
  return parts.map((part, at) => (at % 2 === 1 ? it.md.code(part) : spaced(it, part))).join("");
}

/** Escaping trims, and these are pieces of a sentence. */
function spaced(it: It, part: string): string {
  const [, before = "", after = ""] = /^(\s?).*?(\s?)$/s.exec(part) ?? [];
  return `${before}${it.md.escape(part)}${part.trim() === "" ? "" : after}`;
}

const contents: Readonly<Record<string, string>> = {
  "not-present": "The definition has none of the codes.",
  example: "The codes are examples.",
  fragment: "The definition has a part of the codes.",
  supplement: "The definition adds to the codes of another system.",
};

export function codeSystemCodes(it: It, { concepts, content }: CodeSystem): string {
  const { shown, more } = cut(it, concepts);
  const rows = shown.map((concept) => [
    treeName(it, concept.code, concept.level),
    ...texts(it, concept),
    concept.isAbstract ? "groups others" : "",
  ]);
  return section(
    "Codes",
    content !== undefined && Object.hasOwn(contents, content) && contents[content],
    it.md.table(["Code", "Display", "Definition", "Notes"], rows),
    more,
  );
}

/** A definition in the words of the display says nothing. */
function texts(it: It, { display, definition }: Concept): [string, string] {
  return [plain(it, display), definition === display ? "" : plain(it, definition)];
}

function cut<T>(it: It, concepts: readonly T[]): { readonly shown: readonly T[]; readonly more: string } {
  const shown = concepts.slice(0, Math.max(0, it.options.codes));
  const rest = concepts.length - shown.length;
  return { shown, more: rest === 0 ? "" : `And ${rest} more.` };
}
