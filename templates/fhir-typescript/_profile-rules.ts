/** What a profile asks of a resource, as data: a rule for each element that has to keep something, in the tree of the elements. */
import type { Json } from "specmill";
import type { Match, MatchContext } from "./_profile-matches.ts";
import { matchesOf } from "./_profile-matches.ts";
import { ProfileTree } from "./_profile-tree.ts";
import type { PackContext, ProfileElement, ValueSetView } from "./_types.ts";

/** As the generated code has it, in which what is absent asks for nothing. */
export interface Rule {
  readonly id: string;
  /** Of a choice one for each type. */
  readonly properties: readonly string[];
  readonly isArray?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Name of a choice, and properties that only look like one of it. */
  readonly choice?: string;
  readonly others?: readonly string[];
  readonly fixed?: Json;
  readonly pattern?: Json;
  readonly codes?: readonly string[];
  readonly rules?: readonly Rule[];
  readonly slices?: readonly Rule[];
  readonly isClosed?: boolean;
  /** Of a slice: all of them fit its values, and no others. */
  readonly matches?: readonly Match[];
}

export interface ProfileRules {
  readonly tree: ProfileTree;
  readonly root: Rule;
}

export function profileRules(it: PackContext, elements: readonly ProfileElement[]): ProfileRules {
  const tree = new ProfileTree(elements);
  const context: MatchContext = { tree, codesOf: (element) => codesOf(it, element) };
  const { root } = tree;
  const rules = root === undefined ? [] : rulesBelow(root, context);
  return { tree, root: { id: root?.id ?? "", properties: [], ...listed("rules", rules) } };
}

function rulesBelow({ id }: ProfileElement, context: MatchContext): Rule[] {
  const children = context.tree.children(id);
  return children.flatMap((child) => {
    const all = child.isChoice ? [child, ...context.tree.slices(child.id)] : [child];
    return all.map((one) => ruleOf(one, context, children)).filter((rule) => rule !== undefined);
  });
}

/** `undefined` where there is nothing to keep. */
function ruleOf(element: ProfileElement, context: MatchContext, siblings: readonly ProfileElement[]): Rule | undefined {
  const own = {
    ...countOf(element),
    ...choiceOf(element, siblings),
    ...heldBy(element),
    ...given("codes", context.codesOf(element)),
    ...(element.isProhibited
      ? {}
      : { ...listed("rules", rulesBelow(element, context)), ...slicesOf(element, context) }),
  };
  if (Object.keys(own).length === 0) return undefined;
  const properties = element.variants.map(({ property }) => property);
  return { id: element.id, properties, ...(element.isArray ? { isArray: true } : {}), ...own };
}

function countOf({ min, max, isArray, isProhibited }: ProfileElement): Pick<Rule, "min" | "max"> {
  const most = isProhibited ? 0 : Number(max);
  return {
    ...(min > 0 ? { min } : {}),
    ...(isProhibited || (isArray && Number.isInteger(most)) ? { max: most } : {}),
  };
}

/** What is left of a choice rules the other types out. A slice of one is about one of its types. */
function choiceOf(element: ProfileElement, siblings: readonly ProfileElement[]): Pick<Rule, "choice" | "others"> {
  const { isChoice, name, sliceName, isProhibited } = element;
  if (!isChoice || sliceName !== undefined || isProhibited) return {};
  const others = siblings.map((sibling) => sibling.name).filter((other) => other.startsWith(name) && other !== name);
  return { choice: name, ...listed("others", others) };
}

function heldBy({ fixed, pattern }: ProfileElement): Pick<Rule, "fixed" | "pattern"> {
  return { ...given("fixed", fixed?.value), ...given("pattern", pattern?.value) };
}

function slicesOf(element: ProfileElement, context: MatchContext): Pick<Rule, "slices" | "isClosed"> {
  const { slicing, isChoice } = element;
  if (slicing === undefined || isChoice) return {};
  const all = context.tree.slices(element.id);
  const slices = all.flatMap((slice) => sliceRule(slice, matchesOf(slice, slicing, context), context) ?? []);
  const isClosed = slicing.rules === "closed" && slices.length === all.length;
  return { ...listed("slices", slices), ...(isClosed && slices.length > 0 ? { isClosed } : {}) };
}

function sliceRule(
  element: ProfileElement,
  matches: readonly Match[] | undefined,
  context: MatchContext,
): Rule | undefined {
  if (matches === undefined) return undefined;
  const properties = element.variants.map(({ property }) => property);
  return { id: element.id, properties, ...ruleOf(element, context, []), isArray: element.isArray, matches };
}

function codesOf(it: PackContext, { binding, variants }: ProfileElement): readonly string[] | undefined {
  if (binding?.strength !== "required" || binding.unit === undefined) return undefined;
  if (!variants.every(({ type }) => codedTypes.has(type.code))) return undefined;
  const found = it.find(binding.unit) as unknown as ValueSetView | undefined;
  if (found?.isEnumerable !== true) return undefined;
  return [...new Set(found.data.concepts.map(({ code }) => code))];
}

const codedTypes: ReadonlySet<string> = new Set(["code", "string", "uri", "Coding", "CodeableConcept"]);

function listed<K extends string, T>(key: K, list: readonly T[]): { readonly [key in K]?: readonly T[] } {
  return (list.length === 0 ? {} : { [key]: list }) as { readonly [key in K]?: readonly T[] };
}

function given<K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: T };
}
