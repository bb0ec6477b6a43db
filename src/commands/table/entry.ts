/** What is said of a command: the shape of the table, without its rows. */

/** `switch` is on or off; `text`, `list` (may be repeated), `count` and `seconds` need a value; `optional` takes one only after `=`. */
export type FlagType = "switch" | "text" | "list" | "count" | "seconds" | "optional";

/** Names that the project has, or paths. `listed` hangs on the word before: sources, targets, packs or areas of codes. */
export type Offer = "target" | "source" | "pack" | "listed" | "generator" | "file" | "folder";

export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly type: FlagType;
  /** How help names the value. */
  readonly value?: string;
  /** The values that fit, when not all do. */
  readonly values?: readonly string[];
  /** A value may be followed by `=FILE`. */
  readonly takesFile?: true;
  /** What shells complete the value with, when it is no fixed list. */
  readonly offers?: Offer;
  readonly text: string;
  /** In an open command: known behind the first word too, where other flags are the user's own. */
  readonly isKnownAnywhere?: true;
}

export interface Argument {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isRepeated?: boolean;
  readonly values?: readonly string[];
  /** What shells complete it with, when it is no fixed list. */
  readonly offers?: Offer;
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
  /** From its first word on a call may say anything: what is no flag of the command is handed to it as typed. */
  readonly isOpen?: true;
}

/** Commands that belong together, as help shows them. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandEntry[];
}
