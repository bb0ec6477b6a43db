/** What a JSON, YAML, TOML or CSV document can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A mapping; keys come from user documents, so never index a plain prototype chain with them: use `Object.hasOwn`. */
export interface JsonObject {
  readonly [key: string]: Json;
}
