/** Traits that models share, in the namespace `Concerns`; written only where a model uses them. */
import { banner, PhpFile } from "./_file.ts";
import { rowKey } from "./_key.ts";
import type { PackContext, TableView } from "./_types.ts";

/** The file of a trait from the text of its body. */
export function traitFile(it: PackContext, name: string, about: string, body: string): string {
  const file = new PhpFile(it, `${it.options.namespace}\\Concerns`, name);
  if (body.includes("new LogicException(")) file.use("LogicException");
  return file.text(`${it.php.docComment(about)}trait ${name}\n{\n${body}}\n`, [banner]);
}

/** Whether a table has a key of as many columns; for `when` alone, as it reads them all. */
export function hasKeyOf(it: PackContext, fits: (columns: number) => boolean): boolean {
  const tables = it.units("table") as unknown as { find(test: (unit: TableView) => boolean): TableView | undefined };
  return tables.find(({ data }) => fits(rowKey(data).columns.length)) !== undefined;
}
