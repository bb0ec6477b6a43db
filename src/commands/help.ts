/** Help from the table, examples first: most people read no further. Pure; loads nothing. */
import type { Argument, CommandEntry, Example, Flag } from "./table.ts";
import { commands, commonFlags } from "./table.ts";

const exitCodeTexts: readonly Example[] = [
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
    section(
      "Commands",
      commands.map((command) => [call(command), command.text]),
    ),
    section("Flags of every command", commonFlags.map(flagRow)),
    section("Exit codes", exitCodeTexts),
    "`specmill COMMAND --help` says more about a command.",
  ]);
}

/** Help on one command. Ends in a line feed. */
export function formatCommandHelp(command: CommandEntry): string {
  const examples = command.examples.map(([words, text]): Example => [`specmill ${words}`, text]);
  return joinSections([
    `specmill ${command.name}: ${command.text}`,
    section("Examples", examples),
    `Usage: specmill ${call(command)} [FLAGS]`,
    section(
      "Arguments",
      command.arguments.map((argument) => [argument.name, argument.text]),
    ),
    section("Flags", command.flags.map(flagRow)),
    section("Flags of every command", commonFlags.map(flagRow)),
  ]);
}

function call(command: CommandEntry): string {
  return [command.name, ...command.arguments.map(argumentForm)].join(" ");
}

function argumentForm(argument: Argument): string {
  const name = argument.isRepeated === true ? `${argument.name}...` : argument.name;
  return argument.isRequired ? name : `[${name}]`;
}

function flagRow(flag: Flag): Example {
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const value = flag.value === undefined ? "" : flag.type === "optional" ? `[=${flag.value}]` : ` ${flag.value}`;
  const values = flag.values === undefined || flag.type === "optional" ? "" : ` (${flag.values.join(", ")})`;
  return [`${short}--${flag.name}${value}`, `${flag.text}${values}`];
}

function section(title: string, rows: readonly Example[]): string {
  if (rows.length === 0) return "";
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join("\n");
}

function joinSections(sections: readonly string[]): string {
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}
