/** The factory of a table. */
import type { Header } from "specmill";
import { factoryFile } from "./_factory.ts";
import { classNameOf } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "table",
  output: (it) => `Factories/${classNameOf(it)}Factory.php`,
  when: ({ options }) => options.factories,
};

export default function factory(it: PackContext<TableView>): string {
  return factoryFile(it);
}
