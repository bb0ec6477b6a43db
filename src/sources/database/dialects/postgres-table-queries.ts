/** Tables, views and their columns in the catalogue of PostgreSQL, as rows of postgres-rows.ts. `relation` and `attribute` are those of postgres-queries.ts. */

export const relations = `
  select r.oid as "id", r.relnamespace as "schema", r.relname as "name", r.relkind as "kind",
    r.relpersistence = 'u' as "unlogged", nullif(method.amname, 'heap') as "method", server.srvname as "server",
    array_to_json(r.reloptions) as "parameters",
    case when r.relkind = 'p' then pg_get_partkeydef(r.oid) end as "partitionedBy",
    case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid, true) end as "definition"
  from relation r
  left join pg_am method on method.oid = r.relam
  left join pg_foreign_table remote on remote.ftrelid = r.oid
  left join pg_foreign_server server on server.oid = remote.ftserver`;

export const columns = `
  select a.attrelid as "relation", a.attnum as "number", a.attname as "name", a.atttypid as "typeId",
    format_type(a.atttypid, a.atttypmod) as "type", a.attndims as "dimensions", a.attcollation as "collation",
    a.attnotnull as "required", a.attidentity as "identity", a.attgenerated as "generated"
  from attribute a
  order by a.attrelid, a.attnum`;

export const defaults = `
  select d.adrelid as "relation", d.adnum as "number", pg_get_expr(d.adbin, d.adrelid, true) as "expression"
  from relation r join pg_attrdef d on d.adrelid = r.oid`;

/** What is said about a composite is said about its type, and about its attributes as about columns. */
export const comments = `
  select r.oid as "relation", about.objsubid as "number", about.description as "text"
  from relation r join pg_description about on about.classoid = 'pg_class'::regclass and about.objoid = r.oid
  union all
  select r.oid, 0, about.description
  from relation r join pg_description about on about.classoid = 'pg_type'::regclass and about.objoid = r.reltype
  where r.relkind = 'c'`;

export const parents = `
  select i.inhrelid as "relation", n.nspname as "schema", p.relname as "name"
  from relation r
  join pg_inherits i on i.inhrelid = r.oid
  join pg_class p on p.oid = i.inhparent
  join pg_namespace n on n.oid = p.relnamespace
  order by i.inhrelid, i.inhseqno`;

/** All that is below a partitioned table, whatever schema it lies in. */
export const partitions = `
  with recursive below as (
    select i.inhrelid as id, r.oid as root from relation r join pg_inherits i on i.inhparent = r.oid where r.relkind = 'p'
    union all
    select i.inhrelid, above.root from below above join pg_inherits i on i.inhparent = above.id
  )
  select p.root as "relation", c.relnamespace as "schema", n.nspname as "schemaName", c.relname as "name",
    pg_get_expr(c.relpartbound, c.oid, true) as "bound"
  from below p
  join pg_class c on c.oid = p.id
  join pg_namespace n on n.oid = c.relnamespace`;
