/** What has changed in the keys, checks and indexes of a table, in words. Pure. They are spelled much as SQL has them. */
import { canonical, changed, commentDifference, memberDifferences, quote, quoteStart } from "./difference-words.ts";
import type { Check, ForeignKey, Index, IndexPart, Key, Table } from "./schema.ts";
import { unitName } from "./table-names.ts";

type Constraint = Key | Check | ForeignKey;

/** Of a table, or the checks of a domain: `of` is which, `spell` writes one down. */
interface ConstraintKind<T extends Constraint> {
  readonly word: string;
  readonly of: string;
  spell(constraint: T): string;
}

/** Primary key, unique constraints, foreign keys, checks, indexes. */
export function keyDifferences(of: string, old: Table, now: Table, defaultSchema: string): string[] {
  const spellForeign = (key: ForeignKey) => foreignKeyText(key, defaultSchema);
  return [
    ...primaryDifference(of, old.primaryKey, now.primaryKey),
    ...constraintDifferences(old.uniques, now.uniques, { word: "unique constraint", of, spell: keyText }),
    ...checkDifferences(of, old.checks, now.checks),
    ...constraintDifferences(old.foreignKeys, now.foreignKeys, { word: "foreign key", of, spell: spellForeign }),
    ...memberDifferences(old.indexes, now.indexes, {
      what: (index) => `index ${quote(index.name)} of ${of}`,
      compare: (what, a, b) => [
        ...(indexText(a) === indexText(b) ? [] : [changed(what, indexText(a), indexText(b))]),
        ...commentDifference(what, a, b),
      ],
    }),
  ];
}

export function checkDifferences(of: string, old: readonly Check[], now: readonly Check[]): string[] {
  return constraintDifferences(old, now, { word: "check", of, spell: ({ expression }) => expression });
}

/** There is one at most, so that it needs no name to be known by. */
function primaryDifference(of: string, old: Key | undefined, now: Key | undefined): string[] {
  const kind = { word: "primary key", of, spell: keyText };
  if (old === undefined || now === undefined) return constraintDifferences(asList(old), asList(now), kind);
  if (canonical(old) === canonical(now)) return [];
  return [changeOf(old, now, kind)];
}

function asList<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** Constraints need no name, so what they say is what they are known by. */
function constraintDifferences<T extends Constraint>(
  before: readonly T[],
  after: readonly T[],
  kind: ConstraintKind<T>,
): string[] {
  const gone = Map.groupBy(before, canonical);
  const fresh = after.filter((one) => gone.get(canonical(one))?.pop() === undefined);
  const rest = [...gone.values()].flat();
  const found = fresh.map((now) => {
    const old = takePartner(rest, now, kind);
    return old === undefined ? `${introduced(now, kind)} added` : changeOf(old, now, kind);
  });
  return [...found, ...rest.map((old) => `${introduced(old, kind)} removed`)];
}

/** The one that it was before: of the same name, else of the same content, else of the same columns. */
function takePartner<T extends Constraint>(gone: T[], now: T, { spell }: ConstraintKind<T>): T | undefined {
  const tests: readonly ((old: T) => boolean)[] = [
    (old) => old.name !== undefined && old.name === now.name,
    (old) => spell(old) === spell(now),
    (old) => "columns" in old && "columns" in now && canonical(old.columns) === canonical(now.columns),
  ];
  const at = tests.map((test) => gone.findIndex(test)).find((found) => found !== -1);
  return at === undefined ? undefined : gone.splice(at, 1)[0];
}

function changeOf<T extends Constraint>(old: T, now: T, kind: ConstraintKind<T>): string {
  const [before, after] = [kind.spell(old), kind.spell(now)];
  if (before === after) return renamed(introduced(now, kind), old.name, now.name);
  const named = now.name === undefined || kind.word === "primary key" ? kind.word : `${kind.word} ${quote(now.name)}`;
  return changed(`${named} of ${kind.of}`, before, after);
}

function renamed(what: string, old: string | undefined, now: string | undefined): string {
  if (now === undefined) return `${what} has no name any more`;
  return old === undefined
    ? `${what} is called ${quote(now)} now`
    : `${what} is called ${quote(now)} now, and was ${quote(old)}`;
}

function introduced<T extends Constraint>(constraint: T, { word, of, spell }: ConstraintKind<T>): string {
  return `${word} ${quoteStart(spell(constraint))} of ${of}`;
}

function keyText({ columns, nullsNotDistinct, deferrable }: Key): string {
  return sentence(`(${columns.join(", ")})`, nullsNotDistinct && "nulls not distinct", deferrableText(deferrable));
}

function deferrableText(deferrable: Key["deferrable"]): string | undefined {
  return deferrable && `deferrable ${deferrable}`;
}

function foreignKeyText({ columns, references, ...rest }: ForeignKey, defaultSchema: string): string {
  const target = unitName(references.schema, references.table, defaultSchema);
  return sentence(
    `(${columns.join(", ")}) references ${target}(${references.columns.join(", ")})`,
    rest.match && `match ${rest.match}`,
    rest.onUpdate && `on update ${rest.onUpdate}`,
    rest.onDelete && `on delete ${rest.onDelete}`,
    deferrableText(rest.deferrable),
  );
}

function indexText({ parts, unique, method, include, where }: Index): string {
  return sentence(
    unique && "unique",
    method && `using ${method}`,
    `(${parts.map(partText).join(", ")})`,
    include && `include (${include.join(", ")})`,
    where === undefined ? undefined : `where ${where}`,
  );
}

function partText({ column, expression, length, collation, operatorClass, descending, nulls }: IndexPart): string {
  const bounded = length === undefined ? "" : `(${length})`;
  return sentence(
    `${column ?? expression ?? ""}${bounded}`,
    collation && `collate ${collation}`,
    operatorClass,
    descending && "desc",
    nulls && `nulls ${nulls}`,
  );
}

function sentence(...parts: readonly (string | boolean | undefined)[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join(" ");
}
