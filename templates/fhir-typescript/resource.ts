/** A resource: what servers exchange. */
import type { Header } from "specmill";
import { outputOf } from "./_layout.ts";
import { typeFile } from "./_type-file.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<TypeView>) => outputOf(it, "resources", it.unit);

export const header: Header<TypeView, Options> = {
  each: "resource",
  output: pathOf,
};

export default function resourceFile(it: PackContext<TypeView>): string {
  return typeFile(it, pathOf(it));
}
