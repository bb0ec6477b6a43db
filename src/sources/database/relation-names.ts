/**
 * Names of relations. A name is made from the foreign key alone: `film.original_language_id` is `originalLanguage`, and the way back is
 * `originalLanguageFilms`, whether or not there is a second key to the same table. So a new key never renames the relations that code uses.
 * Only where two names meet does the later one say more.
 */
import { camel, pascal, plural, singular, words } from "#model/names.ts";
import type { ForeignKey } from "./schema.ts";

/** Endings and beginnings of key columns that say only that they are one. */
const keyWords: ReadonlySet<string> = new Set(["id", "uuid", "guid", "ulid", "key", "fk", "pk", "code", "oid"]);

/** Roles that say what was done to the row and not what it is: `followed`, `blocked`. Nobody calls rows `followeds`. */
const participle = /(ed|ing)$/i;

/** What a foreign key calls the row it points to, in words: `manager staff` for `manager_staff_id`; empty when it says nothing of its own. */
export function roleOf({ columns, references }: ForeignKey): readonly string[] {
  const own = columns.length === 1 ? columns : columns.filter((name, at) => name !== references.columns[at]);
  const [column] = own;
  return own.length === 1 && column !== undefined ? withoutKeyWords(words(column)) : [];
}

function withoutKeyWords(all: readonly string[]): readonly string[] {
  const isKey = (word: string | undefined) => word !== undefined && keyWords.has(word.toLowerCase());
  if (all.length > 1 && isKey(all.at(-1))) return all.slice(0, -1);
  if (all.length > 1 && isKey(all[0])) return all.slice(1);
  return all;
}

/** `film` for any key that points to the film and says no more. */
function isPlainRole(role: readonly string[], table: string): boolean {
  const name = role.join(" ").toLowerCase();
  return role.length === 0 || name === spaced(singular(table)) || name === spaced(table);
}

/** A table as a noun; one without letters holds records. */
function nounOf(table: string, isOne: boolean): string {
  if (words(table).length === 0) return isOne ? "record" : "records";
  return isOne ? singular(table) : plural(table);
}

function spaced(name: string): string {
  return words(name).join(" ").toLowerCase();
}

/** Names for the way from the row that holds the key to the row it points to; the first that is free will do, most often the first. */
export function* belongsToName(key: ForeignKey): Iterable<string> {
  const role = roleOf(key);
  const one = nounOf(key.references.table, true);
  const name = role.length === 0 ? camel(one) : camel(role.join(" "));
  // A column `parent` holds the key itself: the row is the `parentCategory`.
  const isColumn = key.columns.some((column) => folded(column) === folded(name));
  if (!isColumn) yield name;
  yield folded(name).endsWith(folded(one)) ? `${name}Record` : name + pascal(one);
  yield `${name}${by(key.columns)}`;
}

/** The name of the way back: of one row or of many. */
export function* wayBackName(key: ForeignKey, from: string, isOne: boolean): Iterable<string> {
  const role = roleOf(key);
  const noun = nounOf(from, isOne);
  const name = isPlainRole(role, key.references.table) ? camel(noun) : camel(`${role.join(" ")} ${noun}`);
  yield name;
  yield `${name}${by(key.columns)}`;
}

/** The name of the way back of a polymorphic pair: it has no role of its own. */
export function* morphBackName(pair: string, from: string, isOne: boolean): Iterable<string> {
  const noun = nounOf(from, isOne);
  yield camel(noun);
  yield camel(`${pair} ${noun}`);
}

/** The name of the way through a pivot, after the key that leads on from it. */
export function* throughName(far: ForeignKey, pivot: string): Iterable<string> {
  const name = camel(throughNoun(roleOf(far), far.references.table));
  yield name;
  yield `${name}Through${pascal(singular(pivot))}`;
  yield `${name}Through${pascal(pivot)}${by(far.columns)}`;
}

function throughNoun(role: readonly string[], table: string): string {
  const rows = nounOf(table, false);
  if (isPlainRole(role, table)) return rows;
  return participle.test(role.at(-1) ?? "") ? `${role.join(" ")} ${rows}` : plural(role.join(" "));
}

function by(columns: readonly string[]): string {
  return `By${columns.map((column) => pascal(column)).join("And")}`;
}

/** As names are compared: a relation `reportsTo` beside a column `reports_to` would be mistaken for it. */
function folded(name: string): string {
  return words(name).join("").toLowerCase();
}

/** Gives out names that are not taken yet; the columns of the table are. */
export class RelationNames {
  readonly #taken: Set<string>;
  /** Where to go on counting: thousands of keys may lead here from tables without a name in letters. */
  readonly #numbers = new Map<string, number>();

  constructor(columns: readonly string[]) {
    this.#taken = new Set(columns.map(folded));
  }

  /** The first of the proposals that is free, else the last one with a number. */
  take(proposals: Iterable<string>): string {
    let last = "relation";
    for (const name of proposals) {
      if (this.#tryToTake(name)) return name;
      last = name;
    }
    return this.#numbered(last);
  }

  #tryToTake(name: string): boolean {
    const key = folded(name);
    if (name === "" || this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }

  #numbered(name: string): string {
    for (let number = this.#numbers.get(name) ?? 2; ; number++) {
      if (!this.#tryToTake(`${name}${number}`)) continue;
      this.#numbers.set(name, number + 1);
      return `${name}${number}`;
    }
  }
}
