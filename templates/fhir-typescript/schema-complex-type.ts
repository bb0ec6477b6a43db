/** The zod schema of a data type. Its name keeps it behind complex-type.ts, where links lead. */
import type { Header } from "specmill";
import { schemaFile } from "./_schema-file.ts";
import { schemaPath } from "./_schema-names.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

export const header: Header<TypeView, Options> = {
  each: "complexType",
  output: (it) => schemaPath(it, it.unit),
  when: ({ options }) => options.validators === "zod",
};

export default function complexTypeSchemaFile(it: PackContext<TypeView>): string {
  return schemaFile(it);
}
