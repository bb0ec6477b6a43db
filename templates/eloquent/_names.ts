/**
 * What classes are called. A name is decided in one place, the path of the output: `classNameOf` and `enumNameOf` are for headers only,
 * which all tables are known to. Whoever refers to a class reads its link, so that a new table renders nothing again but those that refer
 * to a class whose name changes.
 */
import type { EnumView, PackContext, TableView } from "./_types.ts";

/** What generated files import or write themselves. */
const ownNames: ReadonlySet<string> = new Set(
  (
    "arrayobject base belongsto belongstomany builder carbon carbonimmutable collection enums factory hascompositekey hasfactory hasmany hasone " +
    "hasnokey isreadonly logicexception model morphmany morphmap morphone morphto relation softdeletes"
  ).split(" "),
);

/** Windows takes files of these names for devices, with any ending. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Short enough for a file name with what stands before and behind it. */
const maxLength = 100;

/** One map a target: the list of its units is the same object for all jobs, and another one once the source was read again. */
const made = new WeakMap<object, ReadonlyMap<string, string>>();

/** The class of a table or view, for the output of a header. */
export function classNameOf(it: PackContext<TableView>): string {
  const tables = it.units("table") as unknown as Iterable<TableView>;
  const views = it.units("view") as unknown as Iterable<TableView>;
  return nameIn(tables, it.unit.id, () => uniqueNames([...tables, ...views], (unit) => tableProposals(unit, it)));
}

/** The enum of a type, for the output of a header. */
export function enumNameOf(it: PackContext<EnumView>): string {
  const enums = it.units("enum") as unknown as Iterable<EnumView>;
  return nameIn(enums, it.unit.id, () => uniqueNames([...enums], (unit) => enumProposals(unit, it)));
}

/** The class that a path stands for: the name of its file. */
export function nameInPath(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.php$/, "");
}

function nameIn(key: object, id: string, make: () => ReadonlyMap<string, string>): string {
  const names = made.get(key) ?? make();
  made.set(key, names);
  return names.get(id) ?? "";
}

/** `user_data` and `UserData` cannot both be `UserData`, nor can two files differ in case alone: the later one says more, or is numbered. */
function uniqueNames<V extends { readonly id: string }>(
  units: readonly V[],
  proposalsOf: (unit: V) => Iterable<string>,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const unit of units) {
    const free = freeName(proposalsOf(unit), taken);
    taken.add(folded(free));
    names.set(unit.id, free);
  }
  return names;
}

function freeName(proposals: Iterable<string>, taken: ReadonlySet<string>): string {
  let first: string | undefined;
  for (const name of proposals) {
    if (!taken.has(folded(name))) return name;
    first ??= name;
  }
  for (let number = 2; ; number++) if (!taken.has(folded(`${first}${number}`))) return `${first}${number}`;
}

function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** `films` is `Film`, and `Films` where that is taken; a table of another schema begins with that schema, always, so that no name waits for a neighbour. */
function* tableProposals({ facts }: TableView, it: PackContext): Iterable<string> {
  const { schema, table, isDefaultSchema } = facts;
  const prefix = it.options.tablePrefix.find((one) => table.startsWith(one) && table.length > one.length) ?? "";
  const own = table.slice(prefix.length);
  const spell = (name: string) => className(isDefaultSchema ? name : `${schema} ${name}`, "Table", it);
  yield spell(it.casing.singular(own));
  yield spell(own);
}

function* enumProposals({ facts, name }: EnumView, it: PackContext): Iterable<string> {
  const { type } = facts;
  yield className(it.casing.singular(type), "Enum", it);
  yield className(name, "Enum", it);
}

function className(name: string, noun: string, { casing, php }: PackContext): string {
  const pascal = casing.pascal(name).slice(0, maxLength).toWellFormed().replace("\ufffd", "");
  const started = php.isIdentifier(pascal) ? pascal : `${noun}${pascal}`;
  const isTaken = php.isReserved(started) || ownNames.has(started.toLowerCase()) || deviceNames.test(started);
  return isTaken ? `${started}Record` : started;
}
