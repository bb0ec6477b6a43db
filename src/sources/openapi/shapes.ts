/**
 * The parts of an OpenAPI 3.0 or 3.1 document as one table: which fields each has and what they hold. Checks, normalisation and
 * the search for `$ref`s all walk by it, so none of them mistakes an example or an extension for a part of the document.
 */
import type { ComponentKind } from "./kinds.ts";

/**
 * What a field holds: a basic type, or the name of a shape; `[]` makes it a list of them, `{}` a mapping of names to them.
 * `any` is never looked into.
 */
export type Field = string;

export interface Shape {
  readonly fields: { readonly [name: string]: Field };
  readonly required?: readonly string[];
  /** What every other field holds (`x-*` apart); absent: there should be no others. */
  readonly rest?: Field;
  /** The kind of component that may stand here as a `$ref`. */
  readonly kind?: ComponentKind;
  /** Fields that are not in the table are common here, so they are no sign of a spelling mistake. */
  readonly isOpen?: boolean;
  /** What messages call it. */
  readonly title: string;
}

/** A table of shapes, and the one of a whole document. */
export interface Dialect {
  readonly shapes: { readonly [name: string]: Shape };
  readonly document: string;
}

const described = { description: "text" };

const operation = {
  tags: "text[]",
  summary: "text",
  description: "text",
  externalDocs: "any",
  operationId: "text",
  parameters: "parameter[]",
  requestBody: "requestBody",
  responses: "responses",
  callbacks: "callback{}",
  deprecated: "flag",
  security: "mapping[]",
  servers: "server[]",
};

const parameter = {
  ...described,
  required: "flag",
  deprecated: "flag",
  allowEmptyValue: "flag",
  style: "text",
  explode: "flag",
  allowReserved: "flag",
  schema: "schema",
  example: "any",
  examples: "example{}",
  content: "mediaType{}",
};

/** Where JSON Schema nests one schema in another. */
export const schemaFields = {
  properties: "schema{}",
  patternProperties: "schema{}",
  $defs: "schema{}",
  definitions: "schema{}",
  dependentSchemas: "schema{}",
  items: "schema",
  additionalItems: "schema",
  additionalProperties: "schema",
  allOf: "schema[]",
  oneOf: "schema[]",
  anyOf: "schema[]",
  prefixItems: "schema[]",
  not: "schema",
  if: "schema",
  then: "schema",
  else: "schema",
  contains: "schema",
  propertyNames: "schema",
  unevaluatedItems: "schema",
  unevaluatedProperties: "schema",
  contentSchema: "schema",
  discriminator: "discriminator",
  title: "text",
  description: "text",
  format: "text",
  required: "text[]",
  enum: "list",
  nullable: "flag",
  deprecated: "flag",
  readOnly: "flag",
  writeOnly: "flag",
};

const componentFields = {
  schemas: "schema{}",
  parameters: "parameter{}",
  responses: "response{}",
  requestBodies: "requestBody{}",
  headers: "header{}",
  examples: "example{}",
  links: "link{}",
  callbacks: "callback{}",
  pathItems: "pathItem{}",
  securitySchemes: "securityScheme{}",
};

