/**
 * What definitions are called in programs: identifiers in Pascal case, unique in their package where case does not count. Types, profiles
 * (extensions are among them) and value sets have names of their own: `Patient` may be a type and a profile.
 * Where two want one name, both say more instead of one losing it: the names do not depend on the order of files.
 */
import { capital } from "#model/names.ts";
import type { IndexEntry } from "./package.ts";

export interface TypeNames {
  /** Of a StructureDefinition or ValueSet of this package. */
  of(entry: IndexEntry): string;
  /** The type, no profile, with this name. Case does not count. */
  find(typeName: string): IndexEntry | undefined;
}

/** Pure and lazy: only the definitions of a kind that is asked for are named. */
export function typeNames(entries: readonly IndexEntry[]): TypeNames {
  const spaces = new Map<Space, ReadonlyMap<string, string>>();
  const namesIn = (space: Space) => {
    const known = spaces.get(space) ?? assign(entries.filter((entry) => spaceOf(entry) === space));
    spaces.set(space, known);
    return known;
  };
  let types: ReadonlyMap<string, IndexEntry> | undefined;
  const typesByName = () => new Map(entries.filter(isType).map((entry) => [folded(nameOf(entry)), entry]));
  const nameOf = (entry: IndexEntry) => namesIn(spaceOf(entry)).get(entry.file) ?? proposalsOf(entry)[0] ?? fallback;
  return {
    of: nameOf,
    find(typeName) {
      types ??= typesByName();
      return types.get(folded(typeName));
    },
  };
}

type Space = "type" | "profile" | "valueSet" | "other";

function spaceOf(entry: IndexEntry): Space {
  if (entry.resourceType === "StructureDefinition") return isType(entry) ? "type" : "profile";
  return entry.resourceType === "ValueSet" ? "valueSet" : "other";
}

/** Defines a type of its own: also the roots of everything and old logical models, which have no derivation. */
export function isType(entry: IndexEntry): boolean {
  return entry.resourceType === "StructureDefinition" && entry.derivation !== "constraint";
}

/** Where nothing of a name can be spelled, which an id forbids. */
const fallback = "Unnamed";

function proposalsOf(entry: IndexEntry): readonly string[] {
  const { name, id, type } = entry;
  // A logical model's type is a URL; its last part is as good a name as any.
  const own = isType(entry) ? [type === undefined ? undefined : lastPart(type)] : [];
  const all = [...own, name, id].map((text) => identifier(text ?? "")).filter((text) => text !== "");
  return all.length === 0 ? [fallback] : all;
}

/** `Patient` of `http://hl7.org/fhir/StructureDefinition/Patient`, and of itself. */
export function lastPart(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1).replace(/\|.*$/, "");
}

/** Names by file. Each round settles those whose proposal nobody else has; what is left is numbered in the order of files. */
function assign(entries: readonly IndexEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const take = (entry: IndexEntry, name: string) => {
    names.set(entry.file, name);
    taken.add(folded(name));
  };
  const proposals = new Map(entries.map((entry) => [entry, proposalsOf(entry)]));
  for (let round = 0; round < 3; round++) {
    const waiting = entries.filter((entry) => !names.has(entry.file));
    const wanted = waiting.map((entry) => ({ entry, name: proposals.get(entry)?.[round] ?? "" }));
    const groups = Map.groupBy(wanted, ({ name }) => folded(name));
    for (const [name, [first, ...others]] of groups) {
      if (first !== undefined && name !== "" && others.length === 0 && !taken.has(name)) take(first.entry, first.name);
    }
  }
  for (const entry of entries) {
    if (!names.has(entry.file)) take(entry, numbered(proposals.get(entry)?.at(-1) ?? fallback, taken));
  }
  return names;
}

/** The name, or with the first number from 2 on that makes it free. */
export function numbered(name: string, taken: { has(folded: string): boolean }): string {
  if (!taken.has(folded(name))) return name;
  for (let number = 2; ; number++) {
    const longer = /\d$/.test(name) ? `${name}_${number}` : `${name}${number}`;
    if (!taken.has(folded(longer))) return longer;
  }
}

/** As names are compared. */
export function folded(name: string): string {
  return name.toLowerCase();
}

/**
 * `observation-vitalsigns` is `ObservationVitalsigns`; capitals inside of words stay: `IPSPatient`. Only ASCII letters and digits, no digit
 * first; empty when there are none. `_` keeps two numbers apart.
 */
export function identifier(text: string): string {
  const plain = /^[ -~]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words
    .map(capital)
    .join(" ")
    .replace(/(?<=\d) (?=\d)/g, "_")
    .replaceAll(" ", "");
  return /^\d/.test(name) ? `_${name}` : name;
}
