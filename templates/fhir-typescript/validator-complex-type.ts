/** The validator of a data type. Its name keeps it behind complex-type.ts, where links lead. */
import type { Header } from "specmill";
import type { Options, PackContext, TypeView } from "./_types.ts";
import { validatorFile } from "./_validator-file.ts";
import { validatorPath } from "./_validator-names.ts";

export const header: Header<TypeView, Options> = {
  each: "complexType",
  output: (it) => validatorPath(it, it.unit),
  when: ({ options }) => options.validators === "plain",
};

export default function complexTypeValidatorFile(it: PackContext<TypeView>): string {
  return validatorFile(it);
}
