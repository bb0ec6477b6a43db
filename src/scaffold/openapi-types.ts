/**
 * OpenAPI 3.1 as templates see it, as TypeScript text: whatever came in, 2.0 and 3.0 included, has these shapes.
 * Only text: nothing here runs. `test/scaffold` compiles it.
 */

/** Unit kind -> type of its data. */
export const openApiUnitTypes: { readonly [kind: string]: string } = {
  document: "OpenApi.Document",
  tag: "OpenApi.Tag",
  operation: "OpenApi.Operation",
  webhook: "OpenApi.Operation",
  schema: "OpenApi.Schema",
  parameter: "OpenApi.Parameter | OpenApi.Reference",
  response: "OpenApi.Response | OpenApi.Reference",
  requestBody: "OpenApi.RequestBody | OpenApi.Reference",
  header: "OpenApi.Header | OpenApi.Reference",
  example: "OpenApi.Example | OpenApi.Reference",
  link: "OpenApi.Link | OpenApi.Reference",
  callback: "OpenApi.Callback | OpenApi.Reference",
  pathItem: "OpenApi.PathItem",
  securityScheme: "OpenApi.SecurityScheme | OpenApi.Reference",
};

const operationFacts =
  "{ method: string; path: string; operationId: string | null; tag: string; tags: readonly string[]; summary: string; deprecated: boolean";

/** Unit kind -> type of its facts; kinds without any are not listed. */
export const openApiFacts: { readonly [kind: string]: string } = {
  document: "{ title: string; version: string; openapi: string }",
  tag: "{ summary: string; declared: boolean; operations: readonly string[] }",
  operation: `${operationFacts} }`,
  webhook: `${operationFacts}; webhook: string }`,
  schema: "{ title: string | null; summary: string; type: string | null; deprecated: boolean }",
  parameter: "{ in: string; parameterName: string; required: boolean }",
  response: "{ summary: string }",
  securityScheme: "{ type: string }",
};

