/** Packs, templates and what a template sees while it renders. */
import type { Json, JsonObject } from "./json.ts";
import type { Digest, Unit } from "./unit.ts";

/** Where interpolated text lands; decides how `<%= %>` escapes. `code` is safe in string literals and comments of C-like languages. */
export type EscapeContext = "none" | "code" | "markdown" | "html" | "yaml" | "json" | "shell" | "sql" | "path";

/** What the header of a template says, after checks. Expressions stay text here: the engines compile them. */
export interface TemplateHeader {
  /** A unit kind, or `once`. */
  readonly each: string;
  /** Output path relative to the target's folder, with `<%= %>`; every interpolated value becomes one safe path segment. */
  readonly output: string;
  /** JavaScript expression over the same names; absent means always. */
  readonly when?: string;
  readonly escape: EscapeContext;
  /** The output is a starter: written when there is no such file, and the user's from then on. Absent: specmill's for good. */
  readonly write?: "missing";
}

/** One file of a pack, as text. */
export interface PackFile {
  /** Relative to the pack, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly digest: Digest;
}

/** A pack as discovery found it. */
export interface Pack {
  /** As the config names it. */
  readonly name: string;
  readonly description: string;
  /** The source kind it renders. */
  readonly source: string;
  readonly options: { readonly [name: string]: PackOption };
  /** Project-relative folder; absent for a built-in pack. */
  readonly folder?: string;
  readonly files: readonly PackFile[];
}

export interface PackOption {
  readonly type: "boolean" | "string" | "number" | "list";
  readonly description: string;
  readonly default: Json;
  /** The values that are allowed, for `string`. */
  readonly values?: readonly string[];
}

/** A template of a pack: a file that renders units. Partials (`_name.eta`) are files of the pack, not templates. */
export interface Template {
  /** Path of the file in its pack; unique there. */
  readonly name: string;
  readonly file: PackFile;
  readonly engine: string;
  readonly header: TemplateHeader;
  /** Line of the file at which the body starts, from 1: positions inside the body are offset by it. */
  readonly bodyLine: number;
  /** How a problem names the file: project-relative, or `<pack>/<file>` for a built-in pack. */
  readonly displayPath: string;
}

/**
 * A unit as a template sees it: the unit's own fields plus its facts (`unit.tag`).
 * Reading `data` or `digest` makes the output depend on the unit's content; everything else only on its name and facts.
 */
export type UnitView<Data = Json, F = JsonObject> = Omit<Unit<Data>, "facts"> & Readonly<F> & { readonly facts: F };

/** The units of one kind in a template. Asking for it makes the output depend on which units there are and on their facts. */
export interface UnitViews<V = UnitView> extends Iterable<V> {
  readonly length: number;
  map<T>(each: (unit: V, index: number) => T): T[];
  filter(keep: (unit: V, index: number) => boolean): V[];
  find(test: (unit: V) => boolean): V | undefined;
}

/** What every template receives, next to the helper groups (`casing`, `text`, `md`, `ts`, …). */
export interface TemplateContext<V = UnitView, O = JsonObject> {
  /** The unit that is rendered; for `each: once` a unit of kind `source` with the source's name. */
  readonly unit: V;
  readonly source: { readonly name: string; readonly kind: string };
  /** The pack's options with their defaults filled in. */
  readonly options: O;
  /** Project-relative path of the output. */
  readonly output: string;
  /** The unit with this id or `$ref`; a problem at the template's line when there is none. */
  ref(idOrReference: string): UnitView;
  /** As `ref`, but a miss is `undefined`. */
  find(idOrReference: string): UnitView | undefined;
  units(kind: string): UnitViews;
  /** Relative path from this output to the output of that unit in the same target; `undefined` when it has none. */
  link(idOrReference: string): string | undefined;
}
