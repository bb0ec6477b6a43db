/** What the types of columns, attributes and domains hold, looked through to what they are made of. Pure. */
import { domainLimits } from "./check-limits.ts";
import type { ColumnEnums } from "./column-enums.ts";
import { columnEnums } from "./column-enums.ts";
import { typeDetails } from "./column-type.ts";
import { bothLimits } from "./limit-claims.ts";
import type { Column, DatabaseSchema, Domain, UserType } from "./schema.ts";
import { tableKey, unitName } from "./table-names.ts";
import type { ColumnData, Limits, TypeDetails } from "./unit-data.ts";

/** Types that a schema defines, by schema and name. */
export interface TypeIndex {
  readonly database: DatabaseSchema;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly domains: ReadonlyMap<string, Domain>;
  readonly composites: ReadonlySet<string>;
  readonly columnEnums: ColumnEnums;
}

export function indexTypes(database: DatabaseSchema): TypeIndex {
  const enums = new Map<string, readonly string[]>();
  const domains = new Map<string, Domain>();
  const composites = new Set<string>();
  for (const schema of database.schemas) {
    for (const { name, values } of schema.enums) enums.set(tableKey(schema.name, name), values);
    for (const domain of schema.domains) domains.set(tableKey(schema.name, domain.name), domain);
    for (const { name } of schema.composites) composites.add(tableKey(schema.name, name));
  }
  return { database, enums, domains, composites, columnEnums: columnEnums(database) };
}

export type Typed = Pick<Column, "type" | "userType" | "array">;

export type DescribedType = TypeDetails & Pick<ColumnData, "enum" | "domain" | "composite" | "array">;

/** A user's own type by what it is; a domain by what it is made of, arrays of it included. */
export function describeType(typed: Typed, types: TypeIndex): DescribedType {
  const domains = domainsOf(typed, types);
  const base = domains.at(-1) ?? typed;
  const dimensions = [typed, ...domains].reduce((sum, { array = 0 }) => sum + array, 0);
  return {
    ...bareType(base, types),
    ...(domains.length === 0 ? {} : { domain: `domain:${nameOf(typed.userType, types)}` }),
    ...(dimensions === 0 ? {} : { array: dimensions }),
  };
}

/** The domain that a type is, the one that this is made of, and so on; a snapshot may be wrong, so that none comes twice. */
export function domainsOf(typed: Typed, types: TypeIndex): readonly Domain[] {
  const found = new Set<Domain>();
  for (let at: Typed | undefined = typed; at?.userType?.kind === "domain"; ) {
    const domain = types.domains.get(tableKey(at.userType.schema, at.userType.name));
    if (domain === undefined || found.has(domain)) break;
    found.add(domain);
    at = domain;
  }
  return [...found];
}

/**
 * What a type's domains say of its values; of an array, what they say of its elements. What a check says of an array as a whole limits
 * none of them.
 */
export function limitsOfType(typed: Typed, own: Limits | undefined, types: TypeIndex): Limits | undefined {
  return domainsOf(typed, types).reduce<Limits | undefined>(
    (limits, { array, checks }) =>
      array === undefined ? mergeLimits(limits, domainLimits(checks.map(({ expression }) => expression))) : limits,
    describeType(typed, types).array === undefined ? own : undefined,
  );
}

/** Both hold. A set of values that leaves none says that the checks contradict each other, which is of no use to a reader. */
function mergeLimits(one: Limits | undefined, other: Limits | undefined): Limits | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const { values, ...rest } = bothLimits(one, other);
  return values === undefined || values.length === 0 ? rest : { ...rest, values };
}

/** Without any domain. */
function bareType(typed: Typed, types: TypeIndex): DescribedType {
  const { dialect } = types.database;
  const { userType } = typed;
  const plain = typeDetails(typed.type, dialect);
  if (userType === undefined) return plain;
  const key = tableKey(userType.schema, userType.name);
  const unit = nameOf(userType, types);
  if (userType.kind === "enum") {
    const values = types.enums.get(key);
    return { ...plain, kind: "enum", ...(values === undefined ? {} : { values, enum: `enum:${unit}` }) };
  }
  if (userType.kind === "composite" && types.composites.has(key))
    return { ...plain, kind: "composite", composite: `composite:${unit}` };
  // A type of an extension is known by its name, whatever schema the extension is in.
  return userType.kind === "other" ? typeDetails(userType.name, dialect) : plain;
}

function nameOf(userType: UserType | undefined, { database }: TypeIndex): string {
  return userType === undefined ? "" : unitName(userType.schema, userType.name, database.defaultSchema);
}
