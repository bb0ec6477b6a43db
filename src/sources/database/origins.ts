/** A schema that was read, and where it was read from. */
import type { Place } from "#model/diagnostic.ts";
import type { DatabaseSchema } from "./schema.ts";

/** The file that units come from, and where in it a thing is. */
export interface Origins {
  readonly file: string;
  /** `path` is a schema and the name of one of its members; empty for the whole. */
  place(path: readonly string[]): Place;
}

export interface ReadSchema {
  readonly schema: DatabaseSchema;
  readonly origins: Origins;
}
