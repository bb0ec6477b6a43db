/** A data type that resources are made of. */
import type { Header } from "specmill";
import { outputOf } from "./_layout.ts";
import { typeFile } from "./_type-file.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<TypeView>) => outputOf(it, "types", it.unit);

export const header: Header<TypeView, Options> = {
  each: "complexType",
  output: pathOf,
};

export default function complexTypeFile(it: PackContext<TypeView>): string {
  return typeFile(it, pathOf(it));
}
