/**
 * A database schema as a database tells it: the nouns that introspection gives, the snapshot holds and `pull --check` compares.
 * Nothing in here is derived: what follows from it (relations, kinds of types) is in describe.ts, so that a newer specmill
 * understands an older snapshot better without connecting again.
 *
 * Order is part of the value: schemas, tables, types, keys and indexes are sorted by name, columns stand as in the database.
 * SQL texts (defaults, checks, definitions) are as the database spells them, without the name of the database itself.
 */

export type DialectName = "postgres" | "mysql" | "mariadb" | "sqlite";

export interface DatabaseSchema {
  readonly dialect: DialectName;
  /** Its tables go by their bare names: `public` in PostgreSQL, `main` elsewhere. */
  readonly defaultSchema: string;
  readonly schemas: readonly Schema[];
}

export interface Schema {
  readonly name: string;
  readonly comment?: string;
  readonly enums: readonly EnumType[];
  readonly domains: readonly Domain[];
  readonly composites: readonly CompositeType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
}

/** Views are tables that cannot be written: they have no keys, and a definition. */
export type TableKind =
  | "table"
  | "partitioned-table"
  | "foreign-table"
  | "virtual-table"
  | "view"
  | "materialized-view";

export interface Table {
  readonly name: string;
  readonly kind: TableKind;
  readonly comment?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: Key;
  /** Unique constraints; a unique index that no constraint made is in `indexes`. */
  readonly uniques: readonly Key[];
  readonly checks: readonly Check[];
  readonly foreignKeys: readonly ForeignKey[];
  /** All but those that only serve a primary key or a unique constraint. */
  readonly indexes: readonly Index[];
  /** The query of a view. */
  readonly definition?: string;
  /** How rows are spread, as SQL: `RANGE (payment_date)`. */
  readonly partitionedBy?: string;
  /** Partitions are parts of their table and no tables of their own. */
  readonly partitions?: readonly Partition[];
  /** Tables that this one inherits from (PostgreSQL), qualified where they are not in the default schema. */
  readonly inherits?: readonly string[];
  /** Storage of the table, as one would write it after `CREATE TABLE`: `STRICT`, `WITHOUT ROWID`, `ENGINE=MyISAM`. */
  readonly options?: readonly string[];
}

export interface Column {
  readonly name: string;
  /** As the database spells it, whole: `character varying(40)`, `int(10) unsigned`, `integer[]`, `enum('a','b')`, `NVARCHAR(160)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** SQL of the default; absent when there is none, also for a bare `NULL`. */
  readonly default?: string;
  readonly identity?: "always" | "by default";
  /** The database counts: AUTO_INCREMENT, a `serial`, the rowid of SQLite. */
  readonly autoIncrement?: true;
  readonly generated?: Generated;
  /** MySQL and MariaDB: what an update sets, `current_timestamp()`. */
  readonly onUpdate?: string;
  /** Where it is not that of the database, schema or table. */
  readonly collation?: string;
  readonly comment?: string;
  /** PostgreSQL: the type under any array, when it is not a built-in one. */
  readonly userType?: UserType;
  /** PostgreSQL: dimensions of an array, as declared; absent for none. */
  readonly array?: number;
  /** Left out by `SELECT *`. */
  readonly invisible?: true;
}

export interface Generated {
  readonly expression: string;
  readonly kind: "stored" | "virtual";
}

export interface UserType {
  readonly kind: "enum" | "domain" | "composite" | "range" | "other";
  readonly schema: string;
  readonly name: string;
}

export interface Key {
  /** Absent in SQLite, where a constraint has a name only when it was given one. */
  readonly name?: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable;
  /** PostgreSQL: `NULLS NOT DISTINCT`. */
  readonly nullsNotDistinct?: true;
}

export type Deferrable = "initially immediate" | "initially deferred";

export interface Check {
  readonly name?: string;
  /** SQL of the condition, without the word CHECK and the parentheses around it. */
  readonly expression: string;
}

/** Absent: NO ACTION. */
export type ReferenceAction = "restrict" | "cascade" | "set null" | "set default";

export interface ForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
  readonly onUpdate?: ReferenceAction;
  readonly onDelete?: ReferenceAction;
  readonly deferrable?: Deferrable;
  /** PostgreSQL: `MATCH FULL`. */
  readonly match?: "full" | "partial";
}

export interface Index {
  readonly name: string;
  readonly parts: readonly IndexPart[];
  readonly unique?: true;
  /** Access method, where it is not a B-tree: `gin`, `gist`, `fulltext`, `spatial`, `hash`. */
  readonly method?: string;
  /** Columns that are stored beside the key. */
  readonly include?: readonly string[];
  /** Condition of a partial index. */
  readonly where?: string;
  readonly comment?: string;
}

/** Either a column or an expression. */
export interface IndexPart {
  readonly column?: string;
  readonly expression?: string;
  readonly descending?: true;
  /** Where it is not the default of the direction. */
  readonly nulls?: "first" | "last";
  /** MySQL and MariaDB: how much of a text is indexed. */
  readonly length?: number;
  readonly collation?: string;
  readonly operatorClass?: string;
}

export interface Partition {
  /** Qualified where it is not in the schema of its table. */
  readonly name: string;
  /** As SQL: `FOR VALUES FROM (…) TO (…)`, `VALUES LESS THAN (…)`. */
  readonly bound: string;
}

export interface EnumType {
  readonly name: string;
  readonly values: readonly string[];
  readonly comment?: string;
}

export interface Domain {
  readonly name: string;
  /** As of a column. */
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly collation?: string;
  readonly checks: readonly Check[];
  readonly comment?: string;
  readonly userType?: UserType;
  readonly array?: number;
}

export interface CompositeType {
  readonly name: string;
  readonly attributes: readonly Column[];
  readonly comment?: string;
}

/** Numbers are texts: they reach past 2^53. */
export interface Sequence {
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cycle?: true;
  /** The column that it counts for: `public.actor.actor_id`. */
  readonly ownedBy?: string;
  readonly comment?: string;
}
