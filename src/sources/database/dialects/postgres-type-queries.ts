/** Types and sequences in the catalogue of PostgreSQL, as rows of postgres-rows.ts. `chosen` and `attribute` are those of postgres-queries.ts. */

const typesOfExtensions = `select objid from pg_depend where deptype = 'e' and classid = 'pg_type'::regclass`;

/** A type is an array when its element says so: `int2vector` and the like have elements as well. */
export const types = `
  select t.oid as "id", item.oid is not null as "isArray", element.typtype as "kind", n.nspname as "schema",
    element.typname as "name", t.typcollation as "collation"
  from pg_type t
  left join pg_type item on item.oid = t.typelem and item.typarray = t.oid
  join pg_type element on element.oid = coalesce(item.oid, t.oid)
  join pg_namespace n on n.oid = element.typnamespace
  where t.oid in (select atttypid from attribute)
    or t.oid in (select d.typbasetype from chosen join pg_type d on d.typnamespace = chosen.oid and d.typtype = 'd')`;

export const collations = `
  select c.oid as "id", n.nspname as "schema", c.collname as "name"
  from pg_collation c join pg_namespace n on n.oid = c.collnamespace`;

export const enums = `
  select t.typnamespace as "schema", t.typname as "name", about.description as "comment",
    (select coalesce(json_agg(e.enumlabel order by e.enumsortorder), '[]')
      from pg_enum e where e.enumtypid = t.oid) as "values"
  from chosen
  join pg_type t on t.typnamespace = chosen.oid and t.typtype = 'e'
  left join pg_description about on about.classoid = 'pg_type'::regclass and about.objoid = t.oid
  where t.oid not in (${typesOfExtensions})`;

export const domains = `
  select d.oid as "id", d.typnamespace as "schema", d.typname as "name", about.description as "comment",
    d.typbasetype as "typeId", format_type(d.typbasetype, d.typtypmod) as "type", d.typndims as "dimensions",
    d.typcollation as "collation", d.typnotnull as "required", pg_get_expr(d.typdefaultbin, 0, true) as "default"
  from chosen
  join pg_type d on d.typnamespace = chosen.oid and d.typtype = 'd'
  left join pg_description about on about.classoid = 'pg_type'::regclass and about.objoid = d.oid
  where d.oid not in (${typesOfExtensions})`;

/** The sequence of an identity column is a part of it (`i`), that of a `serial` belongs to it (`a`). */
export const sequences = `
  select c.relnamespace as "schema", c.relname as "name", about.description as "comment",
    format_type(s.seqtypid, null) as "type", s.seqstart::text as "start", s.seqincrement::text as "increment",
    s.seqmin::text as "min", s.seqmax::text as "max", s.seqcycle as "cycle", c.oid::regclass::text as "spelling",
    owner.refobjid as "ownerRelation", owner.refobjsubid as "ownerNumber"
  from chosen
  join pg_class c on c.relnamespace = chosen.oid and c.relkind = 'S'
  join pg_sequence s on s.seqrelid = c.oid
  left join pg_depend owner on owner.classid = 'pg_class'::regclass and owner.objid = c.oid and owner.objsubid = 0
    and owner.refclassid = 'pg_class'::regclass and owner.refobjsubid > 0 and owner.deptype in ('a', 'i')
  left join pg_description about on about.classoid = 'pg_class'::regclass and about.objoid = c.oid
  where owner.deptype is distinct from 'i'
    and c.oid not in (select objid from pg_depend where deptype = 'e' and classid = 'pg_class'::regclass)`;
