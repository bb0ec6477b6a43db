/** The JSON form of the config's schema: `schema.json` for editors, and the words of error messages. */
import * as z from "zod";
import type { JsonObject } from "#model/json.ts";
import type { SourceKinds } from "./schema.ts";
import { configSchema } from "./schema.ts";

/** A name, not an address: editors get the schema from a file, and nothing is ever fetched. */
const schemaId = "urn:specmill:config";

/** The JSON schema (2020-12) of a config with every source kind of this build. Same build, same bytes. */
export async function configJsonSchema(kinds?: SourceKinds): Promise<JsonObject> {
  const known = kinds ?? (await import("#sources/registry.gen.ts")).sources;
  const { $schema, ...schema } = schemaToJson(await configSchema(known));
  return { $schema: $schema ?? null, $id: schemaId, title: "specmill config", ...schema };
}

/** As users write it, before defaults. What JSON cannot express becomes "anything". */
export function schemaToJson(schema: z.ZodType): JsonObject {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as unknown as JsonObject;
}
