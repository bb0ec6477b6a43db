/** The code that all adapters share, as text: it looks at resources with the rules of a profile. Plain enough to need no back quotes. */

export const profileSupport = `type Holder = { [property: string]: unknown };

export interface Match {
  readonly path: readonly (readonly string[])[];
  readonly pattern?: unknown;
  readonly codes?: readonly string[];
  readonly exists?: boolean;
  readonly types?: readonly string[];
  readonly profiles?: readonly string[];
}

/** What a profile asks of an element, and of those below it. */
export interface Rule {
  readonly id: string;
  readonly properties: readonly string[];
  readonly isArray?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choice?: string;
  readonly others?: readonly string[];
  readonly fixed?: unknown;
  readonly pattern?: unknown;
  readonly codes?: readonly string[];
  readonly rules?: readonly Rule[];
  readonly slices?: readonly Rule[];
  readonly isClosed?: boolean;
  readonly matches?: readonly Match[];
}

/** A type of which some properties may be left out: the profile says what they are. */
export type Without<T, Names extends PropertyKey> = Omit<T, Names> & Partial<Pick<T, Extract<Names, keyof T>>>;

/** What a resource is made from: what the profile asks for, may leave out, and forbids. */
export type Init<T, Needed extends PropertyKey, Filled extends PropertyKey, Banned extends PropertyKey> = Omit<
  Without<T, Filled>,
  "resourceType" | Needed | Banned
> &
  Required<Pick<T, Extract<Needed, keyof T>>>;

/** What does not keep the rules, a sentence each. */
export function problemsOf(value: object, rule: Rule): string[] {
  const problems: string[] = [];
  checkValue(rule, value, problems);
  return problems;
}

/** Adds what the rules leave no choice about: fixed values and patterns of what has to be there. */
export function fill(value: object, rule: Rule): void {
  const holder = value as Holder;
  for (const one of rule.rules ?? []) fillRule(one, holder);
}

/** Says that a resource is meant to keep a profile. */
export function claim(resource: object, url: string): void {
  const holder = resource as Holder;
  const meta = isHolder(holder["meta"]) ? holder["meta"] : {};
  const profiles = Array.isArray(meta["profile"]) ? meta["profile"] : [];
  if (!profiles.includes(url)) holder["meta"] = { ...meta, profile: [...profiles, url] };
}

/** The values of a slice, in their order. */
export function sliceOf<T>(resource: object, rule: Rule): T[] {
  return valuesOf(resource as Holder, rule.properties).filter((value) => isOf(rule, value)) as T[];
}

/** Puts values in the place of those of a slice; what tells them apart is added. */
export function setSlice(resource: object, rule: Rule, values: readonly object[]): void {
  const [property] = rule.properties;
  if (property === undefined) return;
  const holder = resource as Holder;
  const others = valuesOf(holder, [property]).filter((value) => !isOf(rule, value));
  const filled = values.map((value) => withRule(rule, copyOf(value)));
  setList(holder, property, [...others, ...filled]);
}

/** The extensions with a URL. */
export function extensionsOf<T>(resource: object, property: string, url: string): T[] {
  return listAt(resource as Holder, property).filter((one) => isHolder(one) && one["url"] === url) as T[];
}

export function setExtensions(resource: object, property: string, url: string, values: readonly object[]): void {
  const holder = resource as Holder;
  const others = listAt(holder, property).filter((one) => !(isHolder(one) && one["url"] === url));
  setList(holder, property, [...others, ...values.map((value) => Object.assign({ url }, value, { url }))]);
}

/** A part of an extension: its URL, the property of its value, and whether there may be several. */
export type Part = readonly [url: string, property: string, isList: boolean];

/** The values of the nested extensions by their URLs. */
export function readParts(extension: object, parts: readonly Part[]): object {
  const read: [string, unknown][] = [];
  for (const [url, property, isList] of parts) {
    const values = extensionsOf<Holder>(extension, "extension", url).flatMap((one) => one[property] ?? []);
    if (values.length > 0) read.push([url, isList ? values : values[0]]);
  }
  return Object.fromEntries(read);
}

export function writeParts(values: object, parts: readonly Part[]): object {
  const extension = parts.flatMap(([url, property]) => {
    const value = Object.hasOwn(values, url) ? (values as Holder)[url] : undefined;
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.map((one: unknown) => ({ url, [property]: one }));
  });
  return { extension };
}

function setList(holder: Holder, property: string, values: readonly unknown[]): void {
  if (values.length === 0) delete holder[property];
  else holder[property] = values;
}

function checkRule(rule: Rule, holder: Holder, problems: string[]): void {
  const values = valuesOf(holder, rule.properties);
  checkCount(rule, values.length, problems);
  if (rule.choice !== undefined) checkChoice(rule, rule.choice, holder, problems);
  for (const value of values) checkValue(rule, value, problems);
  for (const slice of rule.slices ?? []) {
    const own = values.filter((value) => isOf(slice, value));
    checkCount(slice, own.length, problems);
    for (const value of own) checkValue(slice, value, problems);
  }
  if (rule.isClosed !== true) return;
  const strange = values.filter((value) => !rule.slices?.some((slice) => isOf(slice, value)));
  if (strange.length > 0) problems.push(rule.id + ": " + strange.length + " of its values are of no slice");
}

function checkCount({ id, min = 0, max = Infinity }: Rule, count: number, problems: string[]): void {
  if (count < min) problems.push(id + ": has to be there" + (min > 1 ? " " + min + " times, and is " + count : ""));
  if (count > max) problems.push(id + ": " + (max === 0 ? "may not be there" : "may be there " + max + " times, and is " + count));
}

function checkChoice(rule: Rule, name: string, holder: Holder, problems: string[]): void {
  const present = Object.keys(holder).filter((key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)));
  const chosen = present.filter((key) => holder[key] !== undefined && !rule.others?.includes(key));
  for (const key of chosen) if (!rule.properties.includes(key)) problems.push(rule.id + ": may not be " + key);
  if (chosen.length > 1) problems.push(rule.id + ": is there more than once, as " + chosen.join(" and "));
}

function checkValue(rule: Rule, value: unknown, problems: string[]): void {
  if (value === undefined) return;
  const { id, fixed, pattern, codes } = rule;
  if (fixed !== undefined && !isSame(value, fixed)) problems.push(id + ": has to be " + JSON.stringify(fixed));
  if (pattern !== undefined && !fits(value, pattern)) problems.push(id + ": has to fit " + JSON.stringify(pattern));
  if (codes !== undefined && !codesIn(value).some((code) => codes.includes(code))) problems.push(id + ": has no code of its value set");
  if (!isHolder(value)) return;
  for (const one of rule.rules ?? []) checkRule(one, value, problems);
}

function fillRule(rule: Rule, holder: Holder): void {
  const [property, ...others] = rule.properties;
  if (property === undefined || others.length > 0) return;
  const values = valuesOf(holder, [property]);
  for (const [at, value] of values.entries()) {
    const filled = withRule(rule, value);
    if (filled !== value && Array.isArray(holder[property])) holder[property][at] = filled;
    else if (filled !== value) holder[property] = filled;
  }
  if (values.length === 0 && (rule.min ?? 0) > 0) {
    const made = wholeOf(rule);
    if (made !== undefined) holder[property] = rule.isArray === true ? [made] : made;
  }
  for (const slice of rule.slices ?? []) fillSlice(slice, property, holder);
}

function fillSlice(slice: Rule, property: string, holder: Holder): void {
  const own = valuesOf(holder, [property]).filter((value) => isOf(slice, value));
  for (const value of own) withRule(slice, value);
  if (own.length > 0 || (slice.min ?? 0) === 0) return;
  const made = wholeOf(slice);
  if (made !== undefined) holder[property] = [...listAt(holder, property), made];
}

/** What a rule says of a value that is not there, if it is enough to keep the rule. */
function wholeOf(rule: Rule): unknown {
  const made = withRule(rule, rule.fixed === undefined && rule.pattern === undefined ? {} : undefined);
  const problems: string[] = [];
  checkValue(rule, made, problems);
  const isEmpty = made === undefined || (isHolder(made) && Object.keys(made).length === 0);
  return isEmpty || problems.length > 0 ? undefined : made;
}

/** The value with what the rule says of it. Objects are changed in place. */
function withRule(rule: Rule, value: unknown): unknown {
  const whole = merged(value, rule.pattern);
  const made = whole === undefined ? copyOf(rule.fixed) : whole;
  if (!isHolder(made)) return made;
  for (const { path, pattern } of rule.matches ?? []) {
    if (pattern === undefined) continue;
    if (path.length === 0) merged(made, pattern);
    else putAt(made, path, pattern);
  }
  fill(made, rule);
  return made;
}

/** Only where there is nothing yet; lists on the way are left to the rules below. */
function putAt(holder: Holder, [step, ...rest]: Match["path"], pattern: unknown): void {
  const [property, ...others] = step ?? [];
  if (property === undefined || others.length > 0 || rest.length > 0 || holder[property] !== undefined) return;
  holder[property] = copyOf(pattern);
}

function merged(value: unknown, pattern: unknown): unknown {
  if (value === undefined) return copyOf(pattern);
  if (Array.isArray(value) && Array.isArray(pattern)) {
    for (const one of pattern) if (!value.some((other) => fits(other, one))) value.push(copyOf(one));
  } else if (isHolder(value) && isHolder(pattern)) {
    for (const [key, part] of Object.entries(pattern)) value[key] = merged(value[key], part);
  }
  return value;
}

function isOf({ matches = [] }: Rule, value: unknown): boolean {
  return matches.every((match) => isMatch(match, value));
}

function isMatch({ path, pattern, codes, exists, types, profiles }: Match, value: unknown): boolean {
  let reached: readonly unknown[] = [value];
  for (const properties of path) reached = reached.flatMap((one) => (isHolder(one) ? valuesOf(one, properties) : []));
  if (exists !== undefined) return reached.length > 0 === exists;
  return reached.some((one) => {
    if (pattern !== undefined) return fits(one, pattern);
    if (codes !== undefined) return codesIn(one).some((code) => codes.includes(code));
    if (types !== undefined) return isHolder(one) && types.includes(String(one["resourceType"]));
    return profiles === undefined || claims(one, profiles);
  });
}

/** A resource that claims no profile at all may be of any. */
function claims(value: unknown, profiles: readonly string[]): boolean {
  const meta = isHolder(value) && isHolder(value["meta"]) ? value["meta"] : {};
  const claimed = listAt(meta, "profile").map((url) => String(url).split("|")[0] ?? "");
  return claimed.length === 0 || claimed.some((url) => profiles.includes(url));
}

/** A primitive that has but extensions is there, too: as undefined. */
function valuesOf(holder: Holder, properties: readonly string[]): unknown[] {
  return properties.flatMap((property) => {
    const values = itemsOf(holder, property);
    const siblings = itemsOf(holder, "_" + property);
    if (siblings.length === 0) return values.filter((value) => value !== null);
    const count = Math.max(values.length, siblings.length);
    return Array.from({ length: count }, (_, at) => values[at] ?? undefined);
  });
}

function itemsOf(holder: Holder, property: string): readonly unknown[] {
  const value = Object.hasOwn(holder, property) ? holder[property] : undefined;
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function listAt(holder: Holder, property: string): readonly unknown[] {
  const value = holder[property];
  return Array.isArray(value) ? value : [];
}

function codesIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (!isHolder(value)) return [];
  if (typeof value["code"] === "string") return [value["code"]];
  return listAt(value, "coding").flatMap(codesIn);
}

function fits(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return Array.isArray(value) && pattern.every((one) => value.some((other) => fits(other, one)));
  if (!isHolder(pattern)) return value === pattern;
  return isHolder(value) && Object.entries(pattern).every(([key, part]) => Object.hasOwn(value, key) && fits(value[key], part));
}

function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((one, at) => isSame(one, right[at]));
  if (!isHolder(left) || !isHolder(right)) return left === right;
  const keys = Object.keys(left).filter((key) => left[key] !== undefined);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isHolder(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyOf(part)]));
}
`;
