/**
 * The nouns of `specmill new`: templates as they lie in a `_templates` folder, what a call asks of them, and what comes of it.
 * The contract is that of hygen 6.2.11; where specmill keeps it and where it does better is in docs/scaffolding.md.
 */
import type { Diagnostic } from "#model/diagnostic.ts";

/** Everything a template can name: flags, `name`, what hooks and questions gave, and what hygen adds. */
export type Locals = Readonly<Record<string, unknown>>;

/** A folder of generators: `<path>/<generator>/<action>/…`. */
export interface TemplatesFolder {
  /** Absolute. */
  readonly path: string;
  /** Lies in the project, so that its hooks and commands run without being asked for (docs/security.md). */
  readonly isInside: boolean;
  /** Stands before the names of its generators, where several folders are configured with prefixes. */
  readonly prefix?: string;
}

/** What to do with a generator that two folders have. */
export type ConflictStrategy = "fail" | "override" | "skip";

/** What `.hygen.js` exports, or nothing. */
export interface GeneratorConfig {
  /** Absolute path of the file; absent when there is none. */
  readonly file?: string;
  readonly helpers?: Readonly<Record<string, unknown>> | HelperMaker;
  readonly localsDefaults?: Locals;
  /** Absolute: where outputs are resolved from, instead of where the user stands. */
  readonly cwd?: string;
  /** Runs `sh` instead of a shell. */
  readonly exec?: (command: string, body: string) => unknown;
  /** Makes what hooks get as `prompter`. */
  readonly createPrompter?: () => unknown;
}

export type HelperMaker = (locals: Locals, config: unknown) => Readonly<Record<string, unknown>>;

/** Where the templates of a call come from. */
export interface GeneratorHome {
  /** In the order in which a generator is looked for. */
  readonly folders: readonly TemplatesFolder[];
  readonly conflicts: ConflictStrategy;
  readonly config: GeneratorConfig;
}

/** One action, as a call names it. */
export interface ChosenAction {
  readonly templates: TemplatesFolder;
  readonly generator: string;
  /** As it was typed: `new:sub`. */
  readonly action: string;
  /** A regular expression for the paths of templates: `sub` of `new:sub`. */
  readonly subaction?: string;
  /** Absolute path of the action's folder. */
  readonly folder: string;
  /** The positional name. */
  readonly name?: string;
}

/** One file of an action. */
export interface ActionTemplate {
  /** Absolute. */
  readonly path: string;
  /** How problems name it: relative to the project where it lies in there. */
  readonly display: string;
  readonly text: string;
}

/** A template with its front matter read and nothing rendered. */
export interface ParsedTemplate {
  readonly template: ActionTemplate;
  /** In the order of the file. Empty without front matter. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
}

export interface RenderedTemplate {
  readonly parsed: ParsedTemplate;
  /** Strings are rendered, everything else is as it was; in the order of the file. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** One thing to do. Operations of an action are done in order, so that a later one sees what an earlier one wrote. */
export type Operation = (
  | { readonly kind: "add"; readonly to: string; readonly body: string | Uint8Array; readonly rules: AddRules }
  | { readonly kind: "inject"; readonly to: string; readonly body: string; readonly injection: Injection }
  | { readonly kind: "echo"; readonly text: string }
  | { readonly kind: "shell"; readonly command: string; readonly body: string; readonly ignoreExit: boolean }
  | { readonly kind: "setup"; readonly from: string; readonly to: string }
) & { readonly template: ActionTemplate };

export interface AddRules {
  readonly force: boolean;
  readonly unlessExists: boolean;
  readonly skip: boolean;
}

/** Where the first location key of the front matter says. */
export type Location =
  | { readonly at: "before" | "after"; readonly pattern: string | RegExp }
  | { readonly at: "prepend" | "append" }
  | { readonly at: "line"; readonly line: number };

export interface Injection {
  /** Absent when no key names one: nothing is inserted. */
  readonly location?: Location;
  /** No insertion when the whole target matches. */
  readonly skipIf?: string | RegExp;
  /** true: the body ends with a line end; false: it loses one; absent: as it is. */
  readonly eofLast?: boolean;
}

/** A line of the log, in hygen's words. */
export type LogWord = "added" | "FORCED" | "skipped" | "inject" | "shell" | "setup";

/** What was done, or (in a dry run) would be. */
export interface ActionStep {
  readonly word: LogWord;
  readonly subject: string;
}

/** What hygen does that its users did not ask for is kept only in `strict`. */
export type Compat = "default" | "strict";

/** Collects what is worth a warning. */
export type Report = (problem: Diagnostic) => void;
