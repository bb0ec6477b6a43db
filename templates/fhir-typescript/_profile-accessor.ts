/** What a class of a profile is made of, and a pair of getter and setter in it. */
import { commentOf } from "./_comment.ts";
import type { OutputFile } from "./_file.ts";
import { supportFile } from "./_names.ts";
import type { ProfileRules, Rule } from "./_profile-rules.ts";
import type { PackContext, Profile, ProfileView } from "./_types.ts";

export interface ClassContext {
  readonly file: OutputFile;
  readonly it: PackContext<ProfileView>;
  readonly profile: Profile;
  readonly rules: ProfileRules;
  /** Local name of the type that the profile is of. */
  readonly type: string;
  /** The property of the class that holds the value: `resource`. */
  readonly holder: string;
  readonly support: Support;
  /** Declarations before the class, in the order they are needed. */
  readonly constants: string[];
  /** Rules that have a constant of their own. */
  readonly named: Map<Rule, string>;
}

/** Imports from the code that all classes share. */
export interface Support {
  type(name: string): string;
  value(name: string): string;
}

export function supportOf(file: OutputFile): Support {
  return {
    type: (name) => file.importFromTop(supportFile, name),
    value: (name) => file.importValueFromTop(supportFile, name),
  };
}

export interface Accessor {
  /** What it may be called, best first, as words. */
  readonly names: readonly string[];
  text(name: string): string;
}

interface Pair {
  readonly name: string;
  readonly said: { readonly short?: string; readonly definition?: string };
  readonly isList: boolean;
  readonly type: string;
  /** What the setter takes, where that is less. */
  readonly given: string;
  /** An expression: the list of values. */
  readonly read: string;
  write(values: string): string;
}

export function accessorText(file: OutputFile, { name, said, isList, type, given, read, write }: Pair): string {
  const comment = commentOf(file, said, "  ");
  const [own, taken] = isList ? [`${inBrackets(type)}[]`, `readonly ${inBrackets(given)}[]`] : [type, given];
  // One value is a list of one for the code that all classes share.
  const getter = `  get ${name}(): ${own}${isList ? "" : " | undefined"} {\n    return ${read}${isList ? "" : "[0]"};\n  }\n`;
  const values = isList ? "values" : "(value === undefined ? [] : [value])";
  const parameter = isList ? `values: ${taken}` : `value: ${taken} | undefined`;
  return `${comment}${getter}\n  set ${name}(${parameter}) {\n    ${write(values)};\n  }\n`;
}

function inBrackets(type: string): string {
  return type.includes(" | ") || type.startsWith("{") ? `(${type})` : type;
}

/** Names that classes and objects have already. */
const taken = [
  "resource",
  "value",
  "validate",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toLocaleString",
];

/** Each accessor by a name of its own: where two want one, the longer names of both are tried, then numbers. */
export function nameAccessors({ casing, ts }: PackContext, accessors: readonly Accessor[]): Map<string, Accessor> {
  const wanted = accessors.map(({ names }) => names.map((name) => ts.identifier(casing.camel(name) || "slice")));
  const count = Map.groupBy(wanted, ([first = ""]) => first.toLowerCase());
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const named = new Map<string, Accessor>();
  for (const [at, accessor] of accessors.entries()) {
    const [first = "slice", longer = first] = wanted[at] ?? [];
    const isShared = (count.get(first.toLowerCase())?.length ?? 0) > 1 || used.has(first.toLowerCase());
    const base = isShared ? longer : first;
    let name = base;
    for (let suffix = 2; used.has(name.toLowerCase()); suffix++) name = `${base}_${suffix}`;
    used.add(name.toLowerCase());
    named.set(name, accessor);
  }
  return named;
}
