/** The form in which the packs of /templates travel inside the binary: text to read and eject, modules to run. */
import type { PackFile } from "#model/template.ts";

export interface BuiltInPack {
  readonly name: string;
  /** Every file of the folder, sorted by path; digests were computed when the file was generated. */
  readonly files: readonly PackFile[];
  /** The same `.ts` files as code, by path; each is evaluated when it is first asked for. */
  readonly modules: { readonly [path: string]: () => Promise<unknown> };
}
