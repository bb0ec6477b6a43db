/**
 * The template context of a project as TypeScript types, for editors: `list units --types`.
 * The shapes of `data` are read off its units, those of `openapi` are known. Names from specs end up in string literals only.
 */
import type { Json, JsonObject } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import { openApiFacts, openApiTypes, openApiUnitTypes } from "./openapi-types.ts";

export interface TypedSource {
  readonly name: string;
  readonly kind: string;
  readonly units: UnitSet;
}

/** Units of a kind that are looked at: more hardly ever teach a new field, and sources may have millions. */
const SAMPLE = 1000;

/** A module that exports `Units`: source -> unit kind -> what a template sees. The same units give the same text. */
export function unitTypes(sources: readonly TypedSource[]): string {
  const hasOpenApi = sources.some(({ kind }) => kind === "openapi");
  const members = sources.map((source) => `  ${propertyName(source.name)}: {\n${kindMembers(source).join("")}  };\n`);
  return `// Written by \`specmill list units --types\`: what templates see of the sources of this project.
// In a template: import type { Units } from "./this-file.ts"; Context<Units["source"]["kind"]>
import type { UnitView } from "specmill";

export interface Units {
${members.join("")}}
${hasOpenApi ? `\n${openApiTypes}` : ""}`;
}

function kindMembers({ kind, units }: TypedSource): string[] {
  return units.kinds.flatMap((unitKind) => {
    const known = kind === "openapi" ? openApiUnitTypes[unitKind] : undefined;
    if (known !== undefined)
      return [
        `    ${propertyName(unitKind)}: UnitView<${known}, ${openApiFacts[unitKind] ?? "Readonly<Record<never, never>>"}>;\n`,
      ];
    const inferred = inferKind(units, unitKind);
    return inferred === undefined ? [] : [`    ${propertyName(unitKind)}: ${inferred};\n`];
  });
}

/** `undefined` for a kind without units: there is nothing to read a shape off. */
function inferKind(units: UnitSet, kind: string): string | undefined {
  const data = new Shape();
  const facts = new Shape();
  let seen = 0;
  for (const unit of units.list(kind)) {
    data.add(unit.data);
    facts.add(unit.facts);
    if (++seen === SAMPLE) break;
  }
  return seen === 0 ? undefined : `UnitView<${data.type("    ")}, ${facts.type("    ")}>`;
}

/** Past these many different keys an object is a mapping and not a record. */
const MAX_KEYS = 64;
/** Deeper than templates reach by name. */
const MAX_DEPTH = 12;

/** What values at one place looked like. */
class Shape {
  readonly #depth: number;
  readonly #primitives = new Set<string>();
  #items: Shape | undefined;
  #objects = 0;
  readonly #fields = new Map<string, { readonly shape: Shape; count: number }>();
  /** Values of an object that is a mapping. */
  #values: Shape | undefined;

  constructor(depth = 0) {
    this.#depth = depth;
  }

  add(value: Json | undefined): void {
    if (this.#depth > MAX_DEPTH) this.#primitives.add("unknown");
    else if (Array.isArray(value)) this.#addItems(value);
    else if (value !== null && typeof value === "object") this.#addObject(value as JsonObject);
    else this.#primitives.add(value === null || value === undefined ? "null" : typeof value);
  }

  /** The type as text; `indent` is that of the line it stands on. */
  type(indent: string): string {
    if (this.#primitives.has("unknown")) return "unknown";
    const parts = ["string", "number", "boolean"].filter((name) => this.#primitives.has(name));
    if (this.#items !== undefined) parts.push(`readonly ${arrayOf(this.#items.type(indent))}`);
    if (this.#values !== undefined) parts.push(`{ readonly [name: string]: ${this.#values.type(indent)} }`);
    else if (this.#objects > 0) parts.push(this.#recordType(indent));
    if (this.#primitives.has("null")) parts.push("null");
    return parts.length === 0 ? "unknown" : parts.join(" | ");
  }

  #addItems(items: readonly Json[]): void {
    this.#items ??= new Shape(this.#depth + 1);
    for (const item of items.slice(0, SAMPLE)) this.#items.add(item);
  }

  #addObject(object: JsonObject): void {
    this.#objects++;
    for (const [name, value] of Object.entries(object)) this.#addField(name, value);
    if (this.#values !== undefined || this.#fields.size <= MAX_KEYS) return;
    this.#values = new Shape(this.#depth + 1);
    for (const { shape } of this.#fields.values()) this.#values.#merge(shape);
    this.#fields.clear();
  }

  #addField(name: string, value: Json): void {
    if (this.#values !== undefined) {
      this.#values.add(value);
      return;
    }
    const field = this.#fields.get(name) ?? { shape: new Shape(this.#depth + 1), count: 0 };
    field.count++;
    field.shape.add(value);
    this.#fields.set(name, field);
  }

  #merge(other: Shape): void {
    for (const name of other.#primitives) this.#primitives.add(name);
    if (other.#items !== undefined) {
      this.#items ??= new Shape(this.#depth + 1);
      this.#items.#merge(other.#items);
    }
    this.#objects += other.#objects;
    for (const [name, { shape, count }] of other.#fields) {
      const field = this.#fields.get(name) ?? { shape: new Shape(this.#depth + 1), count: 0 };
      field.count += count;
      field.shape.#merge(shape);
      this.#fields.set(name, field);
    }
    if (other.#values !== undefined) {
      this.#values ??= new Shape(this.#depth + 1);
      this.#values.#merge(other.#values);
    }
  }

  #recordType(indent: string): string {
    if (this.#fields.size === 0) return "Readonly<Record<string, never>>";
    const inner = `${indent}  `;
    const fields = Array.from(this.#fields, ([name, { shape, count }]) => {
      const mark = count < this.#objects ? "?" : "";
      return `${inner}readonly ${propertyName(name)}${mark}: ${shape.type(inner)};\n`;
    });
    return `{\n${fields.join("")}${indent}}`;
  }
}

function arrayOf(type: string): string {
  return / \| |^readonly /.test(type.replace(/\{[\s\S]*\}/g, "{}")) ? `(${type})[]` : `${type}[]`;
}

/** A name as a property: an identifier, or a string literal that nothing breaks out of. */
function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
