/** The model of a view as the application knows it: written once, and the user's from then on. */
import type { Header } from "specmill";
import { classNameOf } from "./_names.ts";
import { starterFile } from "./_starter.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "view",
  output: (it) => `${classNameOf(it)}.php`,
  when: ({ options }) => options.views && options.layout === "base",
  write: "missing",
};

export default function viewModel(it: PackContext<TableView>): string {
  return starterFile(it);
}
