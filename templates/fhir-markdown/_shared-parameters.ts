/** Search parameters of many resources say for each of them what they are: here that of one is found. Nothing is found, nothing is left out. */
import type { SearchParameter } from "./_fhir.ts";

/** `Account.identifier` of `Account.identifier | AdverseEvent.identifier | …`. */
export function expressionFor(base: string, { base: all, expression }: SearchParameter): string | undefined {
  if (expression === undefined || all.length < 2) return expression;
  const own = alternatives(expression).filter((one) => one.replace(/^[(\s]+/, "").startsWith(`${base}.`));
  return own.length === 0 ? expression : own.join(" | ");
}

/** `Account number` of a list with the item `* [Account](account.html): Account number`. */
export function descriptionFor(base: string, { description }: SearchParameter): string | undefined {
  if (description === undefined) return undefined;
  for (const line of description.split(/\r?\n/)) {
    const [, name, text] = /^\s*[*-]\s*\[([^\]]*)\]\([^)]*\):\s*(\S.*)$/.exec(line) ?? [];
    if (name === base) return text;
  }
  return description;
}

/** What stands between the bars that are in no parentheses; quoted text is not looked into, which no expression of HL7 needs. */
function alternatives(expression: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < expression.length; at++) {
    const letter = expression[at];
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "|" && depth === 0) {
      found.push(expression.slice(start, at));
      start = at + 1;
    }
  }
  found.push(expression.slice(start));
  return found.map((one) => one.trim());
}
