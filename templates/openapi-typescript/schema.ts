/** One schema: an interface when it is an object, a type alias otherwise. */
import type { Header } from "specmill";
import { planAliases } from "./_aliases.ts";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { schemaTypeName } from "./_names.ts";
import { schemaWriter } from "./_schema.ts";
import type { TypeText } from "./_text.ts";
import { after, atom, intersection } from "./_text.ts";
import type { Options, PackContext, Schema, SchemaObject, SchemaView } from "./_types.ts";
import type { Place } from "./_writer.ts";

export const header: Header<SchemaView, Options> = {
  each: "schema",
  output: "schemas/<%= unit.slug %>.ts",
};

export default function schemaFile(it: PackContext<SchemaView>): string {
  const { name, data } = it.unit;
  const file = new OutputFile(it, "../");
  const typeName = file.claim(schemaTypeName(it.ts, name));
  file.declareSchema(name, typeName);
  const plan = planAliases(it, name, data);
  const writer = schemaWriter(file, plan);
  const place: Place = { level: 0, name: typeName, isRequest: false, alias: "all", schema: name };
  const comment = typeof data === "object" && data !== null ? commentOf(file, data, 0) : "";
  if (plan?.hasBase !== true) return file.text(comment + declaration(typeName, writer.typeOf(data, place)));

  const { base, rest } = split(data as SchemaObject);
  const baseName = file.claim(`${typeName}Base`);
  const baseType = writer.typeOf(base, place);
  const whole = intersection([atom(baseName), writer.typeOf(rest, { ...place, alias: "one" })], 0);
  return file.text(
    comment + declaration(typeName, whole),
    `/** What the members of \`${typeName}\` have in common. */\n${declaration(baseName, baseType)}`,
  );
}

/** What a schema is by itself, and the list of schemas that it can be. */
function split(schema: SchemaObject): { base: Schema; rest: Schema } {
  const { oneOf, anyOf, discriminator, ...base } = schema;
  return {
    base,
    rest: {
      ...(oneOf === undefined ? {} : { oneOf }),
      ...(anyOf === undefined ? {} : { anyOf }),
      ...(discriminator === undefined ? {} : { discriminator }),
    },
  };
}

function declaration(name: string, type: TypeText): string {
  if (type.isObject === true) return `export interface ${name} ${type.text}\n`;
  return `export type ${name} =${after(type)};\n`;
}
