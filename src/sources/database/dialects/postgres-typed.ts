/** Types of columns and domains: as the server spells them, but for the name of the default schema, which says nothing there. */
import type { Column, Domain, UserType } from "../schema.ts";
import { systemNames } from "./postgres-places.ts";
import type { Catalog, TypedRow, TypeRow } from "./postgres-rows.ts";

/** What a column, an attribute and a domain have in common. */
export type Typed = Pick<Column & Domain, "type" | "userType" | "array" | "collation">;

export function typesById({ types, collations }: Catalog, defaultSchema: string): (row: TypedRow) => Typed {
  const byId = new Map(types.map((row) => [row.id, row]));
  const collationNames = systemNames(collations, defaultSchema);
  return ({ typeId, type: spelling, dimensions, collation: collationId }) => {
    const type = byId.get(typeId);
    const userType = type === undefined ? undefined : userTypeOf(type);
    const collation = collationId === type?.collation ? undefined : collationNames.get(collationId);
    return {
      type: userType?.schema === defaultSchema ? withoutSchema(spelling, defaultSchema) : spelling,
      ...(userType !== undefined && { userType }),
      // Columns of views and of `create table … as` have arrays without a number of dimensions.
      ...(type?.isArray && { array: Math.max(dimensions, 1) }),
      ...(collation !== undefined && { collation }),
    };
  };
}

function userTypeOf({ kind, schema, name }: TypeRow): UserType | undefined {
  return schema === "pg_catalog" ? undefined : { kind: kinds[kind], schema, name };
}

const kinds: { readonly [kind in TypeRow["kind"]]: UserType["kind"] } = {
  b: "other",
  c: "composite",
  d: "domain",
  e: "enum",
  m: "range",
  p: "other",
  r: "range",
};

/** `format_type` quotes the schema where SQL wants it. */
function withoutSchema(type: string, schema: string): string {
  const prefix = [`${schema}.`, `"${schema.replaceAll('"', '""')}".`].find((one) => type.startsWith(one)) ?? "";
  return type.slice(prefix.length);
}
