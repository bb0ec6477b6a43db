/**
 * The lines of a diagram. Whether a reference may be missing is read from the relation, not from the table that holds it,
 * so that other columns of that table may change.
 */
import type { It, Relation, Table } from "./_database.ts";
import { dataOf, nameOf, relationId } from "./_database.ts";
import type { Edge } from "./_mermaid.ts";
import { mostEdges } from "./_mermaid.ts";
import { relationsByTable } from "./_relation-index.ts";

/** One line for each reference within a schema or out of it; where they are too many, none is looked at. */
export function schemaEdges(it: It, tables: readonly string[]): Edge[] | undefined {
  const index = relationsByTable(it);
  const found = tables.flatMap((id) => index.get(id) ?? []);
  if (found.length > mostEdges) return undefined;
  return found.flatMap(({ id, of }) => edgeOf(it, of, dataOf<Relation>(it.ref(id))) ?? []);
}

/** The lines for one relation on the page of its own table. */
export function nearEdges(it: It, id: string, relation: Relation, table: Table): Edge[] {
  const { kind, morph, isSelf } = relation;
  if (morph?.targets !== undefined) {
    const isOne = isUniquePair(table, [morph.typeColumn, morph.idColumn]);
    return morph.targets.map((target) => looseEdge(nameOf(target.table.id), nameOf(id), isOne, morph.name));
  }
  // A key of a table to itself shows from both of its ends.
  const isSeen = isSelf && kind !== "belongs-to";
  const edge = isSeen ? undefined : edgeOf(it, id, relation);
  return edge === undefined ? [] : [edge];
}

/** The line for a relation of the table `of`; none for ways through other tables, whose own lines are there. */
function edgeOf(it: It, of: string, relation: Relation): Edge | undefined {
  const { kind, table, morph, inverse = "" } = relation;
  if (table === undefined) return undefined;
  const [own, other] = [nameOf(of), nameOf(table.id)];
  if (morph !== undefined) return looseEdge(own, other, kind === "morph-one", morph.name);
  const back = relationId(table.id, inverse);
  if (kind === "belongs-to") {
    const isOne = it.find(back)?.facts.relationKind === "has-one";
    return { to: other, from: own, isOptional: relation.nullable, isOne, label: relation.columns };
  }
  if (kind !== "has-one" && kind !== "has-many") return undefined;
  const isOptional = dataOf<Relation>(it.ref(back)).nullable;
  return { to: own, from: other, isOptional, isOne: kind === "has-one", label: relation.references };
}

/** A row that refers to one of several tables refers to none of the others: each is optional. */
function looseEdge(to: string, from: string, isOne: boolean, label: string): Edge {
  return { to, from, isOptional: true, isOne, isLoose: true, label: [label] };
}

/** Whether no two rows share both values. */
function isUniquePair({ primaryKey, uniques, indexes }: Table, pair: readonly string[]): boolean {
  const constraints = primaryKey === undefined ? uniques : [primaryKey, ...uniques];
  const whole = indexes.filter(({ unique, where }) => unique === true && where === undefined);
  const sets = [
    ...constraints.map(({ columns }) => columns),
    ...whole.map(({ parts }) => parts.map(({ column = "" }) => column)),
  ];
  return sets.some((set) => set.every((name) => pair.includes(name)));
}
