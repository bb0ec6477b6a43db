/** Renders this pack over small databases, real ones and those of a hand-made schema. */
import { join } from "node:path";
import type { Json } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import { indexTypes } from "#sources/database/described-types.ts";
import { runSqlScripts } from "#sources/database/dialects/sqlite-scripts.ts";
import { deriveRelations } from "#sources/database/relations.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { indexTables } from "#sources/database/table-names.ts";
import { DatabaseUnits } from "#sources/database/units.ts";
import type { RenderedPack } from "../support/render-pack.ts";
import { renderPack } from "../support/render-pack.ts";

export const packFolder = join(import.meta.dir, "../../../templates/database-typescript");
export const databases = join(import.meta.dir, "../../fixtures/databases");

export type Options = { readonly [name: string]: Json };

/** The units of a schema, as the source makes them. */
export function unitsOf(schema: DatabaseSchema): UnitSet {
  const tables = indexTables(schema);
  const context = { types: indexTypes(schema), tables, relations: deriveRelations(tables, []) };
  return new DatabaseUnits("shop", context, { file: "db/schema.json", place: () => ({ file: "db/schema.json" }) });
}

export function renderSchema(schema: DatabaseSchema, options: Options = {}): Promise<RenderedPack> {
  return renderPack(packFolder, unitsOf(schema), { options, source: { name: "shop", kind: "database" } });
}

/** The files for a database that statements make in SQLite. */
export async function renderSql(sql: string, options: Options = {}): Promise<ReadonlyMap<string, string>> {
  return (await renderSchema(runSqlScripts([{ file: "schema.sql", text: sql }]), options)).files;
}
