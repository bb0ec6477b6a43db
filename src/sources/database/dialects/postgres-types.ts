/** Enums, domains, composite types and sequences of a schema, each kind sorted by name. */
import type { Column, Domain, Schema, Sequence } from "../schema.ts";
import { checksByOwner } from "./postgres-constraints.ts";
import type { Relation } from "./postgres-places.ts";
import { groupBy, sortedByName } from "./postgres-places.ts";
import type { Catalog, CommentRow, DomainRow, Oid, SequenceRow, TypedRow } from "./postgres-rows.ts";
import type { Typed } from "./postgres-typed.ts";

export function enumsBySchema({ enums }: Catalog): (schema: Oid) => Schema["enums"] {
  const rows = groupBy(enums, (row) => row.schema);
  return (schema) =>
    sortedByName(rows(schema).map(({ name, values, comment }) => ({ name, values, ...said(comment) })));
}

export function domainsBySchema(catalog: Catalog, typed: (row: TypedRow) => Typed): (schema: Oid) => Schema["domains"] {
  const rows = groupBy(catalog.domains, (row) => row.schema);
  const checks = checksByOwner(catalog);
  const domainOf = (row: DomainRow): Domain => ({
    name: row.name,
    ...typed(row),
    nullable: !row.required,
    ...(row.default !== null && { default: row.default }),
    checks: checks(row.id),
    ...said(row.comment),
  });
  return (schema) => sortedByName(rows(schema).map(domainOf));
}

/** Every table has a row type as well: that is none of them. */
export function compositesBySchema(
  { relations, comments }: Catalog,
  columnsOf: (relation: Oid) => readonly Column[],
): (schema: Oid) => Schema["composites"] {
  const composites = relations.filter((row) => row.kind === "c");
  const rows = groupBy(composites, (row) => row.schema);
  const texts = commentsOfRelations(comments);
  return (schema) => {
    return sortedByName(
      rows(schema).map(({ id, name }) => ({ name, attributes: columnsOf(id), ...said(texts.get(id) ?? null) })),
    );
  };
}

export function commentsOfRelations(comments: readonly CommentRow[]): ReadonlyMap<Oid, string> {
  return new Map(comments.filter(({ number }) => number === 0).map(({ relation, text }) => [relation, text]));
}

export function sequencesBySchema(
  { sequences }: Catalog,
  relationOf: (id: Oid) => Relation,
): (schema: Oid) => Schema["sequences"] {
  const rows = groupBy(sequences, (row) => row.schema);
  return (schema) => sortedByName(rows(schema).map((row) => sequenceOf(row, relationOf)));
}

function sequenceOf(row: SequenceRow, relationOf: (id: Oid) => Relation): Sequence {
  const { name, type, start, increment, min, max, cycle } = row;
  return {
    name,
    ...{ type, start, increment, min, max },
    ...(cycle && { cycle }),
    ...ownerOf(row, relationOf),
    ...said(row.comment),
  };
}

function ownerOf(row: SequenceRow, relationOf: (id: Oid) => Relation): Pick<Sequence, "ownedBy"> {
  if (row.ownerRelation === null || row.ownerNumber === null) return {};
  const { schema, name, columnName } = relationOf(row.ownerRelation);
  return { ownedBy: `${schema}.${name}.${columnName(row.ownerNumber)}` };
}

function said(comment: string | null): { readonly comment?: string } {
  return comment === null ? {} : { comment };
}
