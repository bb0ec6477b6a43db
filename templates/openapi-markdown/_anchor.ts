/** Anchors of headings, so that a link to one arrives also when two headings read the same. */
import type { It, OperationFacts } from "./_openapi.ts";
import { factsOf } from "./_openapi.ts";

/** Headings that stand under every operation: an operation that is called like one would take its anchor, or lose its own. */
const common = /^(?:parameters|request-body|sample-call|responses|callbacks|operations)(?:-\d+)?$/;

/** The anchors of headings below a title, in order, counted as GitHub counts those that are taken. */
export function anchorsOf(it: It, title: string, headings: readonly string[]): string[] {
  const taken = new Set([it.md.anchor(title)]);
  return headings.map((heading) => {
    const wanted = it.md.anchor(heading);
    let anchor = wanted;
    for (let count = 1; taken.has(anchor); count++) anchor = `${wanted}-${count}`;
    taken.add(anchor);
    return anchor;
  });
}

export interface Titled {
  readonly unit: It["unit"];
  /** Plain text. */
  readonly title: string;
  readonly anchor: string;
}

/** Headings of the operations on the page of a tag: the summary, and the call too where two would be confused. */
export function titledOperations(it: It, tag: string, operations: readonly It["unit"][]): Titled[] {
  const seen = new Set([it.md.anchor(tag)]);
  const titles = operations.map((unit) => {
    const facts = factsOf(unit);
    const title = titleOf(facts);
    const anchor = it.md.anchor(title);
    const isUnclear = seen.has(anchor) || common.test(anchor) || anchor === "";
    seen.add(anchor);
    return isUnclear ? `${title} (${callOf(facts)})` : title;
  });
  const anchors = anchorsOf(it, tag, titles);
  return operations.map((unit, index) => ({ unit, title: titles[index] ?? "", anchor: anchors[index] ?? "" }));
}

/** What an operation is called in headings and lists. */
export function titleOf(facts: OperationFacts): string {
  return facts.summary === "" ? callOf(facts) : facts.summary.replace(/(?<!\.)\.$/, "");
}

/** `GET /pets/{id}`; a webhook has a name in place of a path. */
export function callOf(facts: OperationFacts): string {
  return `${facts.method.toUpperCase()} ${facts.webhook ?? facts.path}`;
}
