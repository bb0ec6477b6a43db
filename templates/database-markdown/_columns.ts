/** The table of columns, of tables as of composite types. */
import type { Column, ForeignKey, It, Table } from "./_database.ts";
import { code, remarks, section, unitLink } from "./_text.ts";

const head = ["Column", "Type", "Null", "Default", "Key", "Notes", "Comment"];

export function columns(it: It, table: Table): string {
  const rows = table.columns.map((column) => columnRow(it, column, keysOf(it, column, table)));
  return section("Columns", it.md.table(head, rows));
}

/** The attributes of a composite type: in no key, and never without a value of their own. */
export function attributes(it: It, all: readonly Column[]): string {
  const rows = all.map((attribute) => columnRow(it, { ...attribute, nullable: false }, ""));
  return section("Attributes", it.md.table(["Attribute", ...head.slice(1)], rows));
}

function columnRow(it: It, column: Column, keys: string): string[] {
  const { md } = it;
  return [
    md.code(column.name),
    typeText(it, column),
    column.nullable ? "yes" : "",
    code(it, column.default),
    keys,
    notesOf(it, column),
    column.comment === undefined ? "" : md.escape(column.comment),
  ];
}

/** A type of the schema's own is a link to its page. SQLite knows columns without any type. */
export function typeText(it: It, { type, domain, enum: values, composite }: Partial<Column>): string {
  if (type === undefined || type === "") return "";
  const unit = domain ?? composite ?? values;
  return it.md.codeLink(type, unit === undefined ? undefined : it.link(unit));
}

function keysOf(it: It, column: Column, { primaryKey, foreignKeys }: Table): string {
  const { isPrimary, isForeign, isUnique, name } = column;
  if (!isPrimary && !isForeign && !isUnique) return "";
  const isAlone = isPrimary && primaryKey?.columns.length === 1;
  return remarks([
    isPrimary && "PK",
    isForeign && foreignText(it, name, foreignKeys),
    isUnique && !isAlone && "unique",
  ]);
}

function foreignText(it: It, column: string, keys: readonly ForeignKey[]): string {
  const targets = keys
    .filter(({ columns, table }) => table !== undefined && columns.includes(column))
    .map(({ table = "" }) => unitLink(it, table));
  return targets.length === 0 ? "FK" : `FK to ${[...new Set(targets)].join(", ")}`;
}

function notesOf(it: It, column: Column): string {
  const { identity, generated, autoIncrement, onUpdate, collation, invisible } = column;
  return remarks([
    identity !== undefined && (identity === "always" ? "identity, always" : "identity"),
    autoIncrement && "auto increment",
    generated !== undefined && `generated (${generated.kind}) as ${it.md.code(generated.expression)}`,
    onUpdate !== undefined && `on update ${it.md.code(onUpdate)}`,
    collation !== undefined && `collation ${it.md.code(collation)}`,
    invisible && "invisible",
  ]);
}
