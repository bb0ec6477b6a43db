/** The whole model of a table, where nothing of it is the user's. */
import type { Header } from "specmill";
import { modelFile } from "./_model.ts";
import { classNameOf } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "table",
  output: (it) => `${classNameOf(it)}.php`,
  when: ({ options }) => options.layout === "single",
};

export default function singleModel(it: PackContext<TableView>): string {
  return modelFile(it, "single");
}
