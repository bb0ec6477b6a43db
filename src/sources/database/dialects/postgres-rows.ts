/**
 * What postgres-queries.ts selects: one list of rows a kind of thing, all as JSON, so that no driver decides what a number or a flag looks
 * like. Rows name each other by object identifier; those mean nothing beyond one reading.
 */

export type Oid = number;

export interface Catalog {
  readonly schemas: readonly SchemaRow[];
  /** Tables and views, and the row types of composites; no partitions. */
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly defaults: readonly DefaultRow[];
  readonly comments: readonly CommentRow[];
  /** All that columns and domains have. */
  readonly types: readonly TypeRow[];
  readonly collations: readonly NameRow[];
  readonly keys: readonly KeyRow[];
  readonly checks: readonly CheckRow[];
  readonly foreignKeys: readonly ForeignKeyRow[];
  /** Columns of tables that foreign keys refer to and `relations` has not. */
  readonly targets: readonly TargetRow[];
  readonly indexes: readonly IndexRow[];
  readonly expressions: readonly ExpressionRow[];
  /** Those that an index does not use by itself. */
  readonly operatorClasses: readonly NameRow[];
  readonly parents: readonly ParentRow[];
  readonly partitions: readonly PartitionRow[];
  readonly enums: readonly EnumRow[];
  readonly domains: readonly DomainRow[];
  readonly sequences: readonly SequenceRow[];
}

export interface SchemaRow {
  readonly id: Oid;
  readonly name: string;
  readonly comment: string | null;
}

export interface RelationRow {
  readonly id: Oid;
  readonly schema: Oid;
  readonly name: string;
  /** `pg_class.relkind`. */
  readonly kind: "r" | "p" | "v" | "m" | "f" | "c";
  readonly unlogged: boolean;
  /** Where it is not `heap`. */
  readonly method: string | null;
  /** Of a foreign table. */
  readonly server: string | null;
  readonly parameters: readonly string[] | null;
  readonly partitionedBy: string | null;
  readonly definition: string | null;
}

/** What columns and domains say about their type. */
export interface TypedRow {
  readonly typeId: Oid;
  /** As `format_type` spells it. */
  readonly type: string;
  /** As declared; 0 also for the arrays of a view. */
  readonly dimensions: number;
  /** 0 where the type has none. */
  readonly collation: Oid;
}

export interface ColumnRow extends TypedRow {
  readonly relation: Oid;
  /** Counts on where a column was dropped. */
  readonly number: number;
  readonly name: string;
  readonly required: boolean;
  readonly identity: "a" | "d" | "";
  readonly generated: "s" | "v" | "";
}

/** Of a generated column it is the expression. */
export interface DefaultRow {
  readonly relation: Oid;
  readonly number: number;
  readonly expression: string;
}

export interface CommentRow {
  /** A table, or a composite by its type. */
  readonly relation: Oid;
  /** 0: about the relation itself. */
  readonly number: number;
  readonly text: string;
}

export interface TypeRow {
  readonly id: Oid;
  readonly isArray: boolean;
  /** `pg_type.typtype` of the type under any array, and where it lies. */
  readonly kind: "b" | "c" | "d" | "e" | "m" | "p" | "r";
  readonly schema: string;
  readonly name: string;
  readonly collation: Oid;
}

export interface NameRow {
  readonly id: Oid;
  readonly schema: string;
  readonly name: string;
}

export interface DeferrableRow {
  readonly deferrable: boolean;
  readonly deferred: boolean;
}

export interface KeyRow extends DeferrableRow {
  readonly relation: Oid;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly columns: readonly number[];
  readonly nullsNotDistinct: boolean;
}

export interface CheckRow {
  /** A table or a domain. */
  readonly owner: Oid;
  readonly name: string;
  readonly expression: string;
}

export interface ForeignKeyRow extends DeferrableRow {
  readonly relation: Oid;
  /** `null` for a key that the partitions of a table share. */
  readonly name: string | null;
  readonly columns: readonly number[];
  readonly target: Oid;
  readonly targetColumns: readonly number[];
  readonly onUpdate: string;
  readonly onDelete: string;
  readonly match: string;
}

export interface TargetRow {
  readonly relation: Oid;
  readonly schema: string;
  readonly table: string;
  readonly number: number;
  readonly name: string;
}

export interface IndexRow {
  readonly id: Oid;
  readonly relation: Oid;
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  /** How many of `columns` make up the key; the others are stored beside it. */
  readonly keys: number;
  /** Numbers of columns; 0 for an expression. */
  readonly columns: readonly number[];
  /** For each key: 1 descending, 2 nulls first, or both. */
  readonly options: readonly number[];
  readonly operatorClasses: readonly Oid[];
  readonly collations: readonly Oid[];
  readonly where: string | null;
  readonly comment: string | null;
}

/** A part of an index that is no column. */
export interface ExpressionRow {
  readonly index: Oid;
  /** From 1. */
  readonly position: number;
  readonly expression: string;
  /** That of its type. */
  readonly collation: Oid;
}

export interface ParentRow {
  readonly relation: Oid;
  readonly schema: string;
  readonly name: string;
}

export interface PartitionRow {
  /** The table at the top, whatever lies between. */
  readonly relation: Oid;
  readonly schema: Oid;
  readonly schemaName: string;
  readonly name: string;
  readonly bound: string;
}

export interface EnumRow {
  readonly schema: Oid;
  readonly name: string;
  readonly comment: string | null;
  readonly values: readonly string[];
}

export interface DomainRow extends TypedRow {
  readonly id: Oid;
  readonly schema: Oid;
  readonly name: string;
  readonly comment: string | null;
  readonly required: boolean;
  readonly default: string | null;
}

export interface SequenceRow {
  readonly schema: Oid;
  readonly name: string;
  readonly comment: string | null;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cycle: boolean;
  /** As SQL names it, qualified. */
  readonly spelling: string;
  /** The column that owns it; it lies in the same schema. */
  readonly ownerRelation: Oid | null;
  readonly ownerNumber: number | null;
}
