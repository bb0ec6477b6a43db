/** What follows from a schema, as the source makes it: relations, units, the data of tables and columns. */
import type { Unit } from "#model/unit.ts";
import { describeTable } from "#sources/database/describe.ts";
import { indexTypes } from "#sources/database/described-types.ts";
import { morphPairs } from "#sources/database/morphs.ts";
import type { Options } from "#sources/database/options.ts";
import { deriveRelations } from "#sources/database/relations.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { indexTables } from "#sources/database/table-names.ts";
import type { ColumnData, Relation, TableData } from "#sources/database/unit-data.ts";
import { DatabaseUnits, unitKinds } from "#sources/database/units.ts";

export type Relations = ReadonlyMap<string, readonly Relation[]>;

export function relationsOf(schema: DatabaseSchema): Relations {
  return deriveRelations(indexTables(schema));
}

/** `film.language -> language (belongs-to)`, sorted by table, in the order of relations. */
export function relationList(schema: DatabaseSchema): string[] {
  const all = [...relationsOf(schema)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return all.flatMap(([id, relations]) =>
    relations.map(({ name, kind, table, through }) => {
      const over = through === undefined ? "" : ` through ${nameOf(through.table.id)}`;
      return `${nameOf(id)}.${name}: ${kind} ${nameOf(table?.id ?? "table:?")}${over}`;
    }),
  );
}

function nameOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}

/** One relation of a table in the default schema. */
export function relationOf(schema: DatabaseSchema, table: string, name: string): Relation {
  const relations = relationsOf(schema).get(`table:${table}`) ?? [];
  const found = relations.find((relation) => relation.name === name);
  if (found === undefined) throw new Error(`${table} has ${relations.map((one) => one.name).join(", ")}`);
  return found;
}

export function unitsOf(schema: DatabaseSchema, polymorphic?: Options["polymorphic"]): DatabaseUnits {
  const tables = indexTables(schema);
  const morphs = morphPairs(polymorphic, tables, (problem) => {
    throw new Error(problem.message);
  });
  const origins = { file: "db/schema.json", place: (path: readonly string[]) => ({ file: path.join("/") }) };
  const context = { types: indexTypes(schema), tables, relations: deriveRelations(tables, morphs) };
  return new DatabaseUnits("shop", context, origins);
}

export function allUnits(units: DatabaseUnits): Unit[] {
  return unitKinds.flatMap((kind) => [...units.list(kind)]);
}

export function tableData(schema: DatabaseSchema, name: string): TableData {
  const tables = indexTables(schema);
  const placed = [...tables.values()].find(({ table }) => table.name === name);
  if (placed === undefined) throw new Error(`no table ${name}`);
  return describeTable(placed, { types: indexTypes(schema), tables, relations: deriveRelations(tables) });
}

export function columnData(schema: DatabaseSchema, table: string, column: string): ColumnData {
  const found = tableData(schema, table).columns.find(({ name }) => name === column);
  if (found === undefined) throw new Error(`no column ${column}`);
  return found;
}
