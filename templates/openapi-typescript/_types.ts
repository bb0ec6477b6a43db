/** The parts of an OpenAPI document that the templates read, as the source hands them over: always in the shapes of 3.1. */
import type { Context, Json, JsonObject, UnitView } from "specmill";

/** The options of pack.yaml. */
export interface Options {
  readonly comments: boolean;
  readonly enums: "union" | "const";
  readonly readonly: boolean;
  readonly defaultNonNullable: boolean;
  readonly extension: ".js" | ".ts" | "none";
}

export interface Reference {
  readonly $ref?: string;
}

export type Schema = boolean | SchemaObject;

export interface SchemaObject extends Reference {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly discriminator?: Discriminator;
}

export interface Discriminator {
  readonly propertyName: string;
  /** Value -> name or `$ref` of a schema. */
  readonly mapping?: { readonly [value: string]: string };
}

export interface MediaType {
  readonly schema?: Schema;
}

export type Content = { readonly [mediaType: string]: MediaType };

export interface Parameter extends Reference {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema?: Schema;
  readonly content?: Content;
}

export interface RequestBody extends Reference {
  readonly description?: string;
  readonly required?: boolean;
  readonly content?: Content;
}

export interface Response extends Reference {
  readonly description?: string;
  readonly headers?: { readonly [name: string]: Parameter };
  readonly content?: Content;
}

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses?: { readonly [status: string]: Response };
}

export interface PathItem extends Reference {
  readonly parameters?: readonly Parameter[];
  readonly [method: string]: unknown;
}

/** What is known of an operation without its content; `webhook` stands on webhooks only. */
export interface OperationFacts extends JsonObject {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly tag: string;
}

export interface WebhookFacts extends OperationFacts {
  readonly webhook: string;
}

/** `operations` holds the ids of the units, in document order; an operation with several tags belongs to its first. */
export interface TagFacts extends JsonObject {
  readonly operations: readonly string[];
}

export type SchemaView = UnitView<Schema>;
export type OperationView = UnitView<Operation, OperationFacts>;
export type WebhookView = UnitView<Operation, WebhookFacts>;
export type TagView = UnitView<JsonObject, TagFacts>;

/** The context of any template of this pack. */
export type PackContext<V = unknown> = Context<V, Options>;
