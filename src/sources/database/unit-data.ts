/**
 * What templates see of a database: the schema with everything that follows from it. Made by describe.ts from schema.ts.
 * A unit's data is JSON, holds nothing of other tables but their names, and changes only when the table or its relations do.
 */
import type {
  Check,
  Column,
  CompositeType,
  DialectName,
  ForeignKey,
  Index,
  Key,
  Partition,
  Sequence,
  TableKind,
} from "./schema.ts";

/**
 * What a type holds, whatever the database calls it. `bigint` does not fit a double, `decimal` must not be one; `datetime` has no zone,
 * `timestamp` is a moment; `set` is several of `values` (MySQL); `other` is all that has no general form (ranges, geometry, search vectors).
 */
export type ColumnKind =
  | "boolean"
  | "integer"
  | "bigint"
  | "decimal"
  | "float"
  | "string"
  | "uuid"
  | "binary"
  | "bits"
  | "date"
  | "time"
  | "datetime"
  | "timestamp"
  | "interval"
  | "json"
  | "enum"
  | "set"
  | "composite"
  | "other";

/** What a type says beyond its kind, read off its spelling. */
export interface TypeDetails {
  readonly kind: ColumnKind;
  /** The bare name of the type, lower case, without arguments: `character varying`, `int`, `nvarchar`. */
  readonly typeName: string;
  /** Characters of a text, bytes of a binary, bits of a bit string. */
  readonly length?: number;
  /** Digits in all, and those behind the point. */
  readonly precision?: number;
  readonly scale?: number;
  /** Bytes of an integer: 1, 2, 3, 4 or 8. */
  readonly bytes?: number;
  readonly unsigned?: boolean;
  /** Values of an enum or set. */
  readonly values?: readonly string[];
}

/** What checks say about a single column, as far as they are understood; all of it must hold. */
export interface Limits {
  /** Numbers as the SQL has them. */
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The only values: `CHECK (status IN ('open', 'closed'))`. Texts or numbers. */
  readonly values?: readonly (string | number)[];
}

export interface ColumnData extends Column, TypeDetails {
  /** Units that say more about the type: `enum:mood`, `domain:year`, `composite:address`. */
  readonly enum?: string;
  readonly domain?: string;
  readonly composite?: string;
  readonly limits?: Limits;
  readonly isPrimary: boolean;
  /** Alone it is a primary key, a unique constraint or a unique index without a condition. */
  readonly isUnique: boolean;
  readonly isForeign: boolean;
  /** An insert may leave it out: nullable, or the database has a value for it. */
  readonly isOptional: boolean;
  /** The database alone writes it: generated, or identity `always`. */
  readonly isReadOnly: boolean;
}

/** The other side of a relation, or a table in between. */
export interface TableReference {
  /** Id of its unit: `ref(table.id)`. */
  readonly id: string;
  readonly schema: string;
  readonly name: string;
}

export type RelationKind =
  | "belongs-to"
  | "has-one"
  | "has-many"
  | "many-to-many"
  /** The side that holds `<name>_type` and `<name>_id`. */
  | "morph-to"
  | "morph-one"
  | "morph-many";

export interface Relation {
  /** Camel case, unique in its table, where case does not count, and no name of a column. Depends on this foreign key alone, unless names meet. */
  readonly name: string;
  readonly kind: RelationKind;
  /** Absent for `morph-to`: see `targets`. */
  readonly table?: TableReference;
  /** Columns of this table, and those of the other one (or of `through`) that they meet, pair by pair. */
  readonly columns: readonly string[];
  readonly references: readonly string[];
  /** Whether there may be no row on the other side. */
  readonly nullable: boolean;
  /** The table refers to itself. */
  readonly isSelf: boolean;
  /** Name of the relation on the other table that leads back. */
  readonly inverse?: string;
  /** Name of the foreign key, where it has one. */
  readonly constraint?: string;
  readonly through?: Through;
  readonly morph?: Morph;
}

/** The pivot table of a many-to-many: `columns` of the relation meet `references`, which are columns of the pivot. */
export interface Through {
  readonly table: TableReference;
  /** Columns of the pivot that refer to the other table, and the columns there that they meet. */
  readonly columns: readonly string[];
  readonly references: readonly string[];
  /** Columns of the pivot beyond its keys: `created_at`, `position`. */
  readonly extra: readonly string[];
}

export interface Morph {
  /** `commentable` of `commentable_type` and `commentable_id`. */
  readonly name: string;
  readonly typeColumn: string;
  readonly idColumn: string;
  /** Of `morph-one` and `morph-many`: the value of the type that stands for this table. */
  readonly value?: string;
  /** Of `morph-to`: which value stands for which table, as configured; empty when that is not known. */
  readonly targets?: readonly { readonly value: string; readonly table: TableReference }[];
}

/** Data of the kinds `table` and `view`. */
export interface TableData {
  readonly dialect: DialectName;
  readonly schema: string;
  readonly isDefaultSchema: boolean;
  readonly name: string;
  readonly kind: TableKind;
  readonly comment?: string;
  readonly columns: readonly ColumnData[];
  readonly primaryKey?: Key;
  readonly uniques: readonly Key[];
  readonly checks: readonly Check[];
  readonly foreignKeys: readonly ForeignKeyData[];
  readonly indexes: readonly Index[];
  readonly relations: readonly Relation[];
  /** It only joins two tables: two foreign keys that make up its key. */
  readonly isPivot: boolean;
  readonly definition?: string;
  readonly partitionedBy?: string;
  readonly partitions?: readonly Partition[];
  readonly inherits?: readonly string[];
  readonly options?: readonly string[];
}

export interface ForeignKeyData extends ForeignKey {
  /** Id of the unit it refers to; absent when that table is excluded or not in the schemas that are read. */
  readonly table?: string;
}

export interface DatabaseData {
  readonly dialect: DialectName;
  readonly defaultSchema: string;
  readonly schemas: readonly string[];
}

export interface SchemaData {
  readonly dialect: DialectName;
  readonly name: string;
  readonly isDefault: boolean;
  readonly comment?: string;
  /** Ids of its units. */
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly enums: readonly string[];
  readonly domains: readonly string[];
  readonly composites: readonly string[];
  readonly sequences: readonly Sequence[];
}

export interface EnumData {
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly comment?: string;
  /** MySQL and MariaDB, where an enum belongs to a column: that column. */
  readonly column?: { readonly table: string; readonly name: string };
}

export interface DomainData extends TypeDetails {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly collation?: string;
  readonly comment?: string;
  readonly checks: readonly Check[];
  readonly limits?: Limits;
  readonly enum?: string;
  readonly array?: number;
}

export interface CompositeData extends Omit<CompositeType, "attributes"> {
  readonly schema: string;
  readonly attributes: readonly ColumnData[];
}

/** Data of the kind `relation`: the relation and the table that it is of. */
export interface RelationData extends Relation {
  readonly of: TableReference;
}
