/** The list of relations of a table: what it points to, and what points to it. */
import type { It, Relation, Table } from "./_database.ts";
import { nameOf } from "./_database.ts";
import { codes, remarks, section, unitLink } from "./_text.ts";

const words: Readonly<Record<Relation["kind"], string>> = {
  "belongs-to": "belongs to",
  "has-one": "has one",
  "has-many": "has many",
  "many-to-many": "many to many",
  "morph-to": "belongs to one of",
  "morph-one": "has one",
  "morph-many": "has many",
};

export function relations(it: It, table: Table): string {
  if (!it.options.relations) return "";
  const rows = table.relations.map((relation) => [
    it.md.code(relation.name),
    kindText(relation),
    relation.table === undefined ? targetsText(it, relation) : unitLink(it, relation.table.id),
    wayText(it, relation),
  ]);
  return section("Relations", it.md.table(["Relation", "Kind", "Table", "By"], rows));
}

/** That there may be no other row goes without saying, but for a row that points to one. */
function kindText({ kind, nullable }: Relation): string {
  const isOptional = nullable && (kind === "belongs-to" || kind === "morph-to");
  return isOptional ? `${words[kind]}, optional` : words[kind];
}

function targetsText(it: It, { morph }: Relation): string {
  const targets = morph?.targets ?? [];
  return targets.map(({ value, table }) => `${it.md.code(value)}: ${unitLink(it, table.id)}`).join(", ");
}

/** The columns that hold the reference, in whichever table they are, or the table in between. */
function wayText(it: It, relation: Relation): string {
  const { kind, table, columns, references, through, morph } = relation;
  if (through !== undefined) {
    const extra = through.extra.length === 0 ? "" : ` with ${codes(it, through.extra)}`;
    return `through ${unitLink(it, through.table.id)}${extra}`;
  }
  if (morph !== undefined) return morphText(it, relation);
  if (kind === "belongs-to" || table === undefined) return codes(it, columns);
  return codes(it, qualified(table.id, references));
}

function morphText(it: It, { morph, table }: Relation): string {
  if (morph === undefined) return "";
  const names = [morph.typeColumn, morph.idColumn];
  if (table === undefined) return codes(it, names);
  return remarks([
    codes(it, qualified(table.id, names)),
    morph.value !== undefined && `type ${it.md.code(morph.value)}`,
  ]);
}

function qualified(table: string, names: readonly string[]): string[] {
  return names.map((name) => `${nameOf(table)}.${name}`);
}
