/** What this pack reads of a database, and its options. */
import type { Context, JsonObject, UnitView } from "specmill";

/** The options of pack.yaml. */
export interface Options {
  readonly namespace: string;
  readonly layout: "base" | "single";
  readonly baseClass: string;
  readonly traits: readonly string[];
  readonly connection: string;
  readonly tablePrefix: readonly string[];
  readonly views: boolean;
  readonly enums: boolean;
  readonly factories: boolean;
  readonly fillable: "fillable" | "guarded";
  readonly hidden: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly softDeletes: string;
  readonly dates: "mutable" | "immutable";
  readonly dateFormat: string;
  readonly phpdoc: boolean;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly typeName: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly identity?: string;
  readonly autoIncrement?: true;
  readonly comment?: string;
  /** Dimensions of an array. */
  readonly array?: number;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly bytes?: number;
  readonly unsigned?: boolean;
  readonly values?: readonly string[];
  /** Id of the unit of its enum. */
  readonly enum?: string;
  readonly limits?: Limits;
  readonly isUnique: boolean;
  readonly isReadOnly: boolean;
}

export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: number;
  readonly exclusiveMax?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly values?: readonly (string | number)[];
}

export interface TableReference {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
}

export interface Relation {
  readonly name: string;
  readonly kind: "belongs-to" | "has-one" | "has-many" | "many-to-many" | "morph-to" | "morph-one" | "morph-many";
  readonly table?: TableReference;
  readonly columns: readonly string[];
  readonly references: readonly string[];
  readonly nullable: boolean;
  readonly isSelf: boolean;
  readonly through?: {
    readonly table: TableReference;
    readonly columns: readonly string[];
    readonly references: readonly string[];
    readonly extra: readonly string[];
  };
  readonly morph?: {
    readonly name: string;
    readonly typeColumn: string;
    readonly idColumn: string;
    readonly targets?: readonly { readonly value: string; readonly table: TableReference }[];
  };
}

export interface Key {
  readonly columns: readonly string[];
}

export interface Table {
  readonly dialect: "postgres" | "mysql" | "mariadb" | "sqlite";
  readonly schema: string;
  readonly isDefaultSchema: boolean;
  readonly name: string;
  readonly kind: string;
  readonly comment?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: Key;
  readonly uniques: readonly Key[];
  readonly foreignKeys: readonly { readonly columns: readonly string[] }[];
  readonly relations: readonly Relation[];
}

export interface EnumType {
  readonly name: string;
  readonly values: readonly string[];
  readonly comment?: string;
}

export interface TableFacts extends JsonObject {
  readonly schema: string;
  readonly table: string;
  readonly isDefaultSchema: boolean;
}

export interface TypeFacts extends JsonObject {
  readonly schema: string;
  readonly type: string;
}

export interface RelationFacts extends JsonObject {
  readonly relationKind: string;
}

export type TableView = UnitView<Table, TableFacts>;
export type EnumView = UnitView<EnumType, TypeFacts>;
export type RelationView = UnitView<Relation, RelationFacts>;

/** The context of any template of this pack. */
export type PackContext<V = unknown> = Context<V, Options>;
