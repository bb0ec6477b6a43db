/**
 * Every command and flag, once: parsing, the check for unknown flags, help, completions, man pages and the page of commands read this
 * table. Data only: it is loaded before anything is known of the run. The rows are in table/, a file a group.
 */
import { reporters } from "#reporters/registry.gen.ts";
import type { CommandEntry, CommandGroup, Flag } from "./table/entry.ts";
import { insightCommands } from "./table/insight.ts";
import { outputCommands } from "./table/outputs.ts";
import { templateCommands } from "./table/templates.ts";
import { upkeepCommands } from "./table/upkeep.ts";

export const commonFlags: readonly Flag[] = [
  { name: "cwd", type: "text", value: "FOLDER", offers: "folder", text: "look for the config from here on upwards" },
  { name: "config", type: "text", value: "FILE", offers: "file", text: "this config, and no search" },
  {
    name: "reporter",
    type: "list",
    value: "NAME[=FILE]",
    values: Object.keys(reporters),
    takesFile: true,
    text: "how to report, and to which file; repeat it, or separate with commas",
  },
  { name: "color", type: "text", value: "WHEN", values: ["always", "never", "auto"], text: "when to use color" },
  { name: "quiet", short: "q", type: "switch", text: "problems only" },
  { name: "verbose", type: "switch", text: "every output by name" },
  { name: "json", type: "switch", text: "for programs: one JSON object a line, or one document for a list" },
  { name: "untrusted", type: "switch", text: "run no code of the project: built-in packs and data configs only" },
  { name: "version", type: "switch", text: "print the version" },
  { name: "help", short: "h", type: "switch", text: "print this help" },
];

/** In the order in which one meets them. */
export const groups: readonly CommandGroup[] = [
  { title: "Every day", commands: outputCommands },
  { title: "Looking closer", commands: insightCommands },
  { title: "Templates and scaffolds", commands: templateCommands },
  { title: "Upkeep", commands: upkeepCommands },
];

export const commands: readonly CommandEntry[] = groups.flatMap((group) => group.commands);

/** The entry of a command; `undefined` when there is none. */
export function findCommand(name: string): CommandEntry | undefined {
  return commands.find((command) => command.name === name);
}
