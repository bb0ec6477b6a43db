/** What the makers of unit data are handed besides the definition itself. */
import type { Found, Scope } from "./scope.ts";
import type { TypeNames } from "./type-names.ts";
import type { Release } from "./unit-data.ts";

/** Something is wrong with a definition; what could be made without it has been made. */
export interface TypeProblem {
  /** URL of the definition. */
  readonly definition: string;
  /** Id of the element, where it is about one. */
  readonly element?: string;
  /** One sentence, as a diagnostic has it. */
  readonly message: string;
}

/** Serves for one definition or for many; what it was asked is all that the data of a definition depends on. */
export interface TypeContext {
  /** Of the package that the definition is in. Every look-up goes through it. */
  readonly scope: Scope;
  /** Of the same package. */
  readonly release: Release;
  /** The names that programs use for the definitions of a package, by its id: the definition's own, or one that the scope found something in. */
  names(packageId: string): TypeNames;
  readonly report: (problem: TypeProblem) => void;
}

/** A definition and the type it is about, while its elements are read. */
export interface Place {
  readonly context: TypeContext;
  /** Canonical URL of the definition. */
  readonly url: string;
  /** The type itself; of a profile the type at the end of its chain of bases. Absent when no package has it. */
  readonly type: Found | undefined;
}
