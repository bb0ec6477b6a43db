/** A logical model of a package that the config names. */
import type { Header } from "specmill";
import { outputOf } from "./_layout.ts";
import { typeFile } from "./_type-file.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<TypeView>) => outputOf(it, "logical-models", it.unit);

export const header: Header<TypeView, Options> = {
  each: "logicalModel",
  output: pathOf,
  when: ({ options, unit }) => options.logicalModels && unit.isRoot,
};

export default function logicalModelFile(it: PackContext<TypeView>): string {
  return typeFile(it, pathOf(it));
}
