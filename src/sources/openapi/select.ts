/** `include` and `exclude`: a part of the operations, and the components that they lead to, however far. */
import type { Json, JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Memo } from "../source.ts";
import { sections } from "./kinds.ts";
import { localPointer, step } from "./pointer.ts";
import { eachReference } from "./references.ts";
import { openapi3 } from "./shapes.ts";
import type { UnitParts } from "./unit-set.ts";
import { componentId } from "./unit-set.ts";
import { isMapping, walk } from "./walk.ts";

/** An operation is meant when one of the lists names it. */
export type Selection = {
  readonly tags?: readonly string[];
  /** Glob patterns; braces stand for themselves, as they do in paths. */
  readonly paths?: readonly string[];
  readonly operations?: readonly string[];
};

export interface Selections {
  readonly include?: Selection | undefined;
  readonly exclude?: Selection | undefined;
}

/** Those that `include` names (all, when it is absent), without those that `exclude` names. */
export function selectOperations(units: readonly UnitParts[], { include, exclude }: Selections): UnitParts[] {
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = exclude === undefined ? () => false : matcher(exclude);
  return units.filter((unit) => isIncluded(unit) && !isExcluded(unit));
}

function matcher({ tags = [], paths = [], operations = [] }: Selection): (unit: UnitParts) => boolean {
  const globs = paths.map((pattern) => new Bun.Glob(pattern.replace(/[{}]/g, "\\$&")));
  return ({ facts }) =>
    (facts.tags as readonly string[]).some((tag) => tags.includes(tag)) ||
    (facts.operationId !== null && operations.includes(facts.operationId as string)) ||
    globs.some((glob) => facts.path !== "" && glob.match(facts.path as string));
}

export interface Unmatched {
  /** `include.tags` */
  readonly option: string;
  readonly value: string;
  readonly notes: readonly string[];
}

/** The entries that name nothing: most likely spelt wrong, or gone from the document. */
export function unmatched(units: readonly UnitParts[], selections: Selections): Unmatched[] {
  const known = {
    tags: [...new Set(units.flatMap(({ facts }) => facts.tags as readonly string[]))],
    operations: units.flatMap(({ facts }) => (facts.operationId === null ? [] : [facts.operationId as string])),
    paths: [...new Set(units.map(({ facts }) => facts.path as string))],
  };
  return (["include", "exclude"] as const).flatMap((side) =>
    (["tags", "paths", "operations"] as const).flatMap((list) =>
      (selections[side]?.[list] ?? [])
        .filter((value) => !units.some(matcher({ [list]: [value] })))
        .map((value) => ({ option: `${side}.${list}`, value, notes: suggestNote(value, known[list]) })),
    ),
  );
}

/** The ids of the components that the units lead to, over any number of others. */
export function reachableFrom(
  units: readonly UnitParts[],
  components: ReadonlyMap<string, UnitParts>,
  memo: Memo,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [...units];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
    for (const id of targetsOf(unit, memo)) {
      const component = components.get(id);
      if (component === undefined || reached.has(id)) continue;
      reached.add(id);
      queue.push(component);
    }
  }
  return reached;
}

function targetsOf(unit: UnitParts, memo: Memo): readonly string[] {
  const key = `openapi1:targets:${unit.kind}:${unit.digest}`;
  const known = memo.get(key);
  if (known !== undefined) return known as readonly string[];
  const targets = [...new Set(findTargets(unit))];
  memo.set(key, targets);
  return targets;
}

function findTargets(unit: UnitParts): string[] {
  const data = unit.read();
  const texts: string[] = [];
  const shape = unit.kind === "webhook" ? "operation" : unit.kind;
  eachReference(data, shape, openapi3, ({ text }) => texts.push(text));
  walk(data, shape, openapi3, (node, name) => {
    if (name === "discriminator" && isMapping(node.mapping)) texts.push(...schemasNamed(node.mapping));
  });
  return [...texts, ...securityOf(data)].flatMap((text) => targetOf(text) ?? []);
}

/** The schemas that a discriminator names without a `$ref`. */
function schemasNamed(mapping: JsonObject): string[] {
  const names = Object.values(mapping).filter((name) => typeof name === "string");
  return names.map((name) => `#/components/${sections.schema}${step(name)}`);
}

/** The component that a `$ref` leads to, or into. */
function targetOf(reference: string): string | undefined {
  const pointer = localPointer(reference);
  return pointer === undefined ? undefined : componentId(pointer.split("/").slice(0, 4).join("/"));
}

function securityOf(data: Json): string[] {
  const security = isMapping(data) && Array.isArray(data.security) ? data.security : [];
  const names = security.flatMap((one: Json) => (isMapping(one) ? Object.keys(one) : []));
  return names.map((name: string) => `#/components/${sections.securityScheme}${step(name)}`);
}
