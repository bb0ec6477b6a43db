/** What a shell could put where the cursor is: from the table alone, or as a wish for names that the project has. Pure; loads nothing. */
import { flagAwaitingValue, parseLeniently, splitFile } from "./flags.ts";
import type { Argument, CommandEntry, Flag, Offer } from "./table/entry.ts";
import { commands, commonFlags } from "./table.ts";

export interface Candidate {
  readonly value: string;
  readonly text?: string;
}

/** Either candidates, or what kind of names is wanted; each name is put behind `prefix`. */
export type Completion =
  | { readonly candidates: readonly Candidate[] }
  | { readonly offer: Offer; readonly prefix: string; readonly listed?: string; readonly given: readonly string[] };

const none: Completion = { candidates: [] };

/** `before` are the finished words of a call, without `specmill`; `current` is the one at the cursor, as far as it is typed. */
export function completeWords(before: readonly string[], current: string): Completion {
  const { command, positional, has } = parseLeniently(before);
  const flags = [...(command?.flags ?? []), ...commonFlags];
  const awaiting = flagAwaitingValue(before, flags);
  if (awaiting !== undefined) return valuesOf(awaiting, "", current);
  const inline = /^--([\w-]+)=(.*)$/s.exec(current);
  const flag = flags.find(({ name }) => name === inline?.[1]);
  if (flag !== undefined && inline !== null) return valuesOf(flag, `--${flag.name}=`, inline[2] ?? "");
  if (command?.isOpen === true) return { offer: "generator", prefix: "", given: [] };
  const isOver = before.includes("--");
  if (current.startsWith("-") && !isOver) return startingWith(current, freeFlags(flags, before));
  if (command === undefined) return startingWith(current, commandNames());
  return has("help") ? none : argumentOf(command, positional, current);
}

function commandNames(): Candidate[] {
  const all = commands.map(({ name, text }) => ({ value: name, text }));
  return [...all, { value: "help", text: "print the help of a command" }];
}

/** What can be said once only, and was, is not offered again. */
function freeFlags(flags: readonly Flag[], before: readonly string[]): Candidate[] {
  const given = new Set(before.map((word) => word.replace(/=.*$/s, "")));
  const free = flags.filter(({ name, type }) => type === "list" || !given.has(`--${name}`));
  return free.map(({ name, text }) => ({ value: `--${name}`, text }));
}

function argumentOf({ arguments: all }: CommandEntry, positional: readonly string[], current: string): Completion {
  const last = all.at(-1);
  const argument = all[positional.length] ?? (last?.isRepeated === true ? last : undefined);
  if (argument === undefined) return none;
  if (argument.values !== undefined) return startingWith(current, argument.values.map(toCandidate));
  return offerOf(argument, positional);
}

function offerOf({ offers }: Argument, positional: readonly string[]): Completion {
  if (offers === undefined) return none;
  const [listed = ""] = positional;
  return { offer: offers, prefix: "", given: positional, ...(offers === "listed" ? { listed } : {}) };
}

/** `typed` is the value so far; of a list behind commas only its last part is completed. */
function valuesOf(flag: Flag, prefix: string, typed: string): Completion {
  const isList = flag.type === "list" && flag.values !== undefined;
  const start = isList ? typed.lastIndexOf(",") + 1 : 0;
  const kept = prefix + typed.slice(0, start);
  const [name, file] = splitFile(typed.slice(start));
  if (flag.takesFile === true && file !== undefined) return { offer: "file", prefix: `${kept}${name}=`, given: [] };
  if (flag.values === undefined) return flag.offers === undefined ? none : { offer: flag.offers, prefix, given: [] };
  return startingWith(
    kept + name,
    flag.values.map((value) => ({ value: kept + value })),
  );
}

function startingWith(typed: string, all: readonly Candidate[]): Completion {
  return { candidates: all.filter(({ value }) => value.startsWith(typed)) };
}

function toCandidate(value: string): Candidate {
  return { value };
}
