/** The log of an action in hygen's words and layout, which scripts look for. Pure. */
import { isAbsolute, relative, resolve } from "node:path";
import type { GeneratorHome, LogWord } from "./action.ts";
import { styledText } from "./styled-text.ts";
import type { LogLine } from "./writing/work-out.ts";

/** As wide as hygen writes them; `FORCED` stands one column further right there. */
const labels: Readonly<Record<LogWord, string>> = {
  added: "       added: ",
  FORCED: "       FORCED: ",
  skipped: "     skipped: ",
  inject: "      inject: ",
  shell: "       shell: ",
  setup: "       setup: ",
};

export interface LogStyle {
  readonly color: boolean;
  /** Absolute: subjects are shown from the root of the file system when given (`HYGEN_OUTPUT_ABS_PATH`). */
  readonly absoluteFrom?: string;
}

/** The first lines: dry or not, and where the templates come from. */
export function formatLogHead(home: GeneratorHome, cwd: string, isDry: boolean): string {
  const shown = home.folders.map(({ path }) => {
    const way = relative(cwd, path);
    return way.startsWith("..") || isAbsolute(way) ? path : way;
  });
  return `${isDry ? "(dry mode)" : ""}\nLoaded templates: ${shown.join(", ")}\n`;
}

/** One line, or the text of an `echo`. Ends in a line feed. */
export function formatLogLine(line: LogLine, { color, absoluteFrom }: LogStyle): string {
  if ("text" in line) return `${styledText(line.text, color)}\n`;
  const { word, subject } = line;
  const isPath = word === "added" || word === "FORCED" || word === "inject";
  const shown = absoluteFrom !== undefined && isPath ? resolve(absoluteFrom, subject) : subject;
  return `${labels[word]}${shown}\n`;
}

/** What the templates have to say at the end; "" when nothing. */
export function formatMessages(action: string, messages: readonly string[], color: boolean): string {
  if (messages.length === 0) return "";
  return `${action}:\n${messages.map((message) => styledText(message, color)).join("\n")}\n`;
}
