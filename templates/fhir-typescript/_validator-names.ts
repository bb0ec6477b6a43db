/** What the files of validators export, and where they lie. */
import { folderOf, outputOf } from "./_layout.ts";
import type { PackContext } from "./_types.ts";

export const validatorSupportFile = "validator-support.ts";

/** What a validator looks for, as data. */
export function rulesName(typeName: string): string {
  return `${typeName}Rules`;
}

/** The functions that a type has. */
export function functionNames(typeName: string): { readonly validate: string; readonly is: string } {
  return { validate: `validate${typeName}`, is: `is${typeName}` };
}

interface Placed {
  readonly id: string;
  readonly slug: string;
  readonly typeName: string;
}

/** Of a resource or a complex type, below the folder of the target. */
export function validatorPath(it: PackContext, unit: Placed): string {
  return outputOf(it, unit.id.startsWith("resource:") ? "validators/resources" : "validators/types", unit);
}

/** Of a file that a package has one of: `resources.ts`, `primitives.ts`. `id` is that of a unit of the package. */
export function packageValidatorPath(it: PackContext, id: string, file: string): string {
  return `${folderOf(it, id)}validators/${file}`;
}
