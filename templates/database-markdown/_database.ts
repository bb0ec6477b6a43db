/** The parts of a database that these pages read, as the source hands them over. */
import type { Context, JsonObject, UnitView } from "specmill";

export interface Options {
  readonly diagrams: boolean;
  readonly diagramColumns: "keys" | "all" | "none";
  readonly diagramLimit: number;
  readonly relations: boolean;
}

/** What the templates of this pack call `it`. */
export type It = Context<UnitView, Options>;

export interface Column {
  readonly name: string;
  readonly type: string;
  /** The bare name of the type, lower case, without arguments. */
  readonly typeName: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly identity?: "always" | "by default";
  readonly autoIncrement?: true;
  readonly generated?: { readonly expression: string; readonly kind: "stored" | "virtual" };
  readonly onUpdate?: string;
  readonly collation?: string;
  readonly comment?: string;
  readonly array?: number;
  readonly invisible?: true;
  /** Ids of the units that say more about the type. */
  readonly enum?: string;
  readonly domain?: string;
  readonly composite?: string;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  readonly isForeign: boolean;
}

export interface Key {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly deferrable?: string;
  readonly nullsNotDistinct?: true;
}

export interface Check {
  readonly name?: string;
  readonly expression: string;
}

export interface ForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
  readonly onUpdate?: string;
  readonly onDelete?: string;
  readonly deferrable?: string;
  readonly match?: string;
  /** Id of the unit it refers to; absent when that table is not read. */
  readonly table?: string;
}

export interface Index {
  readonly name: string;
  readonly parts: readonly IndexPart[];
  readonly unique?: true;
  readonly method?: string;
  readonly include?: readonly string[];
  readonly where?: string;
  readonly comment?: string;
}

export interface IndexPart {
  readonly column?: string;
  readonly expression?: string;
  readonly descending?: true;
  readonly nulls?: "first" | "last";
  readonly length?: number;
  readonly collation?: string;
  readonly operatorClass?: string;
}

export interface TableReference {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
}

export type RelationKind =
  | "belongs-to"
  | "has-one"
  | "has-many"
  | "many-to-many"
  | "morph-to"
  | "morph-one"
  | "morph-many";

export interface Relation {
  readonly name: string;
  readonly kind: RelationKind;
  readonly table?: TableReference;
  readonly columns: readonly string[];
  readonly references: readonly string[];
  readonly nullable: boolean;
  readonly isSelf: boolean;
  readonly inverse?: string;
  readonly through?: { readonly table: TableReference; readonly extra: readonly string[] };
  readonly morph?: Morph;
}

export interface Morph {
  readonly name: string;
  readonly typeColumn: string;
  readonly idColumn: string;
  readonly value?: string;
  readonly targets?: readonly { readonly value: string; readonly table: TableReference }[];
}

/** Tables and views. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly comment?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: Key;
  readonly uniques: readonly Key[];
  readonly checks: readonly Check[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  readonly relations: readonly Relation[];
  readonly isPivot: boolean;
  readonly definition?: string;
  readonly partitionedBy?: string;
  readonly partitions?: readonly { readonly name: string; readonly bound: string }[];
  readonly inherits?: readonly string[];
  readonly options?: readonly string[];
}

export interface Database {
  readonly dialect: "postgres" | "mysql" | "mariadb" | "sqlite";
  readonly schemas: readonly string[];
}

export interface Schema {
  readonly name: string;
  readonly comment?: string;
  readonly tables: readonly string[];
  readonly views: readonly string[];
  readonly enums: readonly string[];
  readonly domains: readonly string[];
  readonly composites: readonly string[];
  readonly sequences: readonly Sequence[];
}

export interface Sequence {
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cycle?: true;
  readonly ownedBy?: string;
  readonly comment?: string;
}

export interface EnumType {
  readonly values: readonly string[];
  readonly comment?: string;
}

export interface Domain {
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly collation?: string;
  readonly comment?: string;
  readonly checks: readonly Check[];
  readonly enum?: string;
}

export interface CompositeType {
  readonly comment?: string;
  readonly attributes: readonly Column[];
}

/** What is known of a table, view or type without its content. */
export interface Facts extends JsonObject {
  readonly tableKind?: string;
  readonly isPivot?: boolean;
  readonly comment?: string;
}

/** The content of a unit; the page depends on it from here on. */
export function dataOf<T>(unit: UnitView): T {
  return unit.data as T;
}

export function factsOf(unit: UnitView): Facts {
  return unit.facts as Facts;
}

/** The name of a unit: bare in the default schema, qualified elsewhere. Reads nothing. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}

/** The unit of a relation of a table. */
export function relationId(table: string, relation: string): string {
  return `relation:${nameOf(table)}.${relation}`;
}
