/** The whole model of a view, where nothing of it is the user's. */
import type { Header } from "specmill";
import { modelFile } from "./_model.ts";
import { classNameOf } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "view",
  output: (it) => `${classNameOf(it)}.php`,
  when: ({ options }) => options.views && options.layout === "single",
};

export default function singleViewModel(it: PackContext<TableView>): string {
  return modelFile(it, "single");
}
