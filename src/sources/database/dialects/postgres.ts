/**
 * PostgreSQL 12 and later. The catalogue is read in one statement and joined in memory: few round trips, however many tables there are.
 * Everything in the value comes from the catalogue alone, in an order of our own, so that it is the same on every server.
 */
import type { DatabaseSchema } from "../schema.ts";
import type { Dialect } from "./dialect.ts";
import { readCatalog } from "./postgres-catalog.ts";
import { columnsByRelation } from "./postgres-columns.ts";
import { defaultSchemaOf, relationsById, sortedByName } from "./postgres-places.ts";
import type { Catalog, SchemaRow } from "./postgres-rows.ts";
import { tablesBySchema } from "./postgres-tables.ts";
import { typesById } from "./postgres-typed.ts";
import { compositesBySchema, domainsBySchema, enumsBySchema, sequencesBySchema } from "./postgres-types.ts";

export const dialect: Dialect = {
  schemes: ["postgres", "postgresql"],
  async introspect(connection, { schemas }) {
    return databaseOf(await readCatalog(connection, schemas));
  },
};

function databaseOf(catalog: Catalog): DatabaseSchema {
  const defaultSchema = defaultSchemaOf(catalog.schemas);
  const relationOf = relationsById(catalog);
  const typed = typesById(catalog, defaultSchema);
  const columnsOf = columnsByRelation(catalog, typed);
  const parts = {
    enums: enumsBySchema(catalog),
    domains: domainsBySchema(catalog, typed),
    composites: compositesBySchema(catalog, columnsOf),
    sequences: sequencesBySchema(catalog, relationOf),
    tables: tablesBySchema(catalog, { defaultSchema, relationOf, columnsOf }),
  };
  const schemas = catalog.schemas.map((row) => ({
    name: row.name,
    ...commentOf(row),
    enums: parts.enums(row.id),
    domains: parts.domains(row.id),
    composites: parts.composites(row.id),
    sequences: parts.sequences(row.id),
    tables: parts.tables(row.id),
  }));
  return { dialect: "postgres", defaultSchema, schemas: sortedByName(schemas) };
}

/** Every new database has a comment on `public`, which says that it is the schema `public`. */
function commentOf({ name, comment }: SchemaRow): { readonly comment?: string } {
  if (comment === null || (name === "public" && comment === "standard public schema")) return {};
  return { comment };
}
