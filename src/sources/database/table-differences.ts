/** What has changed in a table and in its columns, in words. Pure. */
import type { Named } from "./difference-words.ts";
import {
  changed,
  commentDifference,
  fieldDifference,
  flagDifference,
  isSame,
  memberDifferences,
  orderDifference,
  quote,
} from "./difference-words.ts";
import { keyDifferences } from "./key-differences.ts";
import type { Column, Domain, Generated, Table } from "./schema.ts";
import { unitName } from "./table-names.ts";

/** `materialized view`, and so on. */
export function tableWord({ kind }: Table): string {
  return kind.replaceAll("-", " ");
}

/** Where a table is, to call its columns by. */
export interface TablePlace {
  readonly schema: string;
  readonly defaultSchema: string;
}

export function tableDifferences(
  what: string,
  old: Table,
  now: Table,
  { schema, defaultSchema }: TablePlace,
): string[] {
  const name = unitName(schema, now.name, defaultSchema);
  return [
    ...(old.kind === now.kind ? [] : [`${what} was a ${tableWord(old)} before`]),
    ...commentDifference(what, old, now),
    ...columnListDifferences("column", name, old.columns, now.columns),
    ...orderDifference(`${what} has its columns`, namesOf(old.columns), namesOf(now.columns)),
    ...keyDifferences(what, old, now, defaultSchema),
    ...fieldDifference(`definition of ${what}`, old.definition, now.definition),
    ...storageDifferences(what, old, now),
  ];
}

/** Columns of a table, or attributes of a composite type. */
export function columnListDifferences(
  word: string,
  owner: string,
  old: readonly Column[],
  now: readonly Column[],
): string[] {
  const what = ({ name }: Column) => `${word} ${quote(`${owner}.${name}`)}`;
  return memberDifferences(old, now, { what, compare: columnDifferences });
}

export function namesOf(members: readonly Named[]): readonly string[] {
  return members.map(({ name }) => name);
}

function columnDifferences(what: string, old: Column, now: Column): string[] {
  return [
    ...valueDifferences(what, old, now),
    ...fieldDifference(`${what}: identity`, old.identity, now.identity),
    ...flagDifference(what, old.autoIncrement, now.autoIncrement, [
      "counts up by itself now",
      "does not count up by itself any more",
    ]),
    ...generatedDifferences(what, old.generated, now.generated),
    ...fieldDifference(`${what}: value on update`, old.onUpdate, now.onUpdate),
    ...flagDifference(what, old.invisible, now.invisible, ["is invisible now", "is visible now"]),
    ...commentDifference(what, old, now),
  ];
}

/** What a column and a domain both have. */
export function valueDifferences(what: string, old: Column | Domain, now: Column | Domain): string[] {
  const nullability = now.nullable ? "may be null now" : "may not be null any more";
  return [
    ...typeDifferences(what, old, now),
    ...(old.nullable === now.nullable ? [] : [`${what} ${nullability}`]),
    ...fieldDifference(`${what}: default`, old.default, now.default),
    ...fieldDifference(`${what}: collation`, old.collation, now.collation),
  ];
}

/** Two types may be spelled the same and still be two. */
function typeDifferences(what: string, old: Column | Domain, now: Column | Domain): string[] {
  if (old.type !== now.type) return [changed(`${what}: type`, old.type, now.type)];
  const [before, after] = [old, now].map(
    ({ userType }) => userType && `${userType.kind} ${userType.schema}.${userType.name}`,
  );
  return [
    ...(isSame(old.userType, now.userType) ? [] : fieldDifference(`${what}: own type`, before, after)),
    ...fieldDifference(`${what}: dimensions of the array`, old.array, now.array),
  ];
}

function generatedDifferences(what: string, old: Generated | undefined, now: Generated | undefined): string[] {
  if (now === undefined) return old === undefined ? [] : [`${what} is not generated any more`];
  if (old === undefined) return [`${what} is generated now`];
  return [
    ...fieldDifference(`${what}: expression`, old.expression, now.expression),
    ...(old.kind === now.kind ? [] : [`${what} is ${now.kind} now, and was ${old.kind}`]),
  ];
}

function storageDifferences(what: string, old: Table, now: Table): string[] {
  return [
    ...fieldDifference(`partitioning of ${what}`, old.partitionedBy, now.partitionedBy),
    ...memberDifferences(old.partitions ?? [], now.partitions ?? [], {
      what: (partition) => `partition ${quote(partition.name)} of ${what}`,
      compare: (partition, a, b) => [changed(`${partition}: bound`, a.bound, b.bound)],
    }),
    ...entryDifferences(old.inherits, now.inherits, (name, isNew) =>
      isNew ? `${what} inherits from ${name} now` : `${what} does not inherit from ${name} any more`,
    ),
    ...entryDifferences(old.options, now.options, (option, isNew) =>
      isNew ? `${what} has the option ${option} now` : `${what} does not have the option ${option} any more`,
    ),
  ];
}

function entryDifferences(
  old: readonly string[] = [],
  now: readonly string[] = [],
  say: (quoted: string, isNew: boolean) => string,
): string[] {
  const added = now.filter((one) => !old.includes(one));
  const removed = old.filter((one) => !now.includes(one));
  return [...added.map((one) => say(quote(one), true)), ...removed.map((one) => say(quote(one), false))];
}
