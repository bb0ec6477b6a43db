/** Help from the table, examples first: most people read no further. Pure; loads nothing. */
import type { Argument, CommandEntry, Example, Flag } from "./table/entry.ts";
import { commonFlags, groups } from "./table.ts";

/** What a reader of a log, or of a terminal that is cut in two, still sees whole. */
const WIDTH = 100;

export const exitCodeTexts: readonly Example[] = [
  ["0", "in step"],
  ["1", "out of step, or a problem of severity error"],
  ["2", "the call or the config is wrong"],
  ["3", "files edited by hand are in the way"],
  ["4", "code would have to run that is not trusted"],
  ["70", "a bug in specmill"],
  ["75", "another run is working on the project"],
  ["130", "interrupted"],
];

/** Help on all of specmill. Ends in a line feed. */
export function formatHelp(): string {
  const tour: readonly Example[] = [
    ["specmill init", "find the specs here and write a config"],
    ["specmill generate", "bring all outputs up to date"],
    ["specmill check", "in a hook or a pipeline: exit 1 when something is out of step"],
    ["specmill watch", "generate whenever an input changes"],
    ["specmill explain docs/index.md", "where this output comes from"],
  ];
  return joinSections([
    "specmill turns specifications into code and documents, and keeps them in step.",
    section("Examples", tour),
    groupsOfCommands(),
    section("Flags of every command", commonFlags.map(flagRow)),
    section("Exit codes", exitCodeTexts),
    "`specmill COMMAND --help` says more about a command.",
  ]);
}

/** One block a group; all texts begin in the same column. */
function groupsOfCommands(): string {
  const rows = (list: readonly CommandEntry[]) => list.map((command): Example => [callOf(command), command.text]);
  const width = widthOf(groups.flatMap((group) => rows(group.commands)));
  return groups.map((group) => section(group.title, rows(group.commands), width)).join("\n\n");
}

/** Help on one command. Ends in a line feed. */
export function formatCommandHelp(command: CommandEntry): string {
  const examples = command.examples.map(([words, text]): Example => [`specmill ${words}`, text]);
  return joinSections([
    `specmill ${command.name}: ${command.text}`,
    section("Examples", examples),
    `Usage: specmill ${callOf(command)} [FLAGS]`,
    section(
      "Arguments",
      command.arguments.map((argument) => [argument.name, argument.text]),
    ),
    section("Flags", command.flags.map(flagRow)),
    section("Flags of every command", commonFlags.map(flagRow)),
  ]);
}

/** The command with its arguments, as one types it: `check [TARGET...]`. */
export function callOf(command: CommandEntry): string {
  return [command.name, ...command.arguments.map(argumentForm)].join(" ");
}

function argumentForm(argument: Argument): string {
  const name = argument.isRepeated === true ? `${argument.name}...` : argument.name;
  return argument.isRequired ? name : `[${name}]`;
}

function flagRow(flag: Flag): Example {
  const values = flag.values === undefined || flag.type === "optional" ? "" : ` (${flag.values.join(", ")})`;
  return [flagForms(flag).join(", "), `${flag.text}${values}`];
}

/** How a flag can be written: `-j`, `--jobs N`. */
export function flagForms(flag: Flag): readonly string[] {
  const value = flag.value === undefined ? "" : flag.type === "optional" ? `[=${flag.value}]` : ` ${flag.value}`;
  return [...(flag.short === undefined ? [] : [`-${flag.short}`]), `--${flag.name}${value}`];
}

function section(title: string, rows: readonly Example[], width = widthOf(rows)): string {
  if (rows.length === 0) return "";
  const gap = " ".repeat(width + 4);
  const lines = rows.map(
    ([name, text]) => `  ${name.padEnd(width)}  ${wrap(text, WIDTH - gap.length).join(`\n${gap}`)}`,
  );
  return [title, ...lines].join("\n");
}

function widthOf(rows: readonly Example[]): number {
  return Math.max(0, ...rows.map(([name]) => name.length));
}

/** Lines of at most `width` columns where words allow it. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function joinSections(sections: readonly string[]): string {
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}
