/**
 * `ejs.render(text, data)` takes its options from the data: a flag `--delimiter` or `--strict` changes how templates are read. Actions
 * that are called with such a flag are rendered by EJS itself.
 */
import type { EjsMishap } from "./syntax.ts";

/** May give a promise: one of the options is `async`. Throws what EJS throws. */
export function renderWithOptions(text: string, data: Record<string, unknown>): unknown {
  const { render } = require("ejs") as { render(text: string, data: object): unknown };
  return render(text, data);
}

/** EJS writes the line and an excerpt in front of the message. */
const excerpt = /:(\d+)\n(?:(?: >> | {4})\d+\|.*\n)+\n/g;

export interface OptionsMishap extends EjsMishap {
  /** From 1, in the text. */
  readonly line?: number;
}

/** What EJS threw, without its excerpt. */
export function explainOptions(thrown: unknown, options: readonly string[]): OptionsMishap {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const line = [...said.matchAll(excerpt)][0]?.[1];
  const message = said.slice(Math.max(0, ...[...said.matchAll(excerpt)].map((one) => one.index + one[0].length)));
  const [first = ""] = message.split("\n");
  const names = options.map((name) => `\`${name}\``).join(", ");
  const notes = [`EJS takes these locals for its options: ${names}; another name for the flag avoids it`];
  return {
    message: first.replace(/^(\w+) is not defined$/, "`$1` is not defined"),
    notes,
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
