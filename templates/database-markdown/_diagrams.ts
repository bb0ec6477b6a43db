/**
 * What the diagrams show: a schema with the relations of its tables, and a table with its neighbours, of which only
 * names are read.
 */
import type { Column, It, Schema, Table } from "./_database.ts";
import { dataOf, nameOf } from "./_database.ts";
import { nearEdges, schemaEdges } from "./_edges.ts";
import type { Attribute, Edge, Entity } from "./_mermaid.ts";
import { diagram } from "./_mermaid.ts";
import { section } from "./_text.ts";

const tooLarge =
  "One diagram of all these tables would be too large. The page of each table has one of its neighbours.";

/** The tables of a schema with their relations; as much of it as Mermaid takes. */
export function schemaDiagram(it: It, { tables }: Schema): string {
  if (!it.options.diagrams || tables.length === 0) return "";
  const edges = schemaEdges(it, tables);
  const whole = edges === undefined ? undefined : withColumns(it, tables, edges);
  if (edges === undefined || whole !== undefined) return section("Diagram", whole ?? tooLarge);
  const bare = diagram(it, tables.map(bareEntity), edges);
  if (bare === undefined) return section("Diagram", tooLarge);
  const isLess = it.options.diagramColumns !== "none";
  return section("Diagram", isLess && "The columns are on the pages of the tables.", bare);
}

/** Reads all tables: that is why a larger diagram, and one without columns, goes without. */
function withColumns(it: It, tables: readonly string[], edges: readonly Edge[]): string | undefined {
  const { diagramColumns, diagramLimit } = it.options;
  if (diagramColumns === "none" || tables.length > diagramLimit) return undefined;
  const entities = tables.map((id) => entityOf(it, id, dataOf<Table>(it.ref(id))));
  return diagram(it, entities, edges);
}

/** A table with its key columns, and the tables that it refers to or is referred to by. */
export function neighbours(it: It, id: string, table: Table): string {
  const { diagrams, diagramLimit } = it.options;
  if (!diagrams) return "";
  const edges = table.relations.flatMap((relation) => nearEdges(it, id, relation, table));
  if (edges.length === 0) return "";
  const names = new Set(edges.flatMap(({ to, from }) => [to, from]));
  names.delete(nameOf(id));
  const entities = [entityOf(it, id, table), ...Array.from(names, (name) => ({ name, attributes: [] }))];
  const whole = names.size > diagramLimit ? undefined : diagram(it, entities, edges);
  return section("Diagram", whole ?? "The table has too many neighbours for a diagram.");
}

function entityOf(it: It, id: string, table: Table): Entity {
  return { name: nameOf(id), attributes: attributesOf(it, table) };
}

function bareEntity(id: string): Entity {
  return { name: nameOf(id), attributes: [] };
}

function attributesOf(it: It, { columns, primaryKey }: Table): Attribute[] {
  const { diagramColumns } = it.options;
  if (diagramColumns === "none") return [];
  const shown = diagramColumns === "all" ? columns : columns.filter(isKey);
  return shown.map((column) => {
    const isAlone = column.isPrimary && primaryKey?.columns.length === 1;
    return { type: typeOf(column), name: column.name, keys: keysOf(column, isAlone) };
  });
}

function isKey({ isPrimary, isForeign, isUnique }: Column): boolean {
  return isPrimary || isForeign || isUnique;
}

/** That a primary key of one column is unique goes without saying. */
function keysOf({ isPrimary, isForeign, isUnique }: Column, isAlone: boolean): string[] {
  return [...(isPrimary ? ["PK"] : []), ...(isForeign ? ["FK"] : []), ...(isUnique && !isAlone ? ["UK"] : [])];
}

/** Without lengths: they are in the table of columns. */
function typeOf({ typeName, array = 0 }: Column): string {
  return (typeName === "" ? "any" : typeName) + "[]".repeat(array);
}
