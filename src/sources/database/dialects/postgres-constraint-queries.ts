/** Constraints and indexes in the catalogue of PostgreSQL, as rows of postgres-rows.ts. `chosen` and `relation` are those of postgres-queries.ts. */

/** Server versions as `server_version_num` has them. */
const version15 = 150_000;

/** Constraints of NOT NULL, which are rows since 18, show in the columns. */
export function keys(version: number): string {
  const nullsNotDistinct = version >= version15 ? "i.indnullsnotdistinct" : "false";
  return `
  select c.conrelid as "relation", c.conname as "name", c.contype = 'p' as "isPrimary", array_to_json(c.conkey) as "columns",
    c.condeferrable as "deferrable", c.condeferred as "deferred", ${nullsNotDistinct} as "nullsNotDistinct"
  from relation r
  join pg_constraint c on c.conrelid = r.oid and c.contype in ('p', 'u')
  join pg_index i on i.indexrelid = c.conindid`;
}

export const checks = `
  select r.oid as "owner", c.conname as "name", pg_get_expr(c.conbin, c.conrelid, true) as "expression"
  from relation r join pg_constraint c on c.conrelid = r.oid and c.contype = 'c'
  union all
  select c.contypid, c.conname, pg_get_expr(c.conbin, 0, true)
  from chosen join pg_constraint c on c.connamespace = chosen.oid and c.contypid <> 0 and c.contype = 'c'`;

/**
 * A foreign key to a partitioned table has a child for each partition, which says nothing new. A key that every leaf below a table declares
 * on its own, as was the only way before PostgreSQL 11, holds for all rows of the table and is given to it, without a name.
 */
export const foreignKeys = `
  select c.conrelid as "relation", c.conname as "name", array_to_json(c.conkey) as "columns",
    c.confrelid as "target", array_to_json(c.confkey) as "targetColumns",
    c.confupdtype as "onUpdate", c.confdeltype as "onDelete", c.confmatchtype as "match",
    c.condeferrable as "deferrable", c.condeferred as "deferred"
  from relation r join pg_constraint c on c.conrelid = r.oid and c.contype = 'f' and c.conparentid = 0
  union all
  (
    with recursive below as (
      select i.inhrelid as id, r.oid as root from relation r join pg_inherits i on i.inhparent = r.oid where r.relkind = 'p'
      union all
      select i.inhrelid, above.root from below above join pg_inherits i on i.inhparent = above.id
    ),
    leaf as (select below.* from below join pg_class c on c.oid = below.id and c.relkind <> 'p'),
    shared as (
      select leaf.root, (
          select array_agg(a.attname order by part.position)
          from unnest(c.conkey) with ordinality part(number, position)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = part.number
        ) as names, c.confrelid, c.confkey, c.confupdtype, c.confdeltype, c.confmatchtype, c.condeferrable, c.condeferred
      from leaf join pg_constraint c on c.conrelid = leaf.id and c.contype = 'f' and c.conparentid = 0
    )
    select shared.root, null, (
        select array_to_json(array_agg(a.attnum order by part.position))
        from unnest(shared.names) with ordinality part(name, position)
        join pg_attribute a on a.attrelid = shared.root and a.attname = part.name
      ), confrelid, array_to_json(confkey), confupdtype, confdeltype, confmatchtype, condeferrable, condeferred
    from shared
    group by shared.root, names, confrelid, confkey, confupdtype, confdeltype, confmatchtype, condeferrable, condeferred
    having count(*) = (select count(*) from leaf where leaf.root = shared.root)
  )`;

/** A foreign key may lead to a schema that is not read, or to a partition. */
export const targets = `
  select distinct a.attrelid as "relation", n.nspname as "schema", t.relname as "table", a.attnum as "number", a.attname as "name"
  from pg_constraint c
  join pg_class t on t.oid = c.confrelid
  join pg_namespace n on n.oid = t.relnamespace
  join pg_attribute a on a.attrelid = t.oid and a.attnum = any (c.confkey)
  where c.contype = 'f' and t.oid not in (select oid from relation)`;

/** Those behind a primary key or a unique constraint are left out; the one behind an exclusion constraint stays. */
export const indexes = `
  select i.indexrelid as "id", i.indrelid as "relation", c.relname as "name", method.amname as "method",
    i.indisunique as "unique", i.indnkeyatts as "keys", array_to_json(i.indkey::int2[]) as "columns",
    array_to_json(i.indoption::int2[]) as "options", array_to_json(i.indclass::oid[]) as "operatorClasses",
    array_to_json(i.indcollation::oid[]) as "collations", pg_get_expr(i.indpred, i.indrelid, true) as "where",
    about.description as "comment"
  from relation r
  join pg_index i on i.indrelid = r.oid
  join pg_class c on c.oid = i.indexrelid
  join pg_am method on method.oid = c.relam
  left join pg_description about
    on about.classoid = 'pg_class'::regclass and about.objoid = i.indexrelid and about.objsubid = 0
  where not i.indisprimary
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))`;

/** The columns of an index are columns as well: one a part, by position. */
export const expressions = `
  select i.indexrelid as "index", part.position as "position",
    pg_get_indexdef(i.indexrelid, part.position::int, true) as "expression", t.typcollation as "collation"
  from relation r
  join pg_index i on i.indrelid = r.oid and i.indexprs is not null
  cross join lateral unnest(i.indkey::int2[]) with ordinality part(number, position)
  join pg_attribute a on a.attrelid = i.indexrelid and a.attnum = part.position
  join pg_type t on t.oid = a.atttypid
  where part.number = 0`;

export const operatorClasses = `
  select o.oid as "id", n.nspname as "schema", o.opcname as "name"
  from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace
  where not o.opcdefault`;
