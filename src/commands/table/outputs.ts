/** The commands that one runs every day: they make outputs, or say what they would make. */
import type { CommandEntry } from "./entry.ts";
import { explain, overwrite, targets, wait, workFlags, yes } from "./shared-flags.ts";

export const outputCommands: readonly CommandEntry[] = [
  {
    name: "init",
    text: "find the specs of this folder and write a config that works",
    arguments: [],
    flags: [
      yes,
      { name: "typescript", type: "switch", text: "write specmill.config.ts, with types, and not specmill.yaml" },
      { name: "dry-run", type: "switch", text: "print the config and write nothing" },
      { name: "refresh", type: "switch", text: "bring the schema and the types beside the config up to this version" },
    ],
    examples: [
      ["init", "look for specs, ask, write specmill.yaml"],
      ["init --yes", "take what was found"],
      ["init --refresh", "after an update of specmill: its schema for editors"],
    ],
  },
  {
    name: "generate",
    text: "bring the outputs up to date",
    arguments: [targets],
    flags: [
      { name: "force", type: "switch", text: "render everything, whatever the records say" },
      { name: "dry-run", type: "switch", text: "say what would be done and write nothing" },
      { name: "frozen", type: "switch", text: "fail where specmill.lock would have to change, and write nothing" },
      explain,
      overwrite,
      wait,
      ...workFlags,
    ],
    examples: [
      ["generate", "bring all outputs up to date"],
      ["generate docs", "only those of the target `docs`"],
      ["generate --explain", "and say why each one was rendered"],
      ["generate --dry-run", "say what would be done"],
      ["generate --frozen", "in a pipeline: make the outputs that the lock names, or fail"],
      ["generate --overwrite src/api/index.ts", "replace a file that was edited by hand"],
    ],
  },
  {
    name: "check",
    text: "say which outputs are out of step; write nothing, exit 1 when there are any",
    arguments: [targets],
    flags: [
      { name: "diff", type: "switch", text: "show what would change" },
      { name: "rebuild", type: "switch", text: "render everything and compare, whatever the records say" },
      { name: "staged", type: "switch", text: "judge what git is about to commit, not the work tree" },
      { name: "stage", type: "switch", text: "with --staged: put the outputs that are missing there into the index" },
      explain,
      ...workFlags,
    ],
    examples: [
      ["check", "for a pre-commit hook or a pipeline"],
      ["check --diff", "and show what would change"],
      ["check --rebuild", "trust no record: render all and compare"],
      ["check --staged", "in a pre-commit hook: is what gets committed in step?"],
      ["check --staged --stage", "and add to the commit the outputs that it lacks"],
    ],
  },
  {
    name: "diff",
    text: "print the unified diff that `generate` would make; exit 1 when there is one",
    arguments: [targets],
    flags: workFlags,
    examples: [
      ["diff", "all that would change"],
      ["diff types | git apply", "what `specmill generate types` would do"],
    ],
  },
  {
    name: "watch",
    text: "generate whenever an input changes",
    arguments: [targets],
    flags: [explain, wait, ...workFlags],
    examples: [
      ["watch", "until Ctrl-C"],
      ["watch docs", "only the target `docs`"],
    ],
  },
];