export const openapi3: Dialect = {
  document: "document",
  shapes: {
    document: {
      title: "the document",
      fields: {
        openapi: "any",
        info: "info",
        jsonSchemaDialect: "text",
        servers: "server[]",
        paths: "paths",
        webhooks: "pathItem{}",
        components: "components",
        security: "mapping[]",
        tags: "tag[]",
        externalDocs: "any",
      },
      required: ["info"],
    },
    info: {
      title: "`info`",
      fields: { title: "text", version: "any", summary: "text", ...described, contact: "mapping", license: "mapping" },
      required: ["title", "version"],
      isOpen: true,
    },
    server: { title: "a server", fields: { url: "text", ...described, variables: "mapping{}" }, isOpen: true },
    tag: {
      title: "a tag",
      fields: { name: "text", ...described, externalDocs: "any" },
      required: ["name"],
      isOpen: true,
    },
    paths: { title: "`paths`", fields: {}, rest: "pathItem" },
    components: { title: "`components`", fields: componentFields },
    pathItem: {
      title: "a path item",
      kind: "pathItem",
      fields: {
        summary: "text",
        ...described,
        get: "operation",
        put: "operation",
        post: "operation",
        delete: "operation",
        options: "operation",
        head: "operation",
        patch: "operation",
        trace: "operation",
        servers: "server[]",
        parameters: "parameter[]",
      },
    },
    operation: { title: "an operation", fields: operation },
    parameter: {
      title: "a parameter",
      kind: "parameter",
      fields: { name: "text", in: "text", ...parameter },
      required: ["name", "in"],
    },
    header: { title: "a header", kind: "header", fields: parameter, isOpen: true },
    requestBody: {
      title: "a request body",
      kind: "requestBody",
      fields: { ...described, content: "mediaType{}", required: "flag" },
    },
    mediaType: {
      title: "a media type",
      fields: { schema: "schema", example: "any", examples: "example{}", encoding: "encoding{}" },
    },
    encoding: { title: "an encoding", fields: { contentType: "text", headers: "header{}" }, isOpen: true },
    responses: { title: "`responses`", fields: {}, rest: "response" },
    response: {
      title: "a response",
      kind: "response",
      fields: { summary: "text", ...described, headers: "header{}", content: "mediaType{}", links: "link{}" },
    },
    callback: { title: "a callback", kind: "callback", fields: {}, rest: "pathItem" },
    example: {
      title: "an example",
      kind: "example",
      fields: { summary: "text", ...described, value: "any" },
      isOpen: true,
    },
    link: {
      title: "a link",
      kind: "link",
      fields: { ...described, parameters: "mapping", server: "server" },
      isOpen: true,
    },
    securityScheme: {
      title: "a security scheme",
      kind: "securityScheme",
      fields: { type: "text", ...described, flows: "mapping{}" },
      required: ["type"],
      isOpen: true,
    },
    schema: { title: "a schema", kind: "schema", fields: schemaFields, isOpen: true },
    discriminator: { title: "a discriminator", fields: { propertyName: "text", mapping: "text{}" }, isOpen: true },
  },
};

const swaggerValue = { type: "text", format: "text", items: "any", collectionFormat: "text", enum: "list" };

/** Swagger 2.0. Its schemas are the same shape; what they may not hold does no harm. */
export const swagger2: Dialect = {
  document: "swagger",
  shapes: {
    ...openapi3.shapes,
    swagger: {
      title: "the document",
      fields: {
        swagger: "any",
        info: "info",
        host: "text",
        basePath: "text",
        schemes: "text[]",
        consumes: "text[]",
        produces: "text[]",
        paths: "paths",
        definitions: "schema{}",
        parameters: "parameter{}",
        responses: "response{}",
        securityDefinitions: "securityScheme{}",
        security: "mapping[]",
        tags: "tag[]",
        externalDocs: "any",
      },
      required: ["info"],
    },
    operation: {
      title: "an operation",
      fields: {
        tags: "text[]",
        summary: "text",
        ...described,
        externalDocs: "any",
        operationId: "text",
        consumes: "text[]",
        produces: "text[]",
        parameters: "parameter[]",
        responses: "responses",
        schemes: "text[]",
        deprecated: "flag",
        security: "mapping[]",
      },
    },
    parameter: {
      title: "a parameter",
      kind: "parameter",
      fields: { name: "text", in: "text", ...described, required: "flag", schema: "schema", ...swaggerValue },
      required: ["name", "in"],
      isOpen: true,
    },
    response: {
      title: "a response",
      kind: "response",
      fields: { ...described, schema: "schema", headers: "header{}", examples: "any" },
    },
    header: { title: "a header", fields: { ...described, ...swaggerValue }, isOpen: true },
    schema: { title: "a schema", kind: "schema", fields: { ...schemaFields, discriminator: "text" }, isOpen: true },
  },
};
