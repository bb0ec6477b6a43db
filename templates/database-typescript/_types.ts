/** The parts of a database that the templates read, as the source hands them over, and the options of pack.yaml. */
import type { Context, JsonObject, UnitView } from "specmill";

export interface Options {
  readonly driver: "auto" | DriverName;
  readonly types: readonly string[];
  readonly enums: "union" | "const" | "enum";
  readonly domains: "alias" | "brand" | "inline";
  readonly composites: "text" | "object";
  readonly camelCase: boolean;
  readonly singular: boolean;
  readonly readonly: boolean;
  readonly comments: boolean;
  readonly zod: boolean;
  readonly coerceDates: boolean;
  readonly extension: ".js" | ".ts" | "none";
}

export type DriverName = "pg" | "postgres.js" | "mysql2" | "better-sqlite3" | "bun";
export type DialectName = "postgres" | "mysql" | "mariadb" | "sqlite";

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

export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly (string | number)[];
}

/** What a column, an attribute or a domain says about its values. */
export interface Typed {
  /** As the database spells it. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** Bare and lower case: `character varying`. */
  readonly typeName: string;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly bytes?: number;
  readonly unsigned?: boolean;
  readonly values?: readonly string[];
  readonly collation?: string;
  /** Dimensions of an array. */
  readonly array?: number;
  readonly limits?: Limits;
  /** Ids of units. */
  readonly enum?: string;
  readonly domain?: string;
  readonly composite?: string;
  readonly userType?: { readonly kind: string };
}

export interface Column extends Typed {
  readonly name: string;
  readonly nullable: boolean;
  readonly comment?: string;
  readonly default?: string;
  readonly identity?: string;
  readonly autoIncrement?: boolean;
  readonly isOptional: boolean;
  readonly isReadOnly: boolean;
}

export interface Check {
  readonly name?: string;
  readonly expression: string;
}

export interface Table {
  readonly dialect: DialectName;
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly Column[];
  readonly checks: readonly Check[];
}

export interface Enum {
  readonly values: readonly string[];
  readonly comment?: string;
}

export interface Domain extends Typed {
  readonly comment?: string;
}

export interface Composite {
  readonly comment?: string;
  readonly attributes: readonly Column[];
}

export interface TableFacts extends JsonObject {
  readonly schema: string;
  readonly table: string;
  readonly isDefaultSchema: boolean;
}

export interface DatabaseFacts extends JsonObject {
  readonly dialect: DialectName;
}

export type TableView = UnitView<Table, TableFacts>;
export type EnumView = UnitView<Enum>;
export type DomainView = UnitView<Domain>;
export type CompositeView = UnitView<Composite>;
export type DatabaseView = UnitView<JsonObject, DatabaseFacts>;

/** The context of any template of this pack. */
export type PackContext<V = unknown> = Context<V, Options>;
