/**
 * The views of information_schema that are read, and their columns under the names that the other files use. No column is in here that
 * makes a server open or count tables (row counts, cardinalities), and none that says more of the rows than of the schema.
 */

export interface CatalogueView {
  readonly from: string;
  /** Column that holds the name of the database. */
  readonly of: string;
  /** Name here → column of the view. `always` is never NULL, `maybe` may be, also because this server does not have the column. */
  readonly always: Readonly<Record<string, string>>;
  readonly maybe: Readonly<Record<string, string>>;
  /** A condition on the rows. */
  readonly only?: string;
  /** Not read where the server has this column, which says the same. */
  readonly unless?: string;
}

export const catalogueViews = {
  tables: {
    from: "TABLES",
    of: "TABLE_SCHEMA",
    always: { table: "TABLE_NAME", type: "TABLE_TYPE" },
    maybe: { engine: "ENGINE", collation: "TABLE_COLLATION", comment: "TABLE_COMMENT" },
  },
  columns: {
    from: "COLUMNS",
    of: "TABLE_SCHEMA",
    always: { table: "TABLE_NAME", name: "COLUMN_NAME", position: "ORDINAL_POSITION", type: "COLUMN_TYPE" },
    maybe: {
      nullable: "IS_NULLABLE",
      default: "COLUMN_DEFAULT",
      extra: "EXTRA",
      generation: "GENERATION_EXPRESSION",
      collation: "COLLATION_NAME",
      comment: "COLUMN_COMMENT",
    },
  },
  indexParts: {
    from: "STATISTICS",
    of: "TABLE_SCHEMA",
    always: { table: "TABLE_NAME", index: "INDEX_NAME", position: "SEQ_IN_INDEX", nonUnique: "NON_UNIQUE" },
    maybe: {
      column: "COLUMN_NAME",
      // MySQL 8.0.13 and later.
      expression: "EXPRESSION",
      direction: "COLLATION",
      length: "SUB_PART",
      method: "INDEX_TYPE",
      comment: "INDEX_COMMENT",
    },
  },
  keyColumns: {
    from: "KEY_COLUMN_USAGE",
    of: "TABLE_SCHEMA",
    always: {
      table: "TABLE_NAME",
      key: "CONSTRAINT_NAME",
      position: "ORDINAL_POSITION",
      column: "COLUMN_NAME",
      toDatabase: "REFERENCED_TABLE_SCHEMA",
      toTable: "REFERENCED_TABLE_NAME",
      toColumn: "REFERENCED_COLUMN_NAME",
    },
    maybe: {},
    only: "REFERENCED_TABLE_NAME IS NOT NULL",
  },
  references: {
    from: "REFERENTIAL_CONSTRAINTS",
    of: "CONSTRAINT_SCHEMA",
    always: { table: "TABLE_NAME", key: "CONSTRAINT_NAME", onUpdate: "UPDATE_RULE", onDelete: "DELETE_RULE" },
    maybe: {},
  },
  checks: {
    from: "CHECK_CONSTRAINTS",
    of: "CONSTRAINT_SCHEMA",
    always: { name: "CONSTRAINT_NAME", expression: "CHECK_CLAUSE" },
    // MariaDB; there a name is unique in its table alone, in MySQL it is in the database.
    maybe: { table: "TABLE_NAME", level: "LEVEL" },
  },
  checkOwners: {
    from: "TABLE_CONSTRAINTS",
    of: "TABLE_SCHEMA",
    always: { table: "TABLE_NAME", name: "CONSTRAINT_NAME" },
    maybe: { enforced: "ENFORCED" },
    only: "CONSTRAINT_TYPE = 'CHECK'",
    unless: "CHECK_CONSTRAINTS.TABLE_NAME",
  },
  partitions: {
    from: "PARTITIONS",
    of: "TABLE_SCHEMA",
    always: {
      table: "TABLE_NAME",
      name: "PARTITION_NAME",
      position: "PARTITION_ORDINAL_POSITION",
      method: "PARTITION_METHOD",
    },
    maybe: {
      expression: "PARTITION_EXPRESSION",
      bound: "PARTITION_DESCRIPTION",
      subMethod: "SUBPARTITION_METHOD",
      subExpression: "SUBPARTITION_EXPRESSION",
    },
    only: "PARTITION_NAME IS NOT NULL",
  },
  definitions: {
    from: "VIEWS",
    of: "TABLE_SCHEMA",
    always: { table: "TABLE_NAME" },
    maybe: { definition: "VIEW_DEFINITION" },
  },
} as const satisfies Readonly<Record<string, CatalogueView>>;

type Views = typeof catalogueViews;
export type ViewName = keyof Views;

export type Row<Name extends ViewName> = Readonly<Record<keyof Views[Name]["always"], string>> &
  Readonly<Partial<Record<keyof Views[Name]["maybe"], string>>>;

/** All rows of one database, in no order that could be relied on. */
export type Catalogue = { readonly [Name in ViewName]: readonly Row<Name>[] };
