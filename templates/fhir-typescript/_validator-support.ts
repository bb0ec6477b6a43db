/** The code that all validators share, as text: it looks at values with the rules of a type. Plain enough to need no back quotes. */

export const validatorSupport = `type Holder = { readonly [property: string]: unknown };

/** What is wrong, and where. */
export interface Problem {
  /** As FHIRPath has it: Patient.name[0].use. */
  readonly path: string;
  readonly message: string;
}

/** A primitive type. */
export interface PrimitiveRules {
  readonly name: string;
  readonly json: "string" | "number" | "boolean";
  readonly pattern?: RegExp;
  /** Whole numbers, from the one to the other. */
  readonly whole?: readonly [least: number, most: number];
  /** Of ids and extensions, which JSON has beside the value. */
  readonly sibling?: () => TypeRules;
}

/** A resource, a data type, or a nested type. */
export interface TypeRules {
  readonly name: string;
  readonly base?: () => TypeRules;
  readonly isResource?: boolean;
  /** May have other elements, of which nobody has told. */
  readonly isOpen?: boolean;
  /** A function, as modules lead in circles. */
  readonly elements: () => { readonly [property: string]: ElementRules };
}

/** Any resource of a release. */
export interface ResourceRules {
  readonly resources: () => readonly TypeRules[];
}

export interface ElementRules {
  /** Without one, any value will do. */
  readonly type?: PrimitiveRules | TypeRules | ResourceRules;
  readonly isList?: boolean;
  /** Of a choice: whether one of its properties has to be there. */
  readonly min?: number;
  readonly max?: number;
  /** The choice that the property is one of. */
  readonly choice?: string;
  readonly codes?: readonly string[];
  /** Types that the reference may lead to. */
  readonly targets?: readonly string[];
  /** A primitive without a sibling. */
  readonly isBare?: boolean;
}

/** A type that no package has. */
export const anyObject: TypeRules = { name: "object", isOpen: true, elements: () => ({}) };

/** JSON of FHIR is not nested as deep as this, and no stack ends before it. */
const deepest = 200;

/** An element of a value, with what is needed to say so. */
interface Place {
  readonly path: string;
  readonly depth: number;
  readonly problems: Problem[];
}

/** What does not keep the rules; empty when nothing was found. */
export function problemsOf(value: unknown, rules: TypeRules | ResourceRules): readonly Problem[] {
  const problems: Problem[] = [];
  const path = "name" in rules ? rules.name : resourceTypeOf(value);
  checkObject(value, rules, { path, depth: 0, problems });
  return problems;
}

function checkObject(value: unknown, rules: TypeRules | ResourceRules, place: Place): void {
  if (!isHolder(value)) return report(place, Array.isArray(value) ? "has to be one value, not a list" : "has to be an object");
  if (place.depth > deepest) return report(place, "is nested too deep to be looked at");
  if (isEmpty(value)) return report(place, "may not be empty");
  if ("name" in rules) return checkProperties(value, rules, place);
  const own = resourcesOf(rules).get(resourceTypeOf(value));
  if (own === undefined) report(below(place, "resourceType"), "has to name a resource");
  else checkProperties(value, own, place);
}

function checkProperties(value: Holder, rules: TypeRules, place: Place): void {
  const { isResource = false, isOpen = false, name } = rules;
  const { elements, required } = shapeOf(rules);
  if (isResource && value["resourceType"] !== name) report(below(place, "resourceType"), "has to be " + name);
  const chosen = new Map<string, string[]>();
  const present = propertiesOf(value, elements);
  for (const property of present) {
    const element = elements.get(property);
    if (element !== undefined) checkElement(property, element, value, below(place, property));
    else if (!isOpen && !(isResource && property === "resourceType")) report(below(place, property), "is no element of " + name);
    if (element?.choice !== undefined) chosen.set(element.choice, [...(chosen.get(element.choice) ?? []), property]);
  }
  for (const [choice, names] of chosen) checkChoice(choice, names, place);
  for (const { property, choice } of required) {
    if (choice === undefined && !present.has(property)) report(below(place, property), "has to be there");
    if (choice !== undefined && !chosen.has(choice)) report(below(place, choice + "[x]"), "has to be there");
  }
}

/** What is there; a primitive and its sibling are one. */
function propertiesOf(value: Holder, elements: Elements): ReadonlySet<string> {
  const names = new Set<string>();
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined) names.add(isSibling(key, elements) ? key.slice(1) : key);
  }
  return names;
}

function checkElement(property: string, rules: ElementRules, holder: Holder, place: Place): void {
  const { type, isBare = false } = rules;
  const value = valueAt(holder, property);
  const sibling = isPrimitive(type) && !isBare ? valueAt(holder, "_" + property) : undefined;
  if (rules.isList === true) return checkList(value, sibling, rules, place);
  if (value !== undefined) checkValue(value, rules, place);
  if (sibling !== undefined) checkSibling(sibling, type, place);
}

/** Values and siblings are two lists of one length, in which null stands for what is only in the other. */
function checkList(values: unknown, siblings: unknown, rules: ElementRules, place: Place): void {
  if (![values, siblings].every((list) => list === undefined || Array.isArray(list))) return report(place, "has to be a list");
  const [own, extra] = [itemsOf(values), itemsOf(siblings)];
  const { min = 0, max = Infinity } = rules;
  const count = Math.max(own.length, extra.length);
  if (count === 0) return report(place, "may not be empty");
  if (count < min) report(place, "has to be there " + min + " times, and is " + count);
  if (count > max) report(place, "may be there " + max + " times, and is " + count);
  for (let at = 0; at < count; at++) {
    const item = { ...place, path: place.path + "[" + at + "]" };
    const [value, sibling] = [own[at] ?? null, extra[at] ?? null];
    const isGap = value === null && sibling === null;
    if (isGap && isPrimitive(rules.type) && rules.isBare !== true) report(item, "has to have a value or extensions");
    else if (value !== null || sibling === null) checkValue(value, rules, item);
    if (sibling !== null) checkSibling(sibling, rules.type, item);
  }
}

function checkSibling(sibling: unknown, type: ElementRules["type"], place: Place): void {
  const element = isPrimitive(type) ? type.sibling?.() : undefined;
  if (element !== undefined) checkObject(sibling, element, deeper(place));
}

function checkValue(value: unknown, rules: ElementRules, place: Place): void {
  const { type, codes, targets } = rules;
  if (value === null) return report(place, "may not be null");
  if (isPrimitive(type)) return checkPrimitive(value, type, codes, place);
  if (type !== undefined) checkObject(value, type, deeper(place));
  if (targets !== undefined && isHolder(value)) checkTarget(value, targets, place);
}

function checkPrimitive(value: unknown, rules: PrimitiveRules, codes: ElementRules["codes"], place: Place): void {
  const { name, json, pattern, whole } = rules;
  if (typeof value !== json) return report(place, "has to be a " + json);
  if (typeof value === "string" && codes !== undefined) return checkCode(value, codes, place);
  if (typeof value === "string" && pattern?.test(value) === false) report(place, "is no valid " + name);
  if (typeof value === "number" && whole !== undefined) {
    const isFine = Number.isInteger(value) && value >= whole[0] && value <= whole[1];
    if (!isFine) report(place, "has to be a whole number from " + whole[0] + " to " + whole[1]);
  }
}

function checkCode(value: string, codes: readonly string[], place: Place): void {
  if (codes.includes(value)) return;
  const shown = codes.slice(0, 10).join(", ") + (codes.length > 10 ? ", ... (" + codes.length + " codes)" : "");
  report(place, "has to be one of " + shown);
}

function checkChoice(choice: string, chosen: readonly string[], place: Place): void {
  if (chosen.length < 2) return;
  report(below(place, choice + "[x]"), "may be there once, and is there as " + chosen.join(" and "));
}

/** As far as a reference tells what it leads to. */
function checkTarget(value: Holder, targets: readonly string[], place: Place): void {
  const concept = valueAt(value, "reference");
  if (isHolder(concept)) return checkTarget(concept, targets, below(place, "reference"));
  const named = /^([A-Z][A-Za-z]*)\\/[A-Za-z0-9\\-.]{1,64}(?:\\/_history\\/[A-Za-z0-9\\-.]{1,64})?$/.exec(String(concept))?.[1];
  const isWrong = [value["type"], named].some((type) => typeof type === "string" && !targets.includes(type));
  if (isWrong) report(place, "has to lead to " + targets.join(" or "));
}

type Elements = ReadonlyMap<string, ElementRules>;

interface Shape {
  /** With those of the bases. */
  readonly elements: Elements;
  /** What has to be there, each choice once. */
  readonly required: readonly { readonly property: string; readonly choice: string | undefined }[];
}

const knownShapes = new WeakMap<TypeRules, Shape>();

function shapeOf(rules: TypeRules): Shape {
  const known = knownShapes.get(rules);
  if (known !== undefined) return known;
  const inherited = rules.base === undefined ? [] : [...shapeOf(rules.base()).elements];
  const elements = new Map([...inherited, ...Object.entries(rules.elements())]);
  const required = new Map<string, Shape["required"][number]>();
  for (const [property, { min = 0, choice }] of elements) {
    if (min > 0) required.set(choice === undefined ? property : choice + "[x]", { property, choice });
  }
  const shape = { elements, required: [...required.values()] };
  knownShapes.set(rules, shape);
  return shape;
}

const knownResources = new WeakMap<ResourceRules, ReadonlyMap<string, TypeRules>>();

function resourcesOf(rules: ResourceRules): ReadonlyMap<string, TypeRules> {
  const resources = knownResources.get(rules) ?? new Map(rules.resources().map((type) => [type.name, type]));
  knownResources.set(rules, resources);
  return resources;
}

function isSibling(property: string, elements: Elements): boolean {
  const rules = property.startsWith("_") ? elements.get(property.slice(1)) : undefined;
  return isPrimitive(rules?.type) && rules?.isBare !== true;
}

function isPrimitive(type: ElementRules["type"]): type is PrimitiveRules {
  return type !== undefined && "json" in type;
}

function resourceTypeOf(value: unknown): string {
  const type = isHolder(value) ? valueAt(value, "resourceType") : undefined;
  return typeof type === "string" ? type : "Resource";
}

function isEmpty(value: Holder): boolean {
  return Object.values(value).every((one) => one === undefined);
}

function valueAt(holder: Holder, property: string): unknown {
  return Object.hasOwn(holder, property) ? holder[property] : undefined;
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function below({ path, ...place }: Place, property: string): Place {
  return { ...place, path: path + "." + property };
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function report({ path, problems }: Place, message: string): void {
  problems.push({ path, message });
}
`;
