/** The class of a resource: `Resource/Patient.php`. */
import type { Header } from "specmill";
import { typeFile } from "./_class.ts";
import { resourcePath } from "./_names.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

export const header: Header<TypeView, Options> = { each: "resource", output: resourcePath };

export default function resourceClass(it: PackContext<TypeView>): string {
  return typeFile(it);
}
