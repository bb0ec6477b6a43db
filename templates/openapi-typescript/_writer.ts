/** What the parts of the schema writer hand to one another; kept apart so that they need not import each other in a circle. */
import type { AliasPlace, AliasPlan } from "./_aliases.ts";
import type { OutputFile } from "./_file.ts";
import type { TypeText } from "./_text.ts";
import type { Schema } from "./_types.ts";

/** Where a type stands in its file. */
export interface Place {
  /** Of the line that it begins on. */
  readonly level: number;
  /** What constants with the values of its enums are called; read only when the pack's options ask for them. */
  readonly name: string;
  readonly isRequest: boolean;
  /**
   * Set where TypeScript resolves a reference at once, so that a circle of them is an error: at the top of a declared schema
   * and in its allOf, oneOf and anyOf.
   */
  readonly alias?: AliasPlace;
  /** In a schema that is one of several: a name that it requires may be declared in another. */
  readonly isPart?: boolean;
  /** The name of the schema that is declared here, at its top only. */
  readonly schema?: string;
}

export interface Writer {
  readonly file: OutputFile;
  /** For the file of a schema: how it may refer to those that refer to it. */
  readonly aliases?: AliasPlan;
  /** Pointers into units that are being written in place, the innermost last. */
  readonly inlining: string[];
  typeOf(schema: Schema | undefined, place: Place): TypeText;
}

/** The name for what lies below; made only when something is going to be called by it. */
export function nameBelow(file: OutputFile, name: string, step: string): string {
  return file.options.enums === "const" && name !== "" ? name + file.it.ts.typeName(step) : "";
}

/** One level down, behind a property, an item or a bracket: circles are no problem from here on. */
export function inside(place: Place, name = place.name): Place {
  return { level: place.level + 1, name, isRequest: place.isRequest };
}