export const openApiTypes = `/** OpenAPI 3.1, whatever the document was written in. A \`$ref\` stays one: \`ref(value.$ref)\` gives its unit. */
export declare namespace OpenApi {
  type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

  /** Vendor extensions, as they stand in the document. */
  interface Extended {
    readonly [extension: \`x-\${string}\`]: Value | undefined;
  }

  interface Reference {
    readonly $ref: string;
    readonly summary?: string;
    readonly description?: string;
  }

  interface ExternalDocs extends Extended {
    readonly url: string;
    readonly description?: string;
  }

  interface Server extends Extended {
    readonly url: string;
    readonly description?: string;
    readonly variables?: {
      readonly [name: string]: { readonly default: string; readonly enum?: readonly string[]; readonly description?: string };
    };
  }

  type SecurityRequirement = { readonly [scheme: string]: readonly string[] };

  interface Document extends Extended {
    readonly openapi: string;
    readonly info: Extended & {
      readonly title: string;
      readonly version: string;
      readonly summary?: string;
      readonly description?: string;
      readonly termsOfService?: string;
      readonly contact?: Extended & { readonly name?: string; readonly url?: string; readonly email?: string };
      readonly license?: Extended & { readonly name: string; readonly identifier?: string; readonly url?: string };
    };
    readonly servers?: readonly Server[];
    readonly security?: readonly SecurityRequirement[];
    readonly tags?: readonly Tag[];
    readonly externalDocs?: ExternalDocs;
  }

  interface Tag extends Extended {
    readonly name: string;
    readonly description?: string;
    readonly externalDocs?: ExternalDocs;
  }

  interface Operation extends Extended {
    readonly tags?: readonly string[];
    readonly summary?: string;
    readonly description?: string;
    readonly externalDocs?: ExternalDocs;
    readonly operationId?: string;
    readonly parameters?: readonly (Parameter | Reference)[];
    readonly requestBody?: RequestBody | Reference;
    readonly responses?: { readonly [status: string]: Response | Reference };
    readonly callbacks?: { readonly [name: string]: Callback | Reference };
    readonly deprecated?: boolean;
    readonly security?: readonly SecurityRequirement[];
    readonly servers?: readonly Server[];
  }

  interface PathItem extends Extended {
    readonly summary?: string;
    readonly description?: string;
    readonly servers?: readonly Server[];
    readonly parameters?: readonly (Parameter | Reference)[];
    readonly get?: Operation;
    readonly put?: Operation;
    readonly post?: Operation;
    readonly delete?: Operation;
    readonly options?: Operation;
    readonly head?: Operation;
    readonly patch?: Operation;
    readonly trace?: Operation;
  }

  type Callback = { readonly [expression: string]: PathItem | Reference };

  interface Parameter extends Header {
    readonly name: string;
    readonly in: "query" | "header" | "path" | "cookie";
    readonly allowEmptyValue?: boolean;
    readonly allowReserved?: boolean;
  }

  interface Header extends Extended {
    readonly description?: string;
    readonly required?: boolean;
    readonly deprecated?: boolean;
    readonly style?: string;
    readonly explode?: boolean;
    readonly schema?: Schema;
    readonly content?: { readonly [mediaType: string]: MediaType };
    readonly example?: Value;
    readonly examples?: { readonly [name: string]: Example | Reference };
  }

  interface RequestBody extends Extended {
    readonly description?: string;
    readonly required?: boolean;
    readonly content: { readonly [mediaType: string]: MediaType };
  }

  interface Response extends Extended {
    readonly description: string;
    readonly headers?: { readonly [name: string]: Header | Reference };
    readonly content?: { readonly [mediaType: string]: MediaType };
    readonly links?: { readonly [name: string]: Link | Reference };
  }

  interface MediaType extends Extended {
    readonly schema?: Schema;
    readonly example?: Value;
    readonly examples?: { readonly [name: string]: Example | Reference };
    readonly encoding?: { readonly [property: string]: Value };
  }

  interface Example extends Extended {
    readonly summary?: string;
    readonly description?: string;
    readonly value?: Value;
    readonly externalValue?: string;
  }

  interface Link extends Extended {
    readonly operationRef?: string;
    readonly operationId?: string;
    readonly parameters?: { readonly [name: string]: Value };
    readonly requestBody?: Value;
    readonly description?: string;
    readonly server?: Server;
  }

  interface SecurityScheme extends Extended {
    readonly type: "apiKey" | "http" | "mutualTLS" | "oauth2" | "openIdConnect";
    readonly description?: string;
    readonly name?: string;
    readonly in?: "query" | "header" | "cookie";
    readonly scheme?: string;
    readonly bearerFormat?: string;
    readonly flows?: { readonly [flow: string]: OAuthFlow };
    readonly openIdConnectUrl?: string;
  }

  interface OAuthFlow extends Extended {
    readonly authorizationUrl?: string;
    readonly tokenUrl?: string;
    readonly refreshUrl?: string;
    readonly scopes: { readonly [scope: string]: string };
  }

  /** \`true\` allows everything, \`false\` nothing. */
  type Schema = boolean | SchemaObject;

  interface SchemaObject extends Extended {
    readonly $ref?: string;
    readonly title?: string;
    readonly description?: string;
    readonly type?: SchemaType | readonly SchemaType[];
    readonly format?: string;
    readonly enum?: readonly Value[];
    readonly const?: Value;
    readonly default?: Value;
    readonly examples?: readonly Value[];
    readonly deprecated?: boolean;
    readonly readOnly?: boolean;
    readonly writeOnly?: boolean;
    readonly allOf?: readonly Schema[];
    readonly anyOf?: readonly Schema[];
    readonly oneOf?: readonly Schema[];
    readonly not?: Schema;
    readonly discriminator?: {
      readonly propertyName: string;
      readonly mapping?: { readonly [value: string]: string };
    };
    readonly properties?: { readonly [name: string]: Schema };
    readonly patternProperties?: { readonly [pattern: string]: Schema };
    readonly additionalProperties?: Schema;
    readonly propertyNames?: Schema;
    readonly required?: readonly string[];
    readonly minProperties?: number;
    readonly maxProperties?: number;
    readonly items?: Schema;
    readonly prefixItems?: readonly Schema[];
    readonly contains?: Schema;
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly uniqueItems?: boolean;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly exclusiveMinimum?: number;
    readonly exclusiveMaximum?: number;
    readonly multipleOf?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly pattern?: string;
    readonly contentEncoding?: string;
    readonly contentMediaType?: string;
    readonly externalDocs?: ExternalDocs;
    readonly xml?: Value;
  }

  type SchemaType = "null" | "boolean" | "object" | "array" | "number" | "string" | "integer";
}
`;
