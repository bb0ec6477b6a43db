/** Which codes of a system a filter of a value set picks: http://hl7.org/fhir/codesystem-filter-operator.html */
import type { JsonObject } from "#model/json.ts";
import type { CodeSystem, SystemConcept } from "./code-system.ts";
import { textAt } from "./snapshot-fields.ts";

/** The codes, or why it cannot be told, in words. */
export type Picked = ReadonlySet<string> | string;

/** Filters go by the hierarchy of codes, or by a property of each. */
export function pickCodes(filter: JsonObject, system: CodeSystem): Picked {
  const property = textAt(filter, "property") ?? "";
  const op = textAt(filter, "op") ?? "";
  const value = textAt(filter, "value") ?? "";
  const isOfCode = property === "concept" || property === "code";
  const picked = isOfCode ? byCode(op, value, system) : byProperty(property, { op, value }, system);
  return picked ?? `its filter \`${property} ${op} ${value}\` on \`${system.url}\` cannot be applied here`;
}

type Pick = (value: string, system: CodeSystem) => Iterable<string>;

const codePicks: ReadonlyMap<string, Pick> = new Map<string, Pick>([
  ["=", (value) => [value]],
  ["in", (value) => listed(value)],
  ["not-in", (value, system) => except(system, listed(value))],
  ["is-a", (value, system) => [value, ...below(value, system)]],
  ["descendent-of", (value, system) => below(value, system)],
  ["is-not-a", (value, system) => except(system, new Set([value, ...below(value, system)]))],
  ["generalizes", (value, system) => [value, ...above(value, system)]],
  ["child-of", (value, system) => childrenOf(system).get(value) ?? []],
  ["descendent-leaf", (value, system) => leaves(below(value, system), system)],
]);

/** A code that the system does not have picks nothing that could be relied on. */
function byCode(op: string, value: string, system: CodeSystem): Picked | undefined {
  const pick = codePicks.get(op);
  if (pick === undefined) return undefined;
  const isOne = !op.endsWith("in");
  if (isOne && !system.concepts.has(value))
    return `its filter names \`${value}\`, which \`${system.url}\` does not have`;
  return new Set([...pick(value, system)].filter((code) => system.concepts.has(code)));
}

interface Condition {
  readonly op: string;
  readonly value: string;
}

function byProperty(property: string, { op, value }: Condition, system: CodeSystem): Picked | undefined {
  const valuesOf = valuesFor(property, system);
  const holds = valuesOf === undefined ? undefined : conditionOf(op, value);
  if (valuesOf === undefined || holds === undefined) return undefined;
  return new Set([...system.concepts.values()].filter((one) => holds(valuesOf(one))).map(({ code }) => code));
}

type Holds = (values: readonly string[]) => boolean;

/** Patterns are not run: they are text of a stranger, and there are some that never end. */
function conditionOf(op: string, value: string): Holds | undefined {
  const list = listed(value);
  const conditions: { readonly [op: string]: Holds } = {
    "=": (values) => values.includes(value),
    in: (values) => values.some((one) => list.has(one)),
    "not-in": (values) => !values.some((one) => list.has(one)),
    exists: (values) => values.length > 0 === (value === "true"),
  };
  return Object.hasOwn(conditions, op) ? conditions[op] : undefined;
}

/** What a concept has for a property; `undefined` when the system tells nothing of it. */
function valuesFor(property: string, system: CodeSystem): ((concept: SystemConcept) => readonly string[]) | undefined {
  if (property === "parent") return ({ parents }) => parents;
  if (property === "child") {
    const children = childrenOf(system);
    return ({ code }) => children.get(code) ?? [];
  }
  if (property === "display") return ({ display }) => (display === undefined ? [] : [display]);
  if (property === "notSelectable") return ({ isAbstract }) => [String(isAbstract)];
  if (property === "inactive") return ({ properties }) => properties.get(property) ?? ["false"];
  const isKnown =
    system.declared.has(property) || [...system.concepts.values()].some(({ properties }) => properties.has(property));
  return isKnown ? ({ properties }) => properties.get(property) ?? [] : undefined;
}

function listed(value: string): ReadonlySet<string> {
  return new Set(value.split(",").map((code) => code.trim()));
}

function except({ concepts }: CodeSystem, codes: ReadonlySet<string>): readonly string[] {
  return [...concepts.keys()].filter((code) => !codes.has(code));
}

/** All codes below, each once: a code may have several parents, and careless systems have circles. */
function below(value: string, system: CodeSystem): ReadonlySet<string> {
  const children = childrenOf(system);
  return reached(value, (code) => children.get(code) ?? []);
}

function above(value: string, { concepts }: CodeSystem): ReadonlySet<string> {
  return reached(value, (code) => concepts.get(code)?.parents ?? []);
}

function reached(start: string, next: (code: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(next(start));
  for (const code of seen) for (const further of next(code)) seen.add(further);
  return seen;
}

function leaves(codes: ReadonlySet<string>, system: CodeSystem): readonly string[] {
  const children = childrenOf(system);
  return [...codes].filter((code) => !children.has(code));
}

function childrenOf({ concepts }: CodeSystem): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { code, parents } of concepts.values())
    for (const parent of parents) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [code]);
      else known.push(code);
    }
  return children;
}
