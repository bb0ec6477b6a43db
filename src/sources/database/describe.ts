/** A schema with all that follows from it: kinds of types, limits, which keys a column is in, relations. Pure. */
import type { CheckDialect } from "./check-limits.ts";
import { checkLimits } from "./check-limits.ts";
import { columnKey } from "./column-enums.ts";
import type { TypeIndex } from "./described-types.ts";
import { describeType, domainsOf, limitsOfType } from "./described-types.ts";
import { fittingLimits } from "./fitting-limits.ts";
import { isUnique, pivotKeys, uniqueSets } from "./keys.ts";
import type { Column, DatabaseSchema, Domain, ForeignKey, Schema } from "./schema.ts";
import type { PlacedTable, TableIndex } from "./table-names.ts";
import { tableKey, unitName } from "./table-names.ts";
import type {
  ColumnData,
  CompositeData,
  DomainData,
  EnumData,
  ForeignKeyData,
  Limits,
  Relation,
  TableData,
} from "./unit-data.ts";

export interface DescribeContext {
  readonly types: TypeIndex;
  readonly tables: TableIndex;
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
}

/** A table or view as templates see it. */
export function describeTable({ schema, table, reference }: PlacedTable, context: DescribeContext): TableData {
  const { database } = context.types;
  const { foreignKeys, columns, checks, ...rest } = table;
  const limits = checkLimits(
    checks.map(({ expression }) => expression),
    columns.map(({ name }) => name),
    dialectOfChecks(database),
  );
  const place = placeIn({ schema, table, reference }, context.types);
  return {
    dialect: database.dialect,
    schema: schema.name,
    isDefaultSchema: schema.name === database.defaultSchema,
    ...rest,
    columns: columns.map((column) => describeColumn(column, limits.get(column.name), place, context.types)),
    checks,
    foreignKeys: foreignKeys.map((key) => withTable(key, context.tables)),
    relations: context.relations.get(reference.id) ?? [],
    isPivot: pivotKeys(table) !== undefined,
  };
}

function dialectOfChecks({ dialect }: DatabaseSchema): CheckDialect {
  return dialect === "mariadb" ? "mysql" : dialect;
}

function withTable(key: ForeignKey, tables: TableIndex): ForeignKeyData {
  const table = tables.get(tableKey(key.references.schema, key.references.table));
  return table === undefined ? key : { ...key, table: table.reference.id };
}

/** What its table says about a column. */
interface ColumnPlace {
  readonly unique: readonly (readonly string[])[];
  readonly primary: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
  /** The unit of an enum that belongs to the column. */
  enumOf(column: string): string | undefined;
}

const noPlace: ColumnPlace = { unique: [], primary: new Set(), foreign: new Set(), enumOf: () => undefined };

function placeIn({ schema, table }: PlacedTable, { columnEnums, database }: TypeIndex): ColumnPlace {
  return {
    unique: uniqueSets(table),
    primary: new Set(table.primaryKey?.columns),
    foreign: new Set(table.foreignKeys.flatMap((key) => key.columns)),
    enumOf(column) {
      const own = columnEnums.get(columnKey(schema.name, table.name, column));
      return own && `enum:${unitName(schema.name, own.name, database.defaultSchema)}`;
    },
  };
}

function describeColumn(column: Column, own: Limits | undefined, place: ColumnPlace, types: TypeIndex): ColumnData {
  const { name, identity, generated } = column;
  // A sequence that the column does not own counts for it all the same.
  const counts = column.autoIncrement === true || /^nextval\(/.test(column.default ?? "");
  // Of an array, what its domains say is about the elements.
  const domains = column.array === undefined ? domainsOf(column, types) : [];
  const nullable = column.nullable && domains.every((domain) => domain.nullable);
  const hasDefault = [column, ...domains].some((one) => one.default !== undefined);
  const isReadOnly = generated !== undefined || identity === "always";
  const ownEnum = place.enumOf(name);
  const type = describeType(column, types);
  const limits = fittingLimits(limitsOfType(column, own, types), type.kind);
  return {
    ...column,
    ...type,
    ...(ownEnum === undefined ? {} : { enum: ownEnum }),
    ...(counts ? { autoIncrement: true as const } : {}),
    nullable,
    ...(limits === undefined ? {} : { limits }),
    isPrimary: place.primary.has(name),
    isUnique: isUnique([name], place.unique),
    isForeign: place.foreign.has(name),
    isOptional: nullable || isReadOnly || counts || identity !== undefined || hasDefault,
    isReadOnly,
  };
}

/** The enums of a schema: those it defines, and in MySQL and MariaDB those that belong to a column. */
export function describeEnums(schema: Schema, { columnEnums }: TypeIndex): EnumData[] {
  const own = schema.enums.map((one) => ({ schema: schema.name, ...one }));
  return [...own, ...[...columnEnums.values()].filter((one) => one.schema === schema.name)];
}

export function describeDomain(schema: Schema, domain: Domain, types: TypeIndex): DomainData {
  const { userType, ...rest } = domain;
  const { domain: _base, composite: _composite, ...type } = describeType(domain, types);
  const own = { type: domain.type, userType: { kind: "domain", schema: schema.name, name: domain.name } } as const;
  const limits = fittingLimits(limitsOfType(own, undefined, types), type.kind);
  return { schema: schema.name, ...rest, ...type, ...(limits === undefined ? {} : { limits }) };
}

export function describeComposite(
  schema: Schema,
  { name, attributes, comment }: Schema["composites"][number],
  types: TypeIndex,
): CompositeData {
  return {
    schema: schema.name,
    name,
    ...(comment === undefined ? {} : { comment }),
    attributes: attributes.map((attribute) => describeColumn(attribute, undefined, noPlace, types)),
  };
}
