/** The attribute of a property: what the definition says of its element, for programs. */
import type { PhpFile } from "./_file.ts";
import { rootNamespace } from "./_file.ts";
import type { Property } from "./_properties.ts";

/** `#[FhirElement('Patient.gender', 'code', binding: '…', strength: 'required', summary: true)]`: what is usual is left out. */
export function attributeLine({ field, variant }: Property, file: PhpFile): string {
  const { php } = file.it;
  const targets = [...new Set(variant.type.targets?.map(({ type }) => type))];
  const parts = [
    php.string(field.path),
    php.string(variant.type.code),
    ...(field.min > 0 ? [`min: ${Math.trunc(field.min)}`] : []),
    ...(field.max === "1" ? [] : [`max: ${php.string(field.max)}`]),
    ...(targets.length === 0 ? [] : [`targets: ${php.literal(targets)}`]),
    ...(field.binding === undefined
      ? []
      : [`binding: ${php.string(field.binding.valueSet)}`, `strength: ${php.string(field.binding.strength)}`]),
    ...(field.isChoice ? ["choice: true"] : []),
    ...(field.isSummary ? ["summary: true"] : []),
    ...(field.isModifier ? ["modifier: true"] : []),
  ];
  const attribute = file.use(`${rootNamespace(file.it)}\\Attribute\\FhirElement`);
  return `#[${attribute}(${parts.join(", ")})]`;
}
