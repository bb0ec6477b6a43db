/** The class that is the user's: it extends the generated one, and holds nothing yet. */
import { classBody, PhpFile } from "./_file.ts";
import { nameInPath } from "./_names.ts";
import type { PackContext, TableView } from "./_types.ts";

export function starterFile(it: PackContext<TableView>): string {
  const { namespace } = it.options;
  const name = nameInPath(it.output);
  const file = new PhpFile(it, namespace, name);
  const base = file.useAs(`${namespace}\\Base\\${name}`, `Base${name}`);
  return file.text(`class ${name} extends ${base}\n${classBody([])}`);
}
