/** What a value has to be made from: with what the profile asks for, without what it fills in or forbids. */
import type { Json } from "specmill";
import type { ClassContext } from "./_profile-accessor.ts";
import type { Rule } from "./_profile-rules.ts";
import type { ProfileElement } from "./_types.ts";

export function initType({ rules, support, type, file }: ClassContext): string {
  const children = rules.tree.children(rules.tree.root?.id ?? "");
  const filled = (rules.root.rules ?? []).filter((rule) => isAsked(rule) && isFilled(rule)).map(({ id }) => id);
  const isNeeded = ({ id, min, isChoice }: ProfileElement) => min > 0 && !isChoice && !filled.includes(id);
  const needed = children.filter(isNeeded);
  const banned = children.filter(({ isProhibited }) => isProhibited);
  const lists = [needed, children.filter(({ id }) => filled.includes(id)), banned];
  return `${support.type("Init")}<${[type, ...lists.map(unionOf)].join(", ")}>`;

  function unionOf(elements: readonly ProfileElement[]): string {
    const properties = elements.flatMap(({ variants }) => variants.map(({ property }) => property));
    return properties.length === 0 ? "never" : properties.map(file.it.ts.string).join(" | ");
  }
}

/** What fills a resource can make it: all that has to be there is fixed by the profile. */
function isFilled(rule: Rule): boolean {
  if (rule.properties.length !== 1) return false;
  const required = requiredSlices(rule);
  if (required.length === 0) return isHeld(rule);
  return required.every(isHeld) && required.length >= (rule.min ?? 0);
}

/** A value with all that the rule asks for follows from the rule. */
function isHeld(rule: Rule): boolean {
  const own = rule.fixed ?? rule.pattern;
  const isSaid = (one: Rule) => own !== undefined && one.properties.some((property) => hasKey(own, property));
  const asked = (rule.rules ?? []).filter((one) => isAsked(one) && !isSaid(one));
  return (own !== undefined || asked.length > 0) && asked.every(isFilled);
}

function isAsked(rule: Rule): boolean {
  return (rule.min ?? 0) > 0 || requiredSlices(rule).length > 0;
}

function requiredSlices({ slices = [] }: Rule): readonly Rule[] {
  return slices.filter(({ min = 0 }) => min > 0);
}

function hasKey(value: Json, key: string): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
