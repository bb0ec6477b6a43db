/**
 * Reads the attributes of one template as hygen does, and collects what is wrong with them.
 * `strict` takes each value as hygen takes it. The default mode takes the texts "true" and "false" as they are meant, and says so.
 */
import type { Code } from "#model/codes.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Compat, RenderedTemplate, Report } from "../action.ts";
import { attributePlace } from "./attribute-place.ts";

export interface ReaderContext {
  readonly compat: Compat;
  readonly report: Report;
}

export class AttributeReader {
  readonly values: Readonly<Record<string, unknown>>;
  readonly isStrict: boolean;
  readonly #rendered: RenderedTemplate;
  readonly #report: Report;
  readonly #problems: Diagnostic[] = [];

  constructor(rendered: RenderedTemplate, { compat, report }: ReaderContext) {
    this.values = rendered.attributes;
    this.isStrict = compat === "strict";
    this.#rendered = rendered;
    this.#report = report;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.values, key);
  }

  /** A path: `undefined` when empty. hygen falls over whatever is not a text. */
  path(key: string): string | undefined {
    const value = this.values[key];
    if (!value) return undefined;
    if (typeof value === "string") return value;
    this.fail(key, `\`${key}\` takes a path, and is ${kindOf(value)}`, [`write it in quotes: \`${key}: "…"\``]);
    return undefined;
  }

  /** A text that is run or shown: `undefined` when empty. hygen passes over numbers and booleans without a word. */
  text(key: string): string | undefined {
    const value = this.values[key];
    if (!value) return undefined;
    if (typeof value === "string") return value;
    const message = `\`${key}\` takes a text, and is ${kindOf(value)}`;
    if (typeof value === "object" || typeof value === "function") this.fail(key, message);
    else this.warn(key, message, ["it is passed over", `write it in quotes: \`${key}: "${String(value)}"\``]);
    return undefined;
  }

  /** A switch; `hygen` says what hygen takes for on. */
  isOn(key: string, hygen: (value: unknown) => boolean): boolean {
    const value = this.values[key];
    const inHygen = hygen(value);
    const meant = this.isStrict ? undefined : truthOf(value);
    if (meant !== undefined && meant !== inHygen) this.#warnOfText(key, String(value).trim(), inHygen);
    else if (meant === undefined) this.#warnOfOther(key, value, inHygen);
    return meant ?? inHygen;
  }

  /** A switch that only the YAML booleans turn; a text does nothing, in both modes. */
  boolean(key: string): boolean | undefined {
    const value = this.values[key];
    if (typeof value === "boolean") return value;
    if (typeof value === "string" && truthOf(value) !== undefined) {
      const notes = [`write \`${key}: ${value.trim()}\`, without quotes and without \`<%= %>\``];
      this.warn(key, `\`${key}\` is the text "${value.trim()}", which does nothing`, notes);
    }
    return undefined;
  }

  warn(key: string, message: string, notes: readonly string[] = []): void {
    this.#report(warning("scaffold/attribute", message, { place: this.#place(key), notes }));
  }

  fail(key: string, message: string, notes: readonly string[] = [], code: Code = "scaffold/attribute"): void {
    this.#problems.push(error(code, message, { place: this.#place(key), notes }));
  }

  /** Throws everything that `fail` collected. */
  settle(): void {
    if (this.#problems.length > 0) throw new SpecmillError(this.#problems);
  }

  #place(key: string) {
    return attributePlace(this.#rendered.parsed.template, key);
  }

  #warnOfText(key: string, text: string, inHygen: boolean): void {
    const isComputed = String(this.#rendered.parsed.attributes[key]).includes("<%");
    const advice = isComputed ? [] : [`write \`${key}: ${text}\`, without quotes`];
    this.warn(key, `\`${key}\` is the text "${text}", which hygen takes for ${inHygen ? "true" : "false"}`, [
      ...advice,
      `it is taken for ${text}; \`--hygen-compat=strict\` takes it as hygen does`,
    ]);
  }

  /** `force: no` is a text in YAML 1.2, and a text is true. */
  #warnOfOther(key: string, value: unknown, inHygen: boolean): void {
    if (this.isStrict || typeof value !== "string" || !/^\s*(?:yes|no|on|off)\s*$/i.test(value)) return;
    const isMeant = /^\s*(?:yes|on)\s*$/i.test(value);
    if (isMeant === inHygen) return;
    const message = `\`${key}\` is the text "${value.trim()}", which counts as ${inHygen}`;
    this.warn(key, message, [`write \`${key}: ${isMeant}\``]);
  }
}

/** How messages name a value of the wrong type. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (value instanceof RegExp) return "a regular expression";
  if (typeof value === "object") return "a mapping";
  return typeof value === "function" ? "a function" : `the ${typeof value} ${String(value)}`;
}

/** What the texts "true" and "false" mean; a block scalar adds a line end. */
function truthOf(value: unknown): boolean | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "true" ? true : text === "false" ? false : undefined;
}
