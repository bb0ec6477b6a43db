/** What can stand where the cursor is, in the words behind `specmill new`. */
import { DEFAULT_ACTION } from "../choose-action.ts";
import type { ActionEntry, GeneratorEntry } from "./generators.ts";

export interface Candidate {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly text?: string;
}

/** A flag of `specmill new` itself. */
export interface OwnFlag {
  /** Without the dashes. */
  readonly name: string;
  readonly text?: string;
  /** The next word is its value. */
  readonly takesValue?: boolean;
  /** Counts only before the generator. */
  readonly isFirst?: boolean;
}

/**
 * The last word is the one that is typed just now, and may be empty. Flags are offered once a dash is typed; names are the user's to invent.
 * Pure: who calls it puts the flags that `actionFlags` found into the action that is named (`namedAction`).
 */
export function completeNew(
  words: readonly string[],
  listing: readonly GeneratorEntry[],
  own: readonly OwnFlag[] = [],
): readonly Candidate[] {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const positional = positionalOf(before, own);
  if (positional === undefined) return [];
  const { generator, action } = namedAction(before, listing, own);
  const all = typed.startsWith("-")
    ? flagsOf(before, action, positional.length > 0 ? own.filter(({ isFirst }) => !isFirst) : own)
    : positional.length === 0
      ? listing.map(generatorCandidate)
      : positional.length === 1
        ? actionCandidates(generator)
        : [];
  return all.filter(({ value }) => value.startsWith(typed));
}

/** The generator and the action that finished words name. */
export function namedAction(
  words: readonly string[],
  listing: readonly GeneratorEntry[],
  own: readonly OwnFlag[] = [],
): { readonly generator?: GeneratorEntry; readonly action?: ActionEntry } {
  const [first, second] = positionalOf(words, own) ?? [];
  const generator = listing.find(({ name }) => name === first);
  if (generator === undefined) return {};
  const called = second?.split(":")[0];
  const find = (wanted: string | undefined) => generator.actions.find(({ name }) => name === wanted);
  const action = find(called) ?? find(DEFAULT_ACTION);
  return action === undefined ? { generator } : { generator, action };
}

/** Words that are no flags; `undefined` when the next word is the value of one. */
function positionalOf(words: readonly string[], own: readonly OwnFlag[]): readonly string[] | undefined {
  const found: string[] = [];
  let isValue = false;
  for (const word of words) {
    const isFlag = word.startsWith("-") && word !== "-";
    if (isFlag) isValue = takesValue(word, own);
    else if (isValue) isValue = false;
    else found.push(word);
  }
  return isValue ? undefined : found;
}

/** A flag of a template may or may not: a word behind it is taken for what it would be without. */
function takesValue(word: string, own: readonly OwnFlag[]): boolean {
  const name = word.replace(/^--?/, "");
  return name === "name" || own.some((flag) => flag.name === name && flag.takesValue === true);
}

function generatorCandidate({ name, actions }: GeneratorEntry): Candidate {
  const ownText = actions.find((action) => action.name === DEFAULT_ACTION)?.description;
  const [only] = actions.length === 1 ? actions : [];
  return candidate(name, ownText ?? only?.description ?? actionNames(actions));
}

function actionNames(actions: readonly ActionEntry[]): string | undefined {
  const names = actions.map(({ name }) => name).filter((name) => name !== DEFAULT_ACTION);
  return names.length === 0 ? undefined : names.join(", ");
}

function actionCandidates(generator: GeneratorEntry | undefined): readonly Candidate[] {
  const named = generator?.actions.filter(({ name }) => name !== DEFAULT_ACTION) ?? [];
  return named.map(({ name, description }) => candidate(name, description));
}

/** Those of the action come first; what is given already is not offered again. */
function flagsOf(
  before: readonly string[],
  action: ActionEntry | undefined,
  own: readonly OwnFlag[],
): readonly Candidate[] {
  const ofAction = action === undefined ? [] : ["name", ...action.flags.filter((flag) => flag !== "name")];
  const all = new Map<string, Candidate>();
  for (const name of ofAction) all.set(`--${name}`, { value: `--${name}` });
  for (const { name, text } of own) if (!all.has(`--${name}`)) all.set(`--${name}`, candidate(`--${name}`, text));
  const given = new Set(before.map((word) => word.replace(/=.*$/, "")));
  return [...all.values()].filter(({ value }) => !given.has(value));
}

function candidate(value: string, text: string | undefined): Candidate {
  return text === undefined ? { value } : { value, text };
}
