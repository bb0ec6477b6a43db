/** What the files of this pack export. */
import { isCore } from "./_layout.ts";
import type { Options, PackContext, ProfileView, TypeView, ValueSetView } from "./_types.ts";

/** The codes of a value set, for `enums: const`. */
export function valuesName(typeName: string): string {
  return `${typeName}Values`;
}

/** Whether codes are values, too: validators look into them. */
export function hasValues({ enums, validators }: Options): boolean {
  return enums === "const" || validators !== "none";
}

/**
 * Whether a value set has a file. Terminology packages have thousands that nothing here is bound to: only those beside the types, and those
 * of packages that the config names.
 */
export function hasCodesFile(it: PackContext, unit: ValueSetView): boolean {
  return (unit.isRoot || isCore(it, unit.id)) && unit.isEnumerable;
}

/** Whether a profile has a class. */
export function hasAdapter({ options }: PackContext, { isRoot }: ProfileView): boolean {
  return options.profiles && isRoot;
}

/** What the classes share. */
export const supportFile = "profile-support.ts";

/** Whether a logical model has a file. */
export function hasModel({ options }: PackContext, { isRoot }: TypeView): boolean {
  return options.logicalModels && isRoot;
}

/** Names that the code of a class uses; no class may hide them. */
export const usedInClasses: ReadonlySet<string> = new Set(["NonNullable", "Omit", "Record", "rules", "url"]);

/** What the file of a profile exports. */
export function classNames(typeName: string): { readonly own: string; readonly init: string } {
  return { own: usedInClasses.has(typeName) ? `${typeName}_` : typeName, init: `${typeName}Init` };
}
