/**
 * The units of a database: itself, its schemas, tables, views, types and relations. Their data is made at once, as a schema is small beside
 * its rows; relations, which tables hold anyway, are units only when somebody asks for them.
 */
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Facts, Unit, UnitList, UnitSet } from "#model/unit.ts";
import { hashContent } from "#platform/hash.ts";
import { digestWithSlug, slugs } from "../slug.ts";
import type { DescribeContext } from "./describe.ts";
import { describeComposite, describeDomain, describeEnums, describeTable } from "./describe.ts";
import type { Origins } from "./origins.ts";
import type { Schema } from "./schema.ts";
import { unitKindOf, unitName } from "./table-names.ts";
import type { DatabaseData, EnumData, RelationData, SchemaData, TableData } from "./unit-data.ts";

export const unitKinds = ["database", "schema", "table", "view", "enum", "domain", "composite", "relation"] as const;

type UnitKind = (typeof unitKinds)[number];

interface Parts {
  readonly kind: UnitKind;
  readonly name: string;
  readonly facts: Facts;
  readonly data: object;
  /** Schema, table, column: what `Origins.place` looks for. */
  readonly path: readonly string[];
}

export class DatabaseUnits implements UnitSet {
  readonly kinds = unitKinds;
  readonly #lists = new Map<string, readonly Unit[]>();
  readonly #byId = new Map<string, Unit>();
  readonly #paths = new Map<string, readonly string[]>();
  readonly #parts: ReadonlyMap<UnitKind, readonly Parts[]>;
  readonly #origins: Origins;

  constructor(name: string, context: DescribeContext, origins: Origins) {
    this.#origins = origins;
    this.#parts = Map.groupBy(allParts(name, context), ({ kind }) => kind);
  }

  list(kind: string): UnitList {
    return this.#units(kind as UnitKind);
  }

  get(id: string): Unit | undefined {
    this.#units(id.slice(0, Math.max(0, id.indexOf(":"))) as UnitKind);
    return this.#byId.get(id);
  }

  place(unit: Unit): Place {
    return this.#origins.place(this.#paths.get(unit.id) ?? []);
  }

  #units(kind: UnitKind): readonly Unit[] {
    let units = this.#lists.get(kind);
    if (units === undefined) {
      const slugOf = slugs();
      units = this.#partsOf(kind).map((one) => this.#unit(one, slugOf(one.name)));
      this.#lists.set(kind, units);
    }
    return units;
  }

  #partsOf(kind: UnitKind): readonly Parts[] {
    if (kind !== "relation") return this.#parts.get(kind) ?? [];
    const tables = [...(this.#parts.get("table") ?? []), ...(this.#parts.get("view") ?? [])];
    return tables.flatMap((table) => [...relationParts(table)]);
  }

  #unit({ kind, name, facts, data, path }: Parts, slug: string): Unit {
    const id = `${kind}:${name}`;
    const unit: Unit = {
      id,
      kind,
      name,
      slug,
      facts,
      digest: digestWithSlug(hashContent(JSON.stringify([facts, data])), slug),
      origin: { file: this.#origins.file, pointer: "" },
      data: data as Json,
    };
    this.#byId.set(id, unit);
    this.#paths.set(id, path);
    return unit;
  }
}

function* allParts(name: string, context: DescribeContext): Generator<Parts> {
  const { database } = context.types;
  const data: DatabaseData = {
    dialect: database.dialect,
    defaultSchema: database.defaultSchema,
    schemas: database.schemas.map((schema) => `schema:${schema.name}`),
  };
  yield { kind: "database", name, facts: { dialect: database.dialect }, data, path: [] };
  for (const schema of database.schemas) yield* schemaParts(schema, context);
}

function* schemaParts(schema: Schema, context: DescribeContext): Generator<Parts> {
  const { database } = context.types;
  const isDefault = schema.name === database.defaultSchema;
  const nameOf = (name: string) => unitName(schema.name, name, database.defaultSchema);
  const members: Parts[] = [];
  for (const placed of context.tables.values()) {
    if (placed.schema === schema) members.push(tableParts(nameOf(placed.table.name), describeTable(placed, context)));
  }
  for (const data of describeEnums(schema, context.types)) members.push(typeParts("enum", nameOf(data.name), data));
  for (const domain of schema.domains) {
    members.push(typeParts("domain", nameOf(domain.name), describeDomain(schema, domain, context.types)));
  }
  for (const composite of schema.composites) {
    members.push(typeParts("composite", nameOf(composite.name), describeComposite(schema, composite, context.types)));
  }
  const idsOf = (kind: UnitKind) => members.filter((one) => one.kind === kind).map((one) => `${kind}:${one.name}`);
  const data: SchemaData = {
    dialect: database.dialect,
    name: schema.name,
    isDefault,
    ...(schema.comment === undefined ? {} : { comment: schema.comment }),
    tables: idsOf("table"),
    views: idsOf("view"),
    enums: idsOf("enum"),
    domains: idsOf("domain"),
    composites: idsOf("composite"),
    sequences: schema.sequences,
  };
  yield { kind: "schema", name: schema.name, facts: withComment({ isDefault }, data), data, path: [schema.name] };
  yield* members;
}

function tableParts(name: string, data: TableData): Parts {
  const { schema, name: table, kind, isPivot, isDefaultSchema } = data;
  const facts = withComment({ schema, table, tableKind: kind, isPivot, isDefaultSchema }, data);
  return { kind: unitKindOf(data.kind), name, facts, data, path: [schema, table] };
}

function typeParts(
  kind: UnitKind,
  name: string,
  data: Pick<EnumData, "schema" | "name" | "comment" | "column">,
): Parts {
  return {
    kind,
    name,
    facts: withComment({ schema: data.schema, type: data.name }, data),
    data,
    path: [data.schema, data.column?.table ?? data.name],
  };
}

function* relationParts({ kind, name, data, path }: Parts): Generator<Parts> {
  const { schema, name: table, relations } = data as TableData;
  const of = { id: `${kind}:${name}`, schema, name: table };
  for (const relation of relations) {
    const facts = {
      relation: relation.name,
      relationKind: relation.kind,
      of: of.id,
      table: relation.table?.id ?? null,
    };
    const whole: RelationData = { ...relation, of };
    yield { kind: "relation", name: `${name}.${relation.name}`, facts, data: whole, path };
  }
}

function withComment(facts: Facts, { comment }: { readonly comment?: string }): Facts {
  return comment === undefined ? facts : { ...facts, comment };
}
