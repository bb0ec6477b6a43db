/** The definition of a value set in words: what it includes and leaves out. It is read as it was written, whatever its shape. */
import type { Json } from "specmill";
import type { It, ValueSet } from "./_fhir.ts";
import { canonicalLink } from "./_links.ts";
import { section } from "./_text.ts";

type Holder = { readonly [key: string]: Json };

export function compose(it: It, { compose: definition, incomplete }: ValueSet): string {
  if (definition === undefined) return "";
  // What is included is among the codes, when those are known.
  const included = objects(definition.include).map((part) => partItem(it, part, incomplete !== undefined));
  const excluded = objects(definition.exclude).map((part) => partItem(it, part, true));
  return section("Definition", included.join("\n"), excluded.length > 0 && "Without:", excluded.join("\n"));
}

function partItem(it: It, part: Holder, isListed: boolean): string {
  const codes = isListed ? objects(part.concept) : [];
  const most = Math.max(0, it.options.codes);
  const items = codes.slice(0, most).map(({ code, display }) => {
    const name = text(display) ?? "";
    return `  - ${it.md.code(text(code) ?? "")}${name === "" ? "" : `: ${it.md.escape(name)}`}`;
  });
  const more = codes.length > most ? [`  - ${codes.length - most} more`] : [];
  return [`- ${partText(it, part)}`, ...items, ...more].join("\n");
}

/** `Codes of [X](…) where `concept` is-a `123`, that are in [Y](…)` */
function partText(it: It, part: Holder): string {
  const sets = texts(part.valueSet).map((url) => canonicalLink(it, url, ["valueSet"]));
  const system = text(part.system);
  const inSets = it.text.list(sets);
  if (system === undefined) return sets.length === 0 ? "Codes that the definition does not name" : `Codes of ${inSets}`;
  const from = `${amount(part)} of ${systemLink(it, system, text(part.version))}${filters(it, part)}`;
  return sets.length === 0 ? from : `${from}, as far as they are in ${inSets}`;
}

function amount(part: Holder): string {
  const count = objects(part.concept).length;
  if (count > 0) return count === 1 ? "1 code" : `${count} codes`;
  return objects(part.filter).length > 0 ? "Codes" : "All codes";
}

function systemLink(it: It, system: string, version: string | undefined): string {
  const link = canonicalLink(it, system, ["codeSystem"]);
  return version === undefined ? link : `${link} in version ${it.md.code(version)}`;
}

function filters(it: It, part: Holder): string {
  const all = objects(part.filter).map(({ property, op, value }) => {
    const words = [it.md.code(text(property) ?? ""), it.md.escape(text(op) ?? "="), valueText(it, value)];
    return words.join(" ");
  });
  return all.length === 0 ? "" : ` where ${it.text.list(all)}`;
}

/** Lists of codes and expressions are long texts: all of it is said, as it is the definition. */
function valueText(it: It, value: Json | undefined): string {
  return value === undefined ? it.md.code("") : it.md.code(text(value) ?? JSON.stringify(value));
}

function objects(value: Json | undefined): readonly Holder[] {
  return Array.isArray(value) ? value.filter((one): one is Holder => typeof one === "object" && one !== null) : [];
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The one system of all codes that are listed, where the definition only names other value sets. */
export function onlySystem(it: It, { concepts, compose: definition }: ValueSet): string {
  const [only, ...others] = new Set(concepts.map(({ system }) => system));
  const isNamed = objects(definition?.include).some(({ system }) => system === only);
  if (only === undefined || others.length > 0 || isNamed) return "";
  return `Codes of ${canonicalLink(it, only, ["codeSystem"])}.`;
}
