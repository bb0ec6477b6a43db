/** Pages of a database, made in memory from a schema as `pull` would have written it. */
import type { Json } from "#model/json.ts";
import type { Column, DatabaseSchema, Schema, Table } from "#sources/database/schema.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import type { RenderedProject } from "../support/render-project.ts";
import { renderProject } from "../support/render-project.ts";

export const snapshot = "db/schema.json";

export interface DatabaseSettings {
  readonly options?: Record<string, Json>;
  readonly polymorphic?: Json;
}

export function renderDatabase(schema: DatabaseSchema, settings: DatabaseSettings = {}): Promise<RenderedProject> {
  const { options = {}, polymorphic } = settings;
  const request = {
    pack: "database-markdown",
    kind: "database",
    inputs: { [snapshot]: snapshotText(schema) },
    source: { snapshot, ...(polymorphic === undefined ? {} : { polymorphic }) },
    options,
  };
  return renderProject(request as unknown as Parameters<typeof renderProject>[0]);
}

/** One schema of tables that need no more than columns and keys. */
export function database(...tables: readonly Table[]): DatabaseSchema {
  return { dialect: "postgres", defaultSchema: "public", schemas: [schemaOf("public", tables)] };
}

export function schemaOf(name: string, tables: readonly Table[]): Schema {
  return { name, enums: [], domains: [], composites: [], sequences: [], tables };
}

/** A table with a key `id` and columns that refer to the `id` of others: `{ author_id: "authors" }`. */
export function tableOf(name: string, references: Record<string, string> = {}, rest: Partial<Table> = {}): Table {
  const columns: Column[] = ["id", ...Object.keys(references)].map((column) => ({
    name: column,
    type: "integer",
    nullable: false,
  }));
  const foreignKeys = Object.entries(references).map(([column, table]) => ({
    columns: [column],
    references: { schema: "public", table, columns: ["id"] },
  }));
  const primaryKey = { columns: ["id"] };
  return { name, kind: "table", columns, primaryKey, uniques: [], checks: [], foreignKeys, indexes: [], ...rest };
}

/** The page at a path. */
export function pageOf({ files }: RenderedProject, path: string): string {
  const found = files.get(path);
  if (found === undefined) throw new Error(`no page ${path}: there are ${[...files.keys()].join(", ")}`);
  return found;
}

/** The text of the diagrams of a page. */
export function diagramsOf(page: string): string[] {
  return [...page.matchAll(/^(`{3,})mermaid\n([\s\S]*?)\n\1$/gm)].map(([, , text = ""]) => text);
}
