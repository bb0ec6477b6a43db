/** The page of an extension: where it may stand, and what it holds. */
import type { Bound } from "./_bindings.ts";
import { bindings, bindingText } from "./_bindings.ts";
import { constraints } from "./_constraints.ts";
import type { Element, Field, It, Profile } from "./_fhir.ts";
import { canonicalLink, codeLink } from "./_links.ts";
import { cardinality, plain, section } from "./_text.ts";
import { typesText } from "./_types.ts";
import { rulesText } from "./_values.ts";

export function use(it: It, { elements, context = [] }: Profile): string {
  const [root] = elements;
  const rows = context.map(({ type, expression }) => [contextText(it, type, expression), it.md.escape(type)]);
  return section(
    "Use",
    root !== undefined && `Cardinality ${cardinality(root)}.`,
    root?.isModifier === true && "It changes the meaning of what it stands on.",
    it.md.table(["May stand on", "Given as"], rows),
  );
}

/** A type or a path in one, another extension, or an expression that selects. */
function contextText(it: It, type: string, expression: string): string {
  if (type === "extension") return canonicalLink(it, expression, ["extension"]);
  return type === "element" && /^[A-Za-z]\w*$/.test(expression) ? codeLink(it, expression) : it.md.code(expression);
}

export function value(it: It, { value: held }: Profile): string {
  if (held === undefined) return "";
  return section("Value", it.md.table(valueHead, [valueCells(it, held)]));
}

const valueHead = ["Type", "Binding", "Rules", "Description"];

function valueCells(it: It, held: Field & Partial<Element>): string[] {
  return [typesText(it, held, ""), bindingText(it, held.binding), rulesText(it, held), plain(it, held.short)];
}

export function parts(it: It, { parts: all = [] }: Profile): string {
  const rows = all.map((part) => {
    const [type = "", binding = "", rules = "", about = ""] =
      part.value === undefined ? [] : valueCells(it, part.value);
    const short = plain(it, part.short);
    return [it.md.code(part.url), cardinality(part), type, binding, rules, short === "" ? about : short];
  });
  return section("Parts", it.md.table(["URL", "Card.", ...valueHead], rows));
}

export function extensionBindings(it: It, { value: held, parts: all = [] }: Profile): string {
  const bound = (at: string, field: Field | undefined): Bound[] =>
    field?.binding === undefined ? [] : [{ at, binding: field.binding }];
  return bindings(it, [...bound("value", held), ...all.flatMap((part) => bound(part.url, part.value))]);
}

/** Only what this extension adds: every extension has the others. */
export function extensionConstraints(it: It, { elements }: Profile): string {
  return constraints(
    it,
    "",
    elements.map(({ id, constraints: own }) => ({ at: id, constraints: own })),
  );
}
