/**
 * What tells the values of a slice from others: its discriminators, as tests of a value. A slice of which one cannot be decided by looking
 * at the value, as what a reference leads to, has no tests.
 */
import type { Json, JsonObject } from "specmill";
import type { ProfileTree } from "./_profile-tree.ts";
import { withoutVersion } from "./_profile-tree.ts";
import type { ProfileElement, Slicing } from "./_types.ts";

/** As the generated code has it: some value at the path has to fit. Each step of the path is one property, or those of a choice. */
export interface Match {
  readonly path: readonly (readonly string[])[];
  readonly pattern?: Json;
  readonly codes?: readonly string[];
  readonly exists?: boolean;
  readonly types?: readonly string[];
  readonly profiles?: readonly string[];
}

export interface MatchContext {
  readonly tree: ProfileTree;
  /** The codes that a required binding of the element allows, where they are known. */
  codesOf(element: ProfileElement): readonly string[] | undefined;
}

/** `undefined` when they cannot be decided. */
export function matchesOf(slice: ProfileElement, slicing: Slicing, context: MatchContext): Match[] | undefined {
  const url = extensionUrl(slice);
  if (url !== undefined) return [{ path: [["url"]], pattern: url }];
  const matches = slicing.discriminators.map(({ type, path }) => matchOf(slice, { type, path }, context));
  const decided = matches.filter((match) => match !== undefined);
  return decided.length === 0 || decided.length < matches.length ? undefined : decided;
}

/** Extensions are told apart by the definition they are of. */
export function extensionUrl({ name, variants: [only] }: ProfileElement): string | undefined {
  if (name !== "extension" && name !== "modifierExtension") return undefined;
  const [profile] = only?.type.profiles ?? [];
  return profile === undefined ? undefined : withoutVersion(profile);
}

function matchOf(
  slice: ProfileElement,
  { type, path }: Slicing["discriminators"][number],
  context: MatchContext,
): Match | undefined {
  const steps = stepsOf(path);
  if (steps === undefined) return undefined;
  if (type === "value" || type === "pattern") return valueMatch(slice, steps, context);
  const at = walk(slice, steps, context.tree);
  if (at === undefined) return undefined;
  if (type === "exists") return existsMatch(at);
  return type === "type" ? typeMatch(at) : type === "profile" ? profileMatch(at) : undefined;
}

/** `$this`, `code.coding`, `value.ofType(Quantity)`; functions that look elsewhere are not followed. */
function stepsOf(path: string): string[] | undefined {
  const plain = path.replace(/\.ofType\(\w+\)/g, "").replace(/^\$this(?:\.|$)/, "");
  if (plain === "") return [];
  return /^[\w.]+$/.test(plain) ? plain.split(".") : undefined;
}

interface Reached {
  readonly element: ProfileElement;
  readonly path: readonly (readonly string[])[];
}

function walk(slice: ProfileElement, steps: readonly string[], tree: ProfileTree): Reached | undefined {
  let at: Reached = { element: slice, path: [] };
  for (const step of steps) {
    const next = childrenFor(tree, at.element.id, step)[0];
    if (next === undefined) return undefined;
    at = { element: next, path: [...at.path, propertiesOf(next)] };
  }
  return at;
}

function propertiesOf({ variants }: ProfileElement): string[] {
  return variants.map(({ property }) => property);
}

/** The element, then those of its slices that have to be there: they say more. */
function childrenFor(tree: ProfileTree, id: string, step: string): ProfileElement[] {
  const child = tree.child(id, step);
  return child === undefined ? [] : [child, ...tree.slices(child.id).filter(({ min }) => min > 0)];
}

function valueMatch(slice: ProfileElement, steps: readonly string[], context: MatchContext): Match | undefined {
  const own = heldValue(slice);
  const [step, ...rest] = steps;
  if (own !== undefined) {
    const part = partOf(own, steps);
    if (part !== undefined) return { path: steps.map((one) => [one]), pattern: part };
  }
  if (step === undefined) return bottomMatch(slice, context);
  for (const child of childrenFor(context.tree, slice.id, step)) {
    const found = valueMatch(child, rest, context);
    if (found !== undefined) return { ...found, path: [propertiesOf(child), ...found.path] };
  }
  return undefined;
}

function bottomMatch(element: ProfileElement, { tree, codesOf }: MatchContext): Match | undefined {
  const composed = composedValue(element, tree);
  if (composed !== undefined) return { path: [], pattern: composed };
  const codes = codesOf(element);
  return codes === undefined ? undefined : { path: [], codes };
}

function heldValue({ fixed, pattern }: ProfileElement): Json | undefined {
  return (fixed ?? pattern)?.value;
}

/** What the elements below say, put together. */
function composedValue(element: ProfileElement, tree: ProfileTree): Json | undefined {
  const own = heldValue(element);
  if (own !== undefined) return own;
  const parts: [string, Json][] = [];
  for (const child of tree.children(element.id)) {
    const property = child.variants.length === 1 ? child.variants[0]?.property : undefined;
    if (property === undefined) continue;
    const all = [child, ...tree.slices(child.id).filter(({ min }) => min > 0)];
    const values = all.flatMap((one) => composedValue(one, tree) ?? []);
    const [first] = values;
    if (first !== undefined) parts.push([property, child.isArray ? values : first]);
  }
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** What a pattern has at a path; of lists the first item, which patterns seldom have more of. */
function partOf(value: Json, steps: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of steps) {
    if (Array.isArray(at)) at = at[0] as Json | undefined;
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, step)) return undefined;
    at = (at as JsonObject)[step];
  }
  return at;
}

function existsMatch({ element, path }: Reached): Match | undefined {
  if (element.min > 0) return { path, exists: true };
  return element.isProhibited ? { path, exists: false } : undefined;
}

/** The type of a resource is in it; that of a choice is in the name of the property. */
function typeMatch({ element, path }: Reached): Match | undefined {
  if (element.isChoice && path.length > 0) return { path, exists: true };
  const types = element.variants.map(({ type }) => type);
  const isKnown = types.every(({ kind, code }) => kind === "resource" && !/^(?:Domain)?Resource$/.test(code));
  return isKnown && types.length > 0 ? { path, types: types.map(({ code }) => code) } : undefined;
}

function profileMatch({ element, path }: Reached): Match | undefined {
  const types = element.variants.map(({ type }) => type);
  if (!types.every(({ kind }) => kind === "resource")) return undefined;
  const profiles = types.flatMap(({ profiles: urls = [] }) => urls.map(withoutVersion));
  // Without a profile any resource of the type will do.
  return profiles.length === 0 ? { path, exists: true } : { path, profiles };
}
