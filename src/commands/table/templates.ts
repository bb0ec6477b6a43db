/** The commands that bring templates, or run those of a scaffold. */
import type { CommandEntry, Flag } from "./entry.ts";

/** Behind the first word only those that are known anywhere are ours: `specmill new page new --list` gives the templates a `list`. */
const newFlags: readonly Flag[] = [
  { name: "init", type: "switch", text: "write a first generator to `_templates`" },
  { name: "list", type: "switch", text: "list generators and actions" },
  { name: "validate", type: "switch", text: "check front matter and syntax of every template; run none" },
  { name: "dry", type: "switch", text: "say what would be done; run no command", isKnownAnywhere: true },
  { name: "dry-run", type: "switch", text: "the same", isKnownAnywhere: true },
  {
    name: "diff",
    type: "switch",
    text: "show what would change; write nothing, run no command",
    isKnownAnywhere: true,
  },
  {
    name: "answers",
    type: "text",
    value: "FILE",
    offers: "file",
    text: "answers to questions, JSON or YAML",
    isKnownAnywhere: true,
  },
  {
    name: "defaults",
    type: "switch",
    text: "take the default of every question, replace nothing",
    isKnownAnywhere: true,
  },
  {
    name: "overwrite",
    type: "list",
    value: "PATH",
    offers: "file",
    text: "replace this file; may be repeated",
    isKnownAnywhere: true,
  },
  { name: "track", type: "switch", text: "keep what is written in step with its templates", isKnownAnywhere: true },
  {
    name: "untrack",
    type: "list",
    value: "PATH",
    offers: "file",
    text: "keep this file, folder or scaffold in step no longer; may be repeated",
  },
  { name: "trust", type: "switch", text: "templates from outside the project may run code", isKnownAnywhere: true },
  {
    name: "allow-outside",
    type: "list",
    value: "PATH",
    offers: "file",
    text: "this file or folder outside the project may be written",
    isKnownAnywhere: true,
  },
  { name: "allow-net", type: "switch", text: "`setup: owner/repo` may download", isKnownAnywhere: true },
  {
    name: "hygen-compat",
    type: "text",
    value: "HOW",
    values: ["strict"],
    text: "do as hygen 6.2.11 does where specmill does better",
    isKnownAnywhere: true,
  },
];

export const templateCommands: readonly CommandEntry[] = [
  {
    name: "new",
    text: "run an action of a generator in `_templates`, as hygen does",
    isOpen: true,
    arguments: [
      {
        name: "GENERATOR",
        isRequired: false,
        offers: "generator",
        text: "name of a generator; without one, what there is",
      },
      {
        name: "ACTION",
        isRequired: false,
        text: "one of its actions; `ACTION:PART` runs the templates whose path matches",
      },
      { name: "NAME", isRequired: false, text: "what to make; all further flags go to the templates" },
    ],
    flags: newFlags,
    examples: [
      ["new", "which generators and actions there are"],
      ["new --init", "write a first generator"],
      ["new component new Button", "run the action `new` of `component`"],
      ["new component new Button --diff", "show what it would write; nothing is run"],
      ["new component new Button --track", "and say later when its templates have moved on"],
      ["new --answers answers.json component new", "where there is no terminal to ask"],
    ],
  },
  {
    name: "eject",
    text: "copy a built-in pack into the project, to change it",
    arguments: [{ name: "PACK", isRequired: true, offers: "pack", text: "name of a built-in pack" }],
    flags: [{ name: "to", type: "text", value: "FOLDER", offers: "folder", text: "where to; default: templates/PACK" }],
    examples: [["eject openapi-markdown", "then set `pack: ./templates/openapi-markdown` in the config"]],
  },
];
