/** Which value sets get an enum: those that a code of some type has to be of. Others would be classes that nothing uses. */
import type { Binding, Field, PackContext, TypeView, ValueSetView, Variant } from "./_types.ts";

/** One set a target, as with names. For headers: it looks at the data of every type. */
const made = new WeakMap<object, ReadonlySet<string>>();

export function isBound(it: PackContext<ValueSetView>): boolean {
  const types = typesOf("resource", it);
  const known = made.get(types) ?? new Set([...unitsIn(types), ...unitsIn(typesOf("complexType", it))]);
  made.set(types, known);
  return known.has(it.unit.id);
}

/** The binding of a field where it makes an enum of this variant. */
export function enumBinding({ binding }: Field, { type }: Variant): Binding | undefined {
  const isCode = type.kind === "primitive" && type.json === "string";
  return isCode && binding?.strength === "required" ? binding : undefined;
}

function typesOf(kind: string, it: PackContext<unknown>): Iterable<TypeView> {
  return it.units(kind) as unknown as Iterable<TypeView>;
}

function* unitsIn(types: Iterable<TypeView>): Iterable<string> {
  for (const { data } of types) {
    for (const field of data.groups.flatMap(({ fields }) => fields)) {
      for (const variant of field.variants) {
        const unit = enumBinding(field, variant)?.unit;
        if (unit !== undefined) yield unit;
      }
    }
  }
}
