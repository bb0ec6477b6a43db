/** The rules of a profile as an object literal, a line for each. */

import type { Rule } from "./_profile-rules.ts";
import type { PackContext } from "./_types.ts";

/** `named` are rules that have a constant of their own, which stands in their place. */
export function ruleText(it: PackContext, rule: Rule, named: ReadonlyMap<Rule, string>, indent = ""): string {
  const { rules = [], slices = [], ...own } = rule;
  const members = Object.entries(own).map(([key, value]) => `${key}: ${it.ts.literal(value)}`);
  const lists = [listText("rules", rules), listText("slices", slices)].filter((text) => text !== "");
  if (lists.length === 0) return `{ ${members.join(", ")} }`;
  return `{\n${indent}  ${members.join(", ")},\n${lists.join("")}${indent}}`;

  function listText(key: string, list: readonly Rule[]): string {
    if (list.length === 0) return "";
    const deeper = `${indent}    `;
    const lines = list.map((one) => `${deeper}${named.get(one) ?? ruleText(it, one, named, deeper)},\n`);
    return `${indent}  ${key}: [\n${lines.join("")}${indent}  ],\n`;
  }
}
