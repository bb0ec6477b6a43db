/**
 * What has changed between two schemas, in words: one sentence a change, each on a line, in the order of schemas and tables. Pure. Whatever
 * two schemas differ in is told; `pull --check` prints it, and a person decides from it.
 */
import {
  commentDifference,
  fieldDifference,
  flagDifference,
  isSame,
  memberDifferences,
  orderDifference,
  quote,
} from "./difference-words.ts";
import { checkDifferences } from "./key-differences.ts";
import type { CompositeType, DatabaseSchema, Domain, EnumType, Schema, Sequence } from "./schema.ts";
import { columnListDifferences, namesOf, tableDifferences, tableWord, valueDifferences } from "./table-differences.ts";
import { unitName } from "./table-names.ts";

/** No sentence when the schemas are equal. */
export function differences(before: DatabaseSchema, after: DatabaseSchema): string[] {
  if (isSame(before, after)) return [];
  if (before.dialect !== after.dialect) return [`the database is ${after.dialect} now, and was ${before.dialect}`];
  const found = [...defaultSchemaDifference(before, after), ...schemaListDifferences(before, after)];
  // Lists that are sorted by name, or empty where there could be none: nothing that a database knows.
  return found.length > 0 ? found : ["the schema is the same, but it is written down in another way"];
}

function defaultSchemaDifference({ defaultSchema: old }: DatabaseSchema, { defaultSchema: now }: DatabaseSchema) {
  return old === now ? [] : [`the default schema is ${quote(now)} now, and was ${quote(old)}`];
}

/** A schema that is new is told with all that is in it. */
function schemaListDifferences(before: DatabaseSchema, after: DatabaseSchema): string[] {
  const olds = new Map(before.schemas.map((schema) => [schema.name, schema]));
  const kept = new Set(namesOf(after.schemas));
  const gone = before.schemas.filter(({ name }) => !kept.has(name));
  return [
    ...after.schemas.flatMap((now) => {
      const old = olds.get(now.name);
      const added = old === undefined ? [`schema ${quote(now.name)} added`] : [];
      return [...added, ...schemaDifferences(old ?? { ...emptySchema, name: now.name }, now, after)];
    }),
    ...gone.map(({ name }) => `schema ${quote(name)} removed`),
  ];
}

const emptySchema: Omit<Schema, "name"> = { enums: [], domains: [], composites: [], sequences: [], tables: [] };

function schemaDifferences(old: Schema, now: Schema, { defaultSchema }: DatabaseSchema): string[] {
  if (isSame(old, now)) return [];
  const place = { schema: now.name, defaultSchema };
  const spell = (name: string) => unitName(now.name, name, defaultSchema);
  const called =
    (word: string) =>
    ({ name }: { readonly name: string }) =>
      `${word} ${quote(spell(name))}`;
  return [
    ...commentDifference(`schema ${quote(now.name)}`, old, now),
    ...memberDifferences(old.enums, now.enums, { what: called("enum"), compare: enumDifferences }),
    ...memberDifferences(old.domains, now.domains, { what: called("domain"), compare: domainDifferences }),
    ...memberDifferences(old.composites, now.composites, {
      what: called("composite type"),
      compare: (what, a, b) => compositeDifferences(what, spell(b.name), a, b),
    }),
    ...memberDifferences(old.sequences, now.sequences, { what: called("sequence"), compare: sequenceDifferences }),
    ...memberDifferences(old.tables, now.tables, {
      what: (table) => called(tableWord(table))(table),
      compare: (what, a, b) => tableDifferences(what, a, b, place),
    }),
  ];
}

function enumDifferences(what: string, old: EnumType, now: EnumType): string[] {
  const added = now.values.filter((value) => !old.values.includes(value));
  const removed = old.values.filter((value) => !now.values.includes(value));
  return [
    ...added.map((value) => `${what} has the new value ${quote(value)}`),
    ...removed.map((value) => `${what} has lost the value ${quote(value)}`),
    ...orderDifference(`${what} has its values`, old.values, now.values),
    ...commentDifference(what, old, now),
  ];
}

function domainDifferences(what: string, old: Domain, now: Domain): string[] {
  return [
    ...valueDifferences(what, old, now),
    ...checkDifferences(what, old.checks, now.checks),
    ...commentDifference(what, old, now),
  ];
}

function compositeDifferences(what: string, name: string, old: CompositeType, now: CompositeType): string[] {
  return [
    ...commentDifference(what, old, now),
    ...columnListDifferences("attribute", name, old.attributes, now.attributes),
    ...orderDifference(`${what} has its attributes`, namesOf(old.attributes), namesOf(now.attributes)),
  ];
}

function sequenceDifferences(what: string, old: Sequence, now: Sequence): string[] {
  const fields = ["type", "start", "increment", "min", "max"] as const;
  return [
    ...fields.flatMap((field) => fieldDifference(`${what}: ${field}`, old[field], now[field])),
    ...flagDifference(what, old.cycle, now.cycle, [
      "starts again at its end now",
      "does not start again at its end any more",
    ]),
    ...fieldDifference(`${what}: column that it counts for`, old.ownedBy, now.ownedBy),
    ...commentDifference(what, old, now),
  ];
}
