/** Code that all types share, in the namespace `Support` of the target's folder: one class a file. */
import { PhpFile } from "./_file.ts";
import type { PackContext } from "./_types.ts";

/** `declaration` is the class; `imports` are the full names that it uses. */
export function supportFile(it: PackContext<unknown>, declaration: string, imports: readonly string[] = []): string {
  const file = new PhpFile(it, 1);
  for (const name of imports) file.use(name);
  return file.text(declaration);
}
