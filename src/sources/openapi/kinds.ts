/** The unit kinds of an OpenAPI document, and the sections of `components` that hold some of them. */

/** In the order of `UnitSet.kinds`. */
export const unitKinds = [
  "document",
  "tag",
  "operation",
  "webhook",
  "schema",
  "parameter",
  "response",
  "requestBody",
  "header",
  "example",
  "link",
  "callback",
  "pathItem",
  "securityScheme",
] as const;

/** Kind -> section of `components`, in the order of the kinds. */
export const sections = {
  schema: "schemas",
  parameter: "parameters",
  response: "responses",
  requestBody: "requestBodies",
  header: "headers",
  example: "examples",
  link: "links",
  callback: "callbacks",
  pathItem: "pathItems",
  securityScheme: "securitySchemes",
} as const;

export type ComponentKind = keyof typeof sections;

export const componentKinds = Object.keys(sections) as ComponentKind[];

/** The methods that a path item may have, as OpenAPI lists them. */
export const methods: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);
