/** What a table demands of its rows and how it finds them: keys, foreign keys, checks, indexes. */
import type { Check, ForeignKey, Index, IndexPart, It, Table } from "./_database.ts";
import { code, codes, remarks, section, unitLink } from "./_text.ts";

export function keys(it: It, { primaryKey, uniques }: Table): string {
  const all = [
    ...(primaryKey === undefined ? [] : [{ kind: "primary", key: primaryKey }]),
    ...uniques.map((key) => ({ kind: "unique", key })),
  ];
  const rows = all.map(({ kind, key }) => [
    kind,
    codes(it, key.columns),
    code(it, key.name),
    remarks([deferrableText(key.deferrable), key.nullsNotDistinct && "nulls are not distinct"]),
  ]);
  return section("Keys", it.md.table(["Key", "Columns", "Name", "Notes"], rows));
}

export function foreignKeys(it: It, table: Table): string {
  const rows = table.foreignKeys.map((key) => [
    codes(it, key.columns),
    targetText(it, key),
    key.onUpdate ?? "",
    key.onDelete ?? "",
    code(it, key.name),
    remarks([deferrableText(key.deferrable), key.match !== undefined && `match ${key.match}`]),
  ]);
  const head = ["Columns", "References", "On update", "On delete", "Name", "Notes"];
  return section("Foreign keys", it.md.table(head, rows));
}

function targetText(it: It, { table, references }: ForeignKey): string {
  const name = table === undefined ? it.md.escape(`${references.schema}.${references.table}`) : unitLink(it, table);
  return `${name} (${codes(it, references.columns)})`;
}

function deferrableText(deferrable: string | undefined): string {
  return deferrable === undefined ? "" : `deferrable, ${deferrable}`;
}

export function checks(it: It, all: readonly Check[]): string {
  const rows = all.map(({ name, expression }) => [it.md.code(expression), code(it, name)]);
  return section("Checks", it.md.table(["Condition", "Name"], rows));
}

export function indexes(it: It, table: Table): string {
  const { md } = it;
  const rows = table.indexes.map((index) => [
    md.code(index.name),
    index.parts.map((part) => partText(it, part)).join(", "),
    notesOf(it, index),
    code(it, index.where),
    codes(it, index.include),
    md.escape(index.comment ?? ""),
  ]);
  return section("Indexes", md.table(["Index", "Columns", "Notes", "Where", "Include", "Comment"], rows));
}

function notesOf(it: It, { unique, method }: Index): string {
  return remarks([unique && "unique", method !== undefined && it.md.escape(method)]);
}

/** A column or expression with all that differs from the usual, in the order in which SQL has it. */
function partText(it: It, part: IndexPart): string {
  const { column, expression, length, collation, operatorClass, descending, nulls } = part;
  const name = it.md.code((column ?? expression ?? "") + (length === undefined ? "" : `(${length})`));
  const rest = [
    collation !== undefined && `collation ${it.md.code(collation)}`,
    operatorClass !== undefined && it.md.code(operatorClass),
    descending && "descending",
    nulls !== undefined && `nulls ${nulls}`,
  ].filter((one) => one !== false && one !== undefined);
  return rest.length === 0 ? name : `${name} ${rest.join(" ")}`;
}
