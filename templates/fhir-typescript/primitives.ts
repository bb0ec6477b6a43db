/** The primitive types of a release, by aliases. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { aliasedType, aliasOf } from "./_primitives.ts";
import type { Options, PackageView, PackContext, PrimitiveView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}primitives.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && behindDoor(it, "primitiveType").length > 0,
};

const brand = `declare const fhirType: unique symbol;

/** A text or number of which the type knows more than JSON does: \`"2020-02-02" as FhirDate\`. */
type Brand<Value, Name extends string> = Value & { readonly [fhirType]: { readonly [name in Name]: true } };
`;

export default function primitivesFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const aliases = behindDoor<PrimitiveView>(it, "primitiveType").map(({ typeName, data }) => {
    const comment = commentOf(file, { short: data.description });
    return `${comment}export type ${aliasOf(typeName)} = ${aliasedType(file, data)};\n`;
  });
  return file.text(it.options.primitives === "brand" ? [brand, ...aliases] : aliases);
}
