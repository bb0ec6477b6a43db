/** Bindings to value sets: in a cell of a tree, and in a table with what they are for. */
import type { Binding, It } from "./_fhir.ts";
import { definitionLink } from "./_links.ts";
import { line } from "./_markdown.ts";
import { section } from "./_text.ts";

export interface Bound {
  /** Path or id of the element. */
  readonly at: string;
  readonly binding: Binding;
}

/** `[AdministrativeGender](…) (required)`; the name of a set without a page is the last part of its URL, which the table has whole. */
export function bindingText(it: It, binding: Binding | undefined): string {
  if (binding === undefined) return "";
  const { unit, valueSet, strength } = binding;
  const url = valueSet.slice(valueSet.lastIndexOf("/") + 1) || valueSet;
  return `${definitionLink(it, unit, url)} (${it.md.escape(strength)})`;
}

export function bindings(it: It, bound: readonly Bound[]): string {
  const rows = bound.map(({ at, binding }) => [
    it.md.code(at),
    it.md.escape(binding.strength),
    valueSetText(it, binding),
    line(it, binding.description),
  ]);
  return section("Bindings", it.md.table(["Element", "Strength", "Value set", "What for"], rows));
}

function valueSetText(it: It, { unit, valueSet, valueSetVersion }: Binding): string {
  return definitionLink(it, unit, valueSetVersion === undefined ? valueSet : `${valueSet}|${valueSetVersion}`);
}
