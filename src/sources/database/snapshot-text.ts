/**
 * A schema as the text of a snapshot: JSON, one column, key, index or check a line, so that a diff of it reads like the change.
 * The same schema gives the same bytes. Nothing of the connection is in it.
 */
import type { DatabaseSchema, Table } from "./schema.ts";

/** Increased when an older specmill could not read the file. */
export const SNAPSHOT_VERSION = 1;

/** What a snapshot begins with; snapshot-shape.ts checks both. */
const head = { specmill: "database-schema", version: SNAPSHOT_VERSION };

/** The text, with an end of line at its end. */
export function snapshotText({ dialect, defaultSchema, schemas }: DatabaseSchema): string {
  const value = {
    ...head,
    dialect,
    defaultSchema,
    schemas: schemas.map((schema) => ({ ...schema, tables: schema.tables.map(withLines) })),
  };
  return `${print(value, "")}\n`;
}

function withLines({ definition, ...table }: Table): object {
  return definition === undefined ? table : { ...table, definition: definition.split("\n") };
}

/** Lists whose members are blocks of lines; the members of all others are a line each. */
const blocks: ReadonlySet<string> = new Set(["schemas", "tables"]);

function print(value: object, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${inner}${JSON.stringify(name)}: ${printMember(name, member, inner)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

function printMember(name: string, value: unknown, indent: string): string {
  if (!Array.isArray(value)) return line(value);
  if (value.length === 0) return "[]";
  const inner = `${indent}  `;
  const items = value.map((item) => inner + (blocks.has(name) ? print(item as object, inner) : line(item)));
  return `[\n${items.join(",\n")}\n${indent}]`;
}

/** JSON on one line, with spaces where a reader wants them. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${line(member)}`).join(", ")} }`;
}
