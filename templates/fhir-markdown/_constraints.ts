/** The rules that a definition adds: those of its bases are on their pages. */
import type { Constraint, It } from "./_fhir.ts";
import { section } from "./_text.ts";

export interface Constrained {
  /** Path or id of the element. */
  readonly at: string;
  readonly constraints: readonly Constraint[];
}

/** What every element has, in snapshots that do not say where it comes from. */
const everywhere: ReadonlySet<string> = new Set(["ele-1", "ext-1"]);

interface Rule {
  readonly constraint: Constraint;
  readonly at: string[];
}

/** `type` is what they are rules of; those of Element itself are told on its page alone. */
export function constraints(it: It, type: string, all: readonly Constrained[]): string {
  const { md } = it;
  const rows = rulesOf(type, all).map(({ constraint: { key, severity, human, expression }, at }) => [
    md.code(key),
    md.escape(severity),
    at.map((one) => md.code(one)).join(", "),
    md.escape(human),
    expression === undefined ? "" : md.code(expression),
  ]);
  return section("Constraints", md.table(["Key", "Severity", "Element", "Rule", "Expression"], rows));
}

/** The same rule on several elements is one. */
function rulesOf(type: string, all: readonly Constrained[]): readonly Rule[] {
  const isOfAll = type === "Element" || type === "Extension";
  const rules = new Map<string, Rule>();
  for (const { at, constraints: own } of all) {
    for (const constraint of own) {
      const { key, severity, human, expression = "", source } = constraint;
      if (source !== undefined || (!isOfAll && everywhere.has(key))) continue;
      const same = [key, severity, human, expression].join("\0");
      const known = rules.get(same);
      if (known === undefined) rules.set(same, { constraint, at: [at] });
      else known.at.push(at);
    }
  }
  return [...rules.values()];
}
