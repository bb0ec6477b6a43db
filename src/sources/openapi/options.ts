/** The options of an `openapi` source, as the config writes them. */
import * as z from "zod";

const selection = z.strictObject({
  tags: z.array(z.string()).optional().describe("Operations that have one of these tags."),
  paths: z
    .array(z.string())
    .optional()
    .describe("Operations whose path matches one of these glob patterns, such as `/users/**`."),
  operations: z.array(z.string()).optional().describe("Operations with one of these operationIds."),
});

export const options = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe("The OpenAPI 3.0, OpenAPI 3.1 or Swagger 2.0 document, as JSON or YAML, relative to the config file."),
  include: selection.optional().describe("Only these operations, and the components that they use. Default: all."),
  exclude: selection.optional().describe("Not these operations, nor components that only they use."),
});
