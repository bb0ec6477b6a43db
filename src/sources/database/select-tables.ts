/** Which tables a source is about: `include`, `exclude` and `schemas` of its options. */
import type { DatabaseSchema, Schema, Table } from "./schema.ts";

export interface Selection {
  readonly schemas?: readonly string[] | undefined;
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** The schema with only what is selected. Foreign keys to what is left out stay: they are facts of their table. */
export function selectTables(database: DatabaseSchema, { schemas, include, exclude }: Selection): DatabaseSchema {
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = matcher(exclude ?? []);
  const keep = (schema: Schema, table: Table) => {
    const names = namesOf(schema, table, database.defaultSchema);
    return names.some(isIncluded) && !names.some(isExcluded);
  };
  return {
    ...database,
    schemas: database.schemas
      .filter(({ name }) => schemas === undefined || schemas.includes(name))
      .map((schema) => ({ ...schema, tables: schema.tables.filter((table) => keep(schema, table)) })),
  };
}

/** A pattern may name a table with its schema, always, and without it in the default schema. */
function namesOf(schema: Schema, table: Table, defaultSchema: string): readonly string[] {
  const qualified = `${schema.name}.${table.name}`;
  return schema.name === defaultSchema ? [table.name, qualified] : [qualified];
}

/** `*` is any run of characters; all else stands for itself, and case does not count, as databases do not agree on it. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => pattern.toLowerCase().split("*"));
  return (name) => {
    const lower = name.toLowerCase();
    return tests.some((parts) => isMatch(lower, parts));
  };
}

/** Takes the first place where each part fits: no pattern makes it try twice. */
function isMatch(name: string, [start = "", ...rest]: readonly string[]): boolean {
  const end = rest.pop();
  if (end === undefined) return name === start;
  if (!name.startsWith(start)) return false;
  let at = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}
