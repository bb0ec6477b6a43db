/** The part of the model of a view that is specmill's. */
import type { Header } from "specmill";
import { modelFile } from "./_model.ts";
import { classNameOf } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "view",
  output: (it) => `Base/${classNameOf(it)}.php`,
  when: ({ options }) => options.views && options.layout === "base",
};

export default function baseViewModel(it: PackContext<TableView>): string {
  return modelFile(it, "base");
}
