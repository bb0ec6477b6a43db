/** The picker: a person at a terminal types a part of a generator, an action or a description, and chooses. */

import type { GeneratorEntry } from "../listing/generators.ts";
import { answered } from "./answered-prompt.ts";
import { loadPrompt } from "./enquirer.ts";
import { personalInterview } from "./interview.ts";
import { visible } from "./prompter.ts";

/** Fits a small terminal, and is as much as one reads at once. */
const shownAtOnce = 12;

interface Row {
  /** The words of the call. */
  readonly name: string;
  readonly message: string;
  readonly value: { readonly generator: string; readonly action: string };
}

/** The chosen action; `undefined` when the person pressed Ctrl-C or Escape, or there is none to choose. Only for a terminal. */
export async function pickAction(
  listing: readonly GeneratorEntry[],
): Promise<{ generator: string; action: string } | undefined> {
  const rows = rowsOf(listing);
  if (rows.length === 0) return undefined;
  const Picker = answered(await loadPrompt("AutoComplete"), "autocomplete", personalInterview());
  const choices = rows.map(({ name, message }) => ({ name, message }));
  const prompt = new Picker({ name: "action", message: "What to make?", choices, limit: shownAtOnce, suggest });
  const name = await prompt.run().catch((fault: unknown) => {
    if (fault !== "") throw fault;
    return undefined;
  });
  return rows.find((row) => row.name === name)?.value;
}

function rowsOf(listing: readonly GeneratorEntry[]): Row[] {
  const rows = listing.flatMap((generator) =>
    generator.actions.map((action) => ({
      name: visible(action.name === "_default" ? generator.name : `${generator.name} ${action.name}`),
      description: action.description,
      value: { generator: generator.name, action: action.name },
    })),
  );
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows.map(({ name, description, value }) => {
    const message = description === undefined ? name : `${name.padEnd(width)}  ${visible(description)}`;
    return { name, message, value };
  });
}

/** Every word that was typed has to be there, in any order: `comp new` finds `component new`. */
export function suggest<Choice extends { readonly message: string }>(
  typed: string,
  choices: readonly Choice[],
): Choice[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return choices.filter(({ message }) => words.every((word) => message.toLowerCase().includes(word)));
}
