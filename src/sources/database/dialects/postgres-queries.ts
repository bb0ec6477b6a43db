/**
 * The statement that reads the whole catalogue, for names of schemas (JSON) as `$1`: one row, one text, the JSON of a `Catalog`. With a
 * thousand tables that costs some 30 ms more than a query for each list, and it saves the round trip of each. It holds to what
 * PostgreSQL 12 has, but where it looks at the version; SQL that the server spells is asked for as psql shows it (`pretty`: no needless
 * parentheses).
 */
import {
  checks,
  expressions,
  foreignKeys,
  indexes,
  keys,
  operatorClasses,
  targets,
} from "./postgres-constraint-queries.ts";
import type { Catalog } from "./postgres-rows.ts";
import { columns, comments, defaults, parents, partitions, relations } from "./postgres-table-queries.ts";
import { collations, domains, enums, sequences, types } from "./postgres-type-queries.ts";

/** `version` is the server's `server_version_num`. */
export function catalogQuery(version: number): string {
  const lists: { readonly [name in keyof Catalog]: string } = {
    schemas,
    relations,
    columns,
    defaults,
    comments,
    types,
    collations,
    keys: keys(version),
    checks,
    foreignKeys,
    targets,
    indexes,
    expressions,
    operatorClasses,
    parents,
    partitions,
    enums,
    domains,
    sequences,
  };
  const members = Object.entries(lists).map(([name, query]) => {
    return `'${name}', (select coalesce(json_agg(one), '[]') from (${query}) one)`;
  });
  return `with chosen as materialized (${chosen}),
relation as materialized (${relation}),
attribute as materialized (${attribute})
select json_build_object(${members.join(",\n")})::text as catalog`;
}

/**
 * Names that begin with `pg_` are the system's: PostgreSQL refuses them to everybody else. A schema that an extension brought is read only
 * where it is named, as what the extension put there is left out anyway.
 */
const chosen = `
  select n.oid, n.nspname from pg_namespace n
  where left(n.nspname, 3) <> 'pg_' and n.nspname <> 'information_schema' and case when $1::text = '[]'
    then n.oid not in (select objid from pg_depend where deptype = 'e' and classid = 'pg_namespace'::regclass)
    else n.nspname in (select json_array_elements_text($1::text::json)) end`;

/** Of a composite it is the type that an extension owns. */
const relation = `
  select c.oid, c.relnamespace, c.relname, c.relkind, c.relpersistence, c.relam, c.reloptions, c.reltype
  from chosen join pg_class c on c.relnamespace = chosen.oid
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and not c.relispartition
    and c.oid not in (select objid from pg_depend where deptype = 'e' and classid = 'pg_class'::regclass)
    and c.reltype not in (select objid from pg_depend where deptype = 'e' and classid = 'pg_type'::regclass)`;

/** A dropped column keeps its row. */
const attribute = `
  select a.* from relation r join pg_attribute a on a.attrelid = r.oid
  where a.attnum > 0 and not a.attisdropped`;

const schemas = `
  select chosen.oid as "id", chosen.nspname as "name", about.description as "comment"
  from chosen left join pg_description about on about.classoid = 'pg_namespace'::regclass and about.objoid = chosen.oid`;
