/** The config after defaults and checks: plain, frozen data, so that it can be hashed, cached and sent to threads. */
import type { Json, JsonObject } from "./json.ts";

export interface SourceConfig {
  readonly name: string;
  readonly kind: string;
  /** As the source's own schema resolved them. */
  readonly options: JsonObject;
}

export interface TargetConfig {
  readonly name: string;
  readonly source: string;
  /** The name of a built-in pack, or a path that starts with `./`, `../` or `/`. */
  readonly pack: string;
  /** Relative to the project root, no trailing slash; "." is the root itself. */
  readonly output: string;
  /** As the user wrote them; the pack checks them. */
  readonly options: { readonly [name: string]: Json };
}

/** A formatter: `command` runs once for all new files that match `pattern`. */
export interface FormatConfig {
  readonly pattern: string;
  readonly command: string;
}

export interface Config {
  /** Relative to the project root. */
  readonly file: string;
  readonly sources: readonly SourceConfig[];
  readonly targets: readonly TargetConfig[];
  readonly format: readonly FormatConfig[];
  /** Whether `specmill.lock` is written. */
  readonly lock: boolean;
  /** Output paths that promise S1.3 refuses unless they are listed here, as glob patterns. */
  readonly allow: readonly string[];
  readonly limits: Limits;
}

/** Caps on what an input may cost (notes of the security page, S5). */
export interface Limits {
  readonly documentBytes: number;
  readonly depth: number;
  /** Milliseconds that a template may spend on one unit. */
  readonly renderMs: number;
}

/** Where a value of the config stands in its file, for problems that later stages find: `["targets", "docs", "pack"]`. */
export type ConfigPath = readonly (string | number)[];
