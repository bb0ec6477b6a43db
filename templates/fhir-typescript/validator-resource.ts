/** The validator of a resource. Its name keeps it behind resource.ts, where links lead. */
import type { Header } from "specmill";
import type { Options, PackContext, TypeView } from "./_types.ts";
import { validatorFile } from "./_validator-file.ts";
import { validatorPath } from "./_validator-names.ts";

export const header: Header<TypeView, Options> = {
  each: "resource",
  output: (it) => validatorPath(it, it.unit),
  when: ({ options }) => options.validators === "plain",
};

export default function resourceValidatorFile(it: PackContext<TypeView>): string {
  return validatorFile(it);
}
