/** The page of a resource, data type or logical model: its own elements, and what its nested types have. */
import type { Bound } from "./_bindings.ts";
import { bindings } from "./_bindings.ts";
import type { Constrained } from "./_constraints.ts";
import { constraints } from "./_constraints.ts";
import type { Field, Group, It, Primitive, Type } from "./_fhir.ts";
import { typeLink } from "./_links.ts";
import { packageOf } from "./_packages.ts";
import { hasSearchParameters } from "./_search.ts";
import { lastPart, section } from "./_text.ts";
import type { Leaf } from "./_tree.ts";
import { definitions, tree } from "./_tree.ts";

export function elements(it: It, { groups }: Type): string {
  const [first] = groups;
  const byPath = new Map(groups.map((group) => [group.path, group]));
  const leavesOf = (group: Group, level: number): Leaf[] =>
    group.fields.flatMap((field) => {
      const below = byPath.get(field.path);
      const nested = below?.base === undefined ? "" : typeLink(it, below.base);
      const leaf: Leaf = { name: lastPart(field.path), level, field, nested };
      return below === undefined || below === group ? [leaf] : [leaf, ...leavesOf(below, level + 1)];
    });
  return section("Elements", first !== undefined && tree(it, leavesOf(first, 0)));
}

export function typeBindings(it: It, { groups }: Type): string {
  return bindings(it, fieldsOf(groups).flatMap(boundOf));
}

export function boundOf({ path, binding }: Field): Bound[] {
  return binding === undefined ? [] : [{ at: path, binding }];
}

export function typeConstraints(it: It, { groups, type }: Type): string {
  const all = groups.flatMap(({ path, constraints: own, fields }, at): Constrained[] => [
    // A nested type has the rules of the element that it is nested in.
    ...(at === 0 ? [{ at: path, constraints: own }] : []),
    ...fields.map((field) => ({ at: field.path, constraints: field.constraints })),
  ]);
  return constraints(it, type, all);
}

function fieldsOf(groups: readonly Group[]): readonly Field[] {
  return groups.flatMap(({ fields }) => fields);
}

/** With a heading for each nested type. */
export function typeDefinitions(it: It, { groups }: Type): string {
  const parts = groups.map((group, at) => groupDefinitions(it, group, at > 0));
  return section("Definitions", ...parts);
}

function groupDefinitions(it: It, { path, fields }: Group, isNested: boolean): string {
  const defined = fields.map((field) => ({ name: lastPart(field.path), field }));
  const list = definitions(it, defined);
  return isNested && list !== "" ? `${it.md.heading(3, path)}\n\n${list}` : list;
}

/** To the heading of this resource on the page of search parameters, which has one for each with a page. */
export function searchLink(it: It): string {
  if (!hasSearchParameters(it, packageOf(it.unit.id))) return "";
  return it.md.link("Search parameters", `../search-parameters.md#${it.md.anchor(String(it.unit.facts.type))}`);
}

export function primitiveParts(it: It, { json, regex, base }: Primitive): string {
  const { md } = it;
  const rows = [
    ["In JSON", json],
    ["Pattern", regex === undefined ? "" : md.code(regex)],
    ["Based on", base === undefined ? "" : typeLink(it, base)],
  ].filter(([, text]) => text !== "");
  return section("Value", md.table(["Property", "Value"], rows));
}
