/**
 * Every command and flag, once: parsing, the check for unknown flags, help and completions all read this table.
 * Data only: it is loaded before anything is known of the run.
 */
import { reporters } from "#reporters/registry.gen.ts";

/** `switch` is on or off; `text`, `list` (may be repeated), `count` and `seconds` need a value; `optional` takes one only after `=`. */
export type FlagType = "switch" | "text" | "list" | "count" | "seconds" | "optional";

export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** How help names the value. */
  readonly value?: string;
  /** The values that fit, when not all do. */
  readonly values?: readonly string[];
  readonly text: string;
}

export interface Argument {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isRepeated?: boolean;
  readonly values?: readonly string[];
  readonly text: string;
}

/** A call as one types it, without `specmill`, and what it does. */
export type Example = readonly [call: string, text: string];

export interface CommandEntry {
  readonly name: string;
  readonly text: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly examples: readonly Example[];
}

export const commonFlags: readonly Flag[] = [
  { name: "cwd", type: "text", value: "FOLDER", text: "look for the config from here on upwards" },
  { name: "config", type: "text", value: "FILE", text: "this config, and no search" },
  {
    name: "reporter",
    type: "list",
    value: "NAME",
    values: Object.keys(reporters),
    text: "how to report; repeat it, or separate with commas",
  },
  { name: "color", type: "text", value: "WHEN", values: ["always", "never", "auto"], text: "when to use color" },
  { name: "quiet", short: "q", type: "switch", text: "problems only" },
  { name: "verbose", type: "switch", text: "every output by name" },
  { name: "json", type: "switch", text: "for programs: one JSON object a line, or one document for a list" },
  { name: "untrusted", type: "switch", text: "run no code of the project: built-in packs and data configs only" },
  { name: "version", type: "switch", text: "print the version" },
  { name: "help", short: "h", type: "switch", text: "print this help" },
];

const targets: Argument = {
  name: "TARGET",
  isRequired: false,
  isRepeated: true,
  text: "targets by name; all when none is named",
};

const workFlags: readonly Flag[] = [
  { name: "jobs", short: "j", type: "count", value: "N", text: "render in at most N threads" },
  {
    name: "executor",
    type: "text",
    value: "HOW",
    values: ["inline", "threads"],
    text: "render in this thread or in several; the bytes are the same",
  },
  { name: "no-cache", type: "switch", text: "neither take results from the local store nor keep any" },
  { name: "trace", type: "text", value: "FILE", text: "write a trace for chrome://tracing or Perfetto" },
  { name: "stats", type: "optional", value: "json", values: ["json"], text: "print where the time went" },
];

const explain: Flag = { name: "explain", type: "switch", text: "say why each output is rendered" };

const overwrite: Flag = {
  name: "overwrite",
  type: "list",
  value: "PATH",
  text: "replace this file although it was edited or is not ours; may be repeated",
};

const wait: Flag = { name: "wait", type: "seconds", value: "SECONDS", text: "wait so long for another run to end" };

const yes: Flag = { name: "yes", short: "y", type: "switch", text: "do not ask" };

export const commands: readonly CommandEntry[] = [
  {
    name: "init",
    text: "find the specs of this folder and write a config that works",
    arguments: [],
    flags: [
      yes,
      { name: "typescript", type: "switch", text: "write specmill.config.ts, with types, and not specmill.yaml" },
      { name: "dry-run", type: "switch", text: "print the config and write nothing" },
    ],
    examples: [
      ["init", "look for specs, ask, write specmill.yaml"],
      ["init --yes", "take what was found"],
    ],
  },
  {
    name: "generate",
    text: "bring the outputs up to date",
    arguments: [targets],
    flags: [
      { name: "force", type: "switch", text: "render everything, whatever the records say" },
      { name: "dry-run", type: "switch", text: "say what would be done and write nothing" },
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
      explain,
      ...workFlags,
    ],
    examples: [
      ["check", "for a pre-commit hook or a pipeline"],
      ["check --diff", "and show what would change"],
      ["check --rebuild", "trust no record: render all and compare"],
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
  {
    name: "explain",
    text: "say what made an output, what it read and why it would be rendered",
    arguments: [{ name: "OUTPUT", isRequired: true, text: "path of an output" }],
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
      { name: "NAME", isRequired: false, isRepeated: true, text: "only of these sources, targets, packs or areas" },
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
    name: "pull",
    text: "refresh databases and FHIR packages: the only command that connects",
    arguments: [
      {
        name: "SOURCE",
        isRequired: false,
        isRepeated: true,
        text: "sources by name; all that have something to pull when none is named",
      },
    ],
    flags: [
      { name: "check", type: "switch", text: "write nothing; say in words what is new, and exit 1 when anything is" },
      wait,
    ],
    examples: [
      ["pull", "refresh all snapshots"],
      ["pull shop", "only that of the source `shop`"],
      ["pull --check", "say which snapshots are out of date, and why"],
    ],
  },
  {
    name: "eject",
    text: "copy a built-in pack into the project, to change it",
    arguments: [{ name: "PACK", isRequired: true, text: "name of a built-in pack" }],
    flags: [{ name: "to", type: "text", value: "FOLDER", text: "where to; default: templates/PACK" }],
    examples: [["eject openapi-markdown", "then set `pack: ./templates/openapi-markdown` in the config"]],
  },
  {
    name: "clean",
    text: "delete the outputs that specmill wrote and nobody edited",
    arguments: [targets],
    flags: [yes, { name: "dry-run", type: "switch", text: "say what would be deleted and delete nothing" }, wait],
    examples: [
      ["clean --dry-run", "say what would be deleted"],
      ["clean docs --yes", "delete the outputs of `docs` without asking"],
    ],
  },
  {
    name: "cache",
    text: "look after the local store in .specmill",
    arguments: [
      {
        name: "ACTION",
        isRequired: true,
        values: ["status", "prune", "verify", "clear"],
        text: "status, prune, verify or clear",
      },
    ],
    flags: [{ name: "max-size", type: "count", value: "MB", text: "prune: keep this much; default: 256" }],
    examples: [
      ["cache status", "how large it is"],
      ["cache prune --max-size 50", "forget the oldest results"],
      ["cache verify", "check every stored result against its checksum"],
      ["cache clear", "delete all local state; costs one cold run and nothing else"],
    ],
  },
];

/** The entry of a command; `undefined` when there is none. */
export function findCommand(name: string): CommandEntry | undefined {
  return commands.find((command) => command.name === name);
}
