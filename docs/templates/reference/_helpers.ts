/** Pieces of the page of commands: what the table knows, as Markdown. The table is written by the project itself and needs no escapes. */
import type { Context } from "specmill";

export interface Flag {
  readonly forms: readonly string[];
  readonly text: string;
  readonly values?: readonly string[];
}

export interface Command {
  readonly name: string;
  readonly examples: readonly { readonly call: string; readonly text: string }[];
  readonly flags: readonly Flag[];
}

/** Links to the sections of all commands, a few on a line. */
export function contents(it: Context): string {
  const names = it.units("record").map(({ name }) => name);
  const links = names.slice(1).map((name) => `[\`${name}\`](#${name})`);
  const lines: string[] = [];
  for (let at = 0; at < links.length; at += 6) lines.push(links.slice(at, at + 6).join(" · "));
  return lines.join(" ·\n");
}

/** Examples and flags of a command. */
export function help(it: Context, name: string): string {
  const command = find(it, name);
  return [examples(command), flagTable(command.flags)].filter((part) => part !== "").join("\n\n");
}

/** The flags that every command takes. */
export function commonFlags(it: Context): string {
  return flagTable(find(it, "specmill").flags);
}

function find(it: Context, name: string): Command {
  const found = it.units("record").find((unit) => unit.name === name);
  if (found === undefined) throw new Error(`there is no command ${name}`);
  return found.data as unknown as Command;
}

function examples({ examples: all }: Command): string {
  const width = Math.max(...all.map(({ call }) => call.length));
  const lines = all.map(({ call, text }) => `${call.padEnd(width)}  # ${text}`);
  return ["```sh", ...lines, "```"].join("\n");
}

function flagTable(flags: readonly Flag[]): string {
  return flags.length === 0 ? "" : ["| flag | |", "|---|---|", ...flags.map(flagRow)].join("\n");
}

function flagRow({ forms, text, values }: Flag): string {
  const known = values === undefined ? "" : `: ${values.map((value) => `\`${value}\``).join(", ")}`;
  return `| ${forms.map((form) => `\`${form}\``).join(", ")} | ${text}${known} |`;
}
