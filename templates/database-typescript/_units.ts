/** What files about the whole database know: names and facts, so that a change in a table leaves them alone. */
import type { DatabaseView, DialectName, PackContext, TableView } from "./_types.ts";

/** The units of a kind, typed. */
export function unitsOf<V>(it: PackContext, kind: string): V[] {
  return [...(it.units(kind) as Iterable<unknown> as Iterable<V>)];
}

export function dialectOf(it: PackContext): DialectName {
  const [database] = unitsOf<DatabaseView>(it, "database");
  return database?.dialect ?? "postgres";
}

/** Tables, then views; their data is not to be read here. */
export function tablesAndViews(it: PackContext): TableView[] {
  return [...unitsOf<TableView>(it, "table"), ...unitsOf<TableView>(it, "view")];
}
