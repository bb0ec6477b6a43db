/** What validators have to know of a type: its properties as JSON has them, and what holds between them, inherited or not. */
import type { Field, Group, PackContext, TypeUse, TypeView, Variant } from "./_types.ts";

export interface Member {
  readonly field: Field;
  readonly variant: Variant;
  /** With a property of its own for id and extensions, which no other element is called like. */
  readonly hasSibling: boolean;
}

/** In the order of the definition; of two that are called alike, as in a broken definition, the first counts, as it does in the interface. */
export function membersOf({ fields }: Pick<Group, "fields">): Member[] {
  const written = new Set<string>();
  const members: Member[] = [];
  for (const field of fields) {
    for (const variant of field.variants) {
      const { property } = variant;
      if (written.has(property)) continue;
      const hasSibling = variant.hasSibling && !written.has(`_${property}`);
      written.add(property);
      if (hasSibling) written.add(`_${property}`);
      members.push({ field, variant, hasSibling });
    }
  }
  return members;
}

/** The group with the fields that it inherits; its own come in their place. */
export function wholeGroup(it: PackContext, group: Group): Group {
  const groups = [group];
  const seen = new Set<string>();
  for (let base = group.base; base?.unit !== undefined && !seen.has(base.unit); base = groups.at(-1)?.base) {
    seen.add(base.unit);
    const found = it.find(base.unit) as unknown as TypeView | undefined;
    const [head] = found?.data.groups ?? [];
    if (head === undefined) break;
    groups.push(head);
  }
  const fields = new Map(groups.toReversed().flatMap((one) => one.fields.map((field) => [field.name, field] as const)));
  return { ...group, fields: [...fields.values()] };
}

/** Names of properties that look like one of a choice and are not: `valueSet` beside `value[x]`. */
export function lookalikes({ name, variants }: Field, members: readonly Member[]): string[] {
  const own = new Set(variants.map(({ property }) => property));
  const all = members.map(({ variant }) => variant.property);
  return all.filter(
    (property) => /^[A-Z]/.test(property.slice(name.length)) && property.startsWith(name) && !own.has(property),
  );
}

/** The types that a reference may lead to; none where it may lead anywhere. */
export function targetTypes({ code, targets = [] }: TypeUse): string[] {
  if (code !== "Reference" && code !== "CodeableReference") return [];
  const types = new Set(targets.map(({ type }) => type));
  return types.has("Resource") || types.has("DomainResource") ? [] : [...types];
}

/** A key of an object literal, where a plain `__proto__` would set the prototype; computed, it is a property. */
export function literalKey({ ts }: PackContext, name: string): string {
  return name === "__proto__" ? '["__proto__"]' : ts.propertyKey(name);
}

/** How often a list may have values: `undefined` where nothing limits it. */
export function limitOf({ max }: Field): number | undefined {
  const limit = Number(max);
  return Number.isInteger(limit) ? limit : undefined;
}
