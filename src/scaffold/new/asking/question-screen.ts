/**
 * Where questions are drawn: stderr, because stdout is data. A screen holds back what is drawn until it is opened, because a prompt hides the
 * cursor as soon as it is made, also when it will never be shown.
 */
import { processTerminal, wantsColor } from "#platform/terminal.ts";

/** Cursor movements are not among them: they are what a prompt is drawn with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const colors = /\x1b\[[\d;]*m/g;

/** What Enquirer needs of a stream. */
export interface QuestionScreen {
  write(text: string): void;
  getWindowSize(): readonly [columns: number, rows: number];
  /** Draws what was held back, and everything from now on. */
  open(): void;
}

export function questionScreen(terminal = processTerminal): QuestionScreen {
  let held: string[] | undefined = [];
  const hasColor = wantsColor("auto", terminal.env, terminal.isTerminal("stderr"));
  const draw = (text: string) => terminal.write("stderr", hasColor ? text : text.replace(colors, ""));
  return {
    write: (text) => (held === undefined ? draw(text) : held.push(text)),
    getWindowSize: () => windowSize(),
    open() {
      const text = held?.join("") ?? "";
      held = undefined;
      if (text !== "") draw(text);
    },
  };
}

/** Asked again each time: people resize windows. */
function windowSize(): readonly [number, number] {
  const { isatty, WriteStream } = require("node:tty") as typeof import("node:tty");
  if (!isatty(2)) return [80, 25];
  const [columns, rows] = new WriteStream(2).getWindowSize();
  return [columns > 0 ? columns : 80, rows > 0 ? rows : 25];
}
