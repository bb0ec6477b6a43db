/** How the rows of a catalogue are told apart and put in order, and what things are called from where one reads. */
import { compareText } from "#model/diagnostic.ts";
import type { DatabaseSchema } from "../schema.ts";
import type { Catalog, NameRow, Oid, SchemaRow } from "./postgres-rows.ts";

/** `public` where it is read, and also where nothing is. */
export function defaultSchemaOf(schemas: readonly SchemaRow[]): DatabaseSchema["defaultSchema"] {
  const names = schemas.map(({ name }) => name).sort(compareText);
  return names.includes("public") ? "public" : (names[0] ?? "public");
}

/** The bare name in the schema where one reads it, and elsewhere the qualified one: without quotes, as names are everywhere. */
export function nameFrom(home: string, schema: string, name: string): string {
  return schema === home ? name : `${schema}.${name}`;
}

/** Names of collations or operator classes; those that come with PostgreSQL are bare. */
export function systemNames(rows: readonly NameRow[], defaultSchema: string): ReadonlyMap<Oid, string> {
  return new Map(
    rows.map(({ id, schema, name }) => [id, schema === "pg_catalog" ? name : nameFrom(defaultSchema, schema, name)]),
  );
}

export interface Relation {
  readonly schema: string;
  readonly name: string;
  /** What the column of a number is called. */
  columnName(number: number): string;
}

/** Relations by their identifier, those among them that only foreign keys lead to. */
export function relationsById({ schemas, relations, columns, targets }: Catalog): (id: Oid) => Relation {
  const schemaNames = new Map(schemas.map(({ id, name }) => [id, name]));
  const names = new Map(relations.map(({ id, schema, name }) => [id, { schema: schemaNames.get(schema) ?? "", name }]));
  for (const { relation, schema, table } of targets) names.set(relation, { schema, name: table });
  const columnNames = new Map<Oid, Map<number, string>>();
  for (const { relation, number, name } of [...columns, ...targets]) {
    const ofRelation = columnNames.get(relation) ?? new Map<number, string>();
    columnNames.set(relation, ofRelation.set(number, name));
  }
  return (id) => ({
    ...(names.get(id) ?? { schema: "", name: "" }),
    columnName: (number) => columnNames.get(id)?.get(number) ?? "",
  });
}

/** In the order of code units, whatever collation the server sorts by. */
export function sortedByName<T extends { readonly name?: string }>(things: readonly T[]): T[] {
  return things.toSorted((a, b) => compareText(a.name ?? "", b.name ?? ""));
}

/** Rows by what they belong to; each group keeps their order. */
export function groupBy<Row, Id>(rows: readonly Row[], idOf: (row: Row) => Id): (id: Id) => readonly Row[] {
  const groups = Map.groupBy(rows, idOf);
  return (id) => groups.get(id) ?? [];
}
