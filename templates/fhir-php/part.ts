/** The class of a type that is nested in another: `Resource/Patient/PatientContact.php`. Logical models have no JSON, and so no classes. */
import type { Header } from "specmill";
import { partFile } from "./_class.ts";
import { backbonePath } from "./_names.ts";
import type { BackboneView, Options, PackContext } from "./_types.ts";

export const header: Header<BackboneView, Options> = {
  each: "backboneType",
  output: backbonePath,
  when: ({ unit }) => !unit.facts.owner.startsWith("logicalModel:"),
};

export default function partClass(it: PackContext<BackboneView>): string {
  return partFile(it);
}
