/** The commands that say how things are, and change nothing. */
import type { CommandEntry } from "./entry.ts";

export const insightCommands: readonly CommandEntry[] = [
  {
    name: "explain",
    text: "say what made an output, what it read and why it would be rendered",
    arguments: [{ name: "OUTPUT", isRequired: true, offers: "file", text: "path of an output" }],
    flags: [],
    examples: [["explain docs/api/index.md", "where this page comes from"]],
  },
  {
    name: "list",
    text: "list what a project is made of",
    arguments: [
      {
        name: "WHAT",
        isRequired: true,
        values: ["sources", "units", "templates", "jobs", "packs", "codes"],
        text: "sources, units, templates, jobs, packs or codes",
      },
      {
        name: "NAME",
        isRequired: false,
        isRepeated: true,
        offers: "listed",
        text: "only of these sources, targets, packs or areas",
      },
    ],
    flags: [{ name: "types", type: "switch", text: "units: what templates see, as TypeScript types" }],
    examples: [
      ["list units", "what the specs hold"],
      ["list units api --types > specmill-units.d.ts", "types for template authors"],
      ["list jobs --json", "what makes which output, for programs"],
      ["list codes", "every problem that specmill reports"],
    ],
  },
  {
    name: "doctor",
    text: "look over the binary, the project and git; say what to mend, change nothing",
    arguments: [],
    flags: [],
    examples: [
      ["doctor", "when something does not work, and for the report of a bug"],
      ["doctor --json", "the same for programs"],
    ],
  },
];
