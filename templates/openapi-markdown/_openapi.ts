/** The parts of an OpenAPI document that these pages read, and the way through a `$ref`. Nothing else may look units up. */
import type { Context, UnitView } from "specmill";

export interface Options {
  readonly pages: "tag" | "operation";
  readonly schemas: boolean;
  readonly examples: boolean;
  readonly curl: boolean;
}

/** What the templates of this pack call `it`. */
export type It = Context<UnitView, Options>;

export interface Reference {
  readonly $ref?: string;
}

export interface Documentation {
  readonly url?: string;
  readonly description?: string;
}

export interface Schema extends Reference {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: { readonly [name: string]: SchemaOrBoolean };
  readonly patternProperties?: { readonly [pattern: string]: SchemaOrBoolean };
  readonly additionalProperties?: SchemaOrBoolean;
  readonly required?: readonly string[];
  readonly items?: SchemaOrBoolean;
  readonly prefixItems?: readonly SchemaOrBoolean[];
  readonly allOf?: readonly SchemaOrBoolean[];
  readonly oneOf?: readonly SchemaOrBoolean[];
  readonly anyOf?: readonly SchemaOrBoolean[];
  readonly not?: SchemaOrBoolean;
  readonly discriminator?: { readonly propertyName?: string; readonly mapping?: { readonly [value: string]: string } };
  readonly externalDocs?: Documentation;
  readonly unevaluatedProperties?: SchemaOrBoolean;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export type SchemaOrBoolean = Schema | boolean;

export interface Example extends Reference {
  readonly summary?: string;
  readonly description?: string;
  readonly value?: unknown;
  readonly externalValue?: string;
}

export interface MediaType {
  readonly schema?: SchemaOrBoolean;
  readonly example?: unknown;
  readonly examples?: { readonly [name: string]: Example };
}

export interface Content {
  readonly [mediaType: string]: MediaType;
}

/** Parameters and headers: a header has no `name` and no `in`. */
export interface Parameter extends Reference {
  readonly name?: string;
  readonly in?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly schema?: SchemaOrBoolean;
  readonly content?: Content;
  readonly example?: unknown;
  readonly examples?: { readonly [name: string]: Example };
}

export interface RequestBody extends Reference {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Content;
}

export interface Link extends Reference {
  readonly operationId?: string;
  readonly operationRef?: string;
  readonly description?: string;
}

export interface Response extends Reference {
  readonly description?: string;
  readonly headers?: { readonly [name: string]: Parameter };
  readonly content?: Content;
  readonly links?: { readonly [name: string]: Link };
}

export interface Server {
  readonly url?: string;
  readonly description?: string;
  readonly variables?: {
    readonly [name: string]: {
      readonly default?: string;
      readonly enum?: readonly string[];
      readonly description?: string;
    };
  };
}

/** Scheme name -> scopes; all of one object are needed together, one of several objects is enough. */
export type Requirement = { readonly [scheme: string]: readonly string[] };

export interface Operation {
  readonly description?: string;
  readonly externalDocs?: Documentation;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses?: { readonly [status: string]: Response };
  readonly callbacks?: { readonly [name: string]: Callback };
  readonly security?: readonly Requirement[];
  readonly servers?: readonly Server[];
}

/** Expression -> path item, which holds operations by method. */
export interface Callback {
  readonly [expression: string]: unknown;
}

export interface OperationFacts {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly tag: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly deprecated: boolean;
  readonly webhook?: string;
}

export interface SecurityScheme extends Reference {
  readonly type?: string;
  readonly description?: string;
  readonly name?: string;
  readonly in?: string;
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly openIdConnectUrl?: string;
  readonly flows?: { readonly [name: string]: Flow };
}

export interface Flow {
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly scopes?: { readonly [scope: string]: string };
}

export interface DocumentData {
  readonly info?: {
    readonly description?: string;
    readonly termsOfService?: string;
    readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
    readonly license?: { readonly name?: string; readonly url?: string };
  };
  readonly servers?: readonly Server[];
  readonly security?: readonly Requirement[];
  readonly externalDocs?: Documentation;
}

/** The content of a unit; the page depends on it from here on. */
export function dataOf<T>(unit: UnitView): T {
  return unit.data as T;
}

export function factsOf(unit: UnitView): OperationFacts {
  return unit.facts as unknown as OperationFacts;
}

/** Follows a chain of references; texts that stand beside a `$ref` win. A reference to nowhere is an empty object. */
export function resolve<T extends Reference>(it: It, value: T): T {
  let found: T = value;
  for (let step = 0; found.$ref !== undefined && step < 16; step++) {
    const { $ref, ...beside } = found;
    const unit = it.find($ref);
    if (unit === undefined) return beside as T;
    found = { ...dataOf<T>(unit), ...beside };
  }
  return found;
}

/** The name at the end of a reference, as the document wrote it. */
export function nameOf(reference: string): string {
  const last = reference.slice(reference.lastIndexOf("/") + 1);
  return decode(last).replaceAll("~1", "/").replaceAll("~0", "~");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether the reference names a schema: only those have pages. */
export function isComponentSchema(reference: string): boolean {
  return reference.startsWith("#/components/schemas/") && !reference.includes("/", "#/components/schemas/".length);
}

/** Entries of an object that may be missing. */
export function entriesOf<T>(map: { readonly [key: string]: T } | undefined): [string, T][] {
  return map === undefined || map === null ? [] : Object.entries(map);
}

/** The same for objects that may hold extensions beside their entries: responses, callbacks and flows, not headers. */
export function entriesWithoutExtensions<T>(map: { readonly [key: string]: T } | undefined): [string, T][] {
  return entriesOf(map).filter(([key]) => !key.startsWith("x-"));
}

/** Blocks one under the other with a blank line between; empty ones leave no trace. */
export function stack(blocks: readonly (string | undefined | false)[]): string {
  let text = "";
  // Concatenated, not joined: a long page is put together once, at its end.
  for (const block of blocks) {
    if (block === undefined || block === false || block === "") continue;
    text += text === "" ? block : `\n\n${block}`;
  }
  return text;
}

/** Whether two names differ in case and in what stands between their words alone. */
export function isSameName(a: string, b: string): boolean {
  const letters = (name: string): string => name.replace(/(?<=\w)[ _-](?=\w)/g, "").toLowerCase();
  return letters(a) === letters(b);
}
