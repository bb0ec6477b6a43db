/** The extension point for template languages: one file an engine, which exports `engine`. */

import type { Diagnostic } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { PackFile, Template, TemplateContext, TemplateHeader } from "#model/template.ts";

/** What an engine may reach besides the template: the rest of the pack. */
export interface PackAccess {
  /** A partial or module by its path in the pack; each call is recorded as a read of the job that is rendering. */
  file(path: string): PackFile | undefined;
  /** Paths of the partials of the pack, for "did you mean". */
  readonly partials?: readonly string[];
  /** Where the pack lies on disk; absent for a built-in one. */
  readonly folder?: string;
  /** The module of a built-in `.ts` template. */
  readonly builtIn?: (path: string) => Promise<unknown>;
  /** How problems name a file of the pack. */
  display(path: string): string;
}

/** What a template gives: the whole text, or pieces of it for outputs that should not be held in memory. */
export type Rendered = string | Iterable<string>;

export interface CompiledTemplate {
  /** Renders one unit. Throws TemplateError with the place in the template. */
  render(context: TemplateContext): Rendered;
  /** The output path before it is joined to the target's folder; spec values come out as safe path segments. */
  output(context: TemplateContext): string;
  when(context: TemplateContext): boolean;
}

export interface Engine {
  readonly name: string;
  /** File endings, with the dot: `.eta`. */
  readonly extensions: readonly string[];
  /** Whether a template of this engine is a program by itself (a `.ts` module). */
  readonly isCode: boolean;
  /** Header of a file as written, still unchecked, and the line its body starts at. May throw TemplateError. */
  header(file: PackFile, pack: PackAccess): Promise<{ header: JsonObject | undefined; bodyLine: number }>;
  /** Throws TemplateError when it does not compile. */
  compile(template: Template, pack: PackAccess): Promise<CompiledTemplate>;
}

/** A problem in a template, with its place there; the caller adds the unit and its origin. */
export class TemplateError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = "TemplateError";
    this.diagnostic = diagnostic;
  }
}

/** Values that a header may give as functions (`.ts` templates) instead of text with `<%= %>`. */
export type HeaderValue<T> = T | ((context: TemplateContext) => T);

export type { Json, TemplateHeader };
