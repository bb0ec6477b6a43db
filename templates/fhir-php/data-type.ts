/** The class of a complex type: `DataType/HumanName.php`. */
import type { Header } from "specmill";
import { typeFile } from "./_class.ts";
import { dataTypePath } from "./_names.ts";
import type { Options, PackContext, TypeView } from "./_types.ts";

export const header: Header<TypeView, Options> = { each: "complexType", output: dataTypePath };

export default function dataTypeClass(it: PackContext<TypeView>): string {
  return typeFile(it);
}
