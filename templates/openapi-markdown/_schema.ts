/** The page of one schema, section by section; `schema.md.eta` puts them in order. */
import { exampleBlock } from "./_example.ts";
import { aboutSchema, fieldTable, hasFields, inherited, schemaOf } from "./_fields.ts";
import type { It, Schema } from "./_openapi.ts";
import { isSameName, nameOf } from "./_openapi.ts";
import { sample } from "./_sample.ts";
import { urlText } from "./_security.ts";
import { constraintsOf, referenceType, typeNames, typeOf, valueList } from "./_type.ts";

export { schemaOf };

/** What kind of value it is, in one line. */
export function kindLine(it: It, schema: Schema): string {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined || schema.allOf !== undefined) return combination(it, schema);
  const { enum: _, ...withoutEnum } = schema;
  const constraints = constraintsOf(it, withoutEnum);
  const type = typeOf(it, schema);
  const isClosed = schema.additionalProperties === false || schema.unevaluatedProperties === false;
  return `Type: ${[type, constraints, isClosed ? "no other fields" : ""].filter((part) => part !== "").join(", ")}.`;
}

/** `allOf`, `oneOf` and `anyOf` as a reader would say them. */
function combination(it: It, schema: Schema): string {
  const own = (schema.properties !== undefined || (schema.allOf ?? []).some((part) => hasFields(it, part))) === true;
  const bases = inherited(it, schema);
  const { oneOf, anyOf, ...rest } = schema;
  const lines: string[] = [];
  if (bases.length > 0) lines.push(`All of ${it.text.list(bases)}${own ? ", and the fields below" : ""}.`);
  else if (schema.allOf !== undefined && !own) lines.push(`Type: ${typeOf(it, rest)}.`);
  if (oneOf !== undefined) lines.push(alternativeList(it, "Exactly one of:", oneOf));
  if (anyOf !== undefined) lines.push(alternativeList(it, "One or more of:", anyOf));
  return lines.join("\n\n");
}

function alternativeList(it: It, label: string, alternatives: NonNullable<Schema["oneOf"]>): string {
  const items = alternatives.map((one) => {
    const constraints = constraintsOf(it, one);
    const about = typeof one === "object" && one.$ref === undefined ? aboutSchema(it, one) : "";
    return `- ${typeOf(it, one)}${constraints === "" ? "" : `, ${constraints}`}${about === "" ? "" : `: ${about}`}`;
  });
  return `${label}\n\n${items.join("\n")}`;
}

/** Which field tells the alternatives apart, and by which values. */
export function discriminator(it: It, schema: Schema): string {
  const { propertyName, mapping } = schema.discriminator ?? {};
  if (propertyName === undefined) return "";
  const line = `The field ${it.md.code(propertyName)} tells which one it is`;
  const rows = Object.entries(mapping ?? {}).map(([value, target]) => [
    it.md.code(value),
    mappedType(it, String(target)),
  ]);
  if (rows.length === 0) return `${line}: it holds the name of the schema.`;
  return `${line}:\n\n${it.md.table(["Value", "Schema"], rows)}`;
}

/** A mapping holds a reference, or just the name of a schema. */
function mappedType(it: It, target: string): string {
  const reference = target.includes("/") ? target : `#/components/schemas/${target}`;
  return reference.startsWith("#/") ? referenceType(it, reference) : it.md.escape(nameOf(target));
}

export function values(it: It, schema: Schema): string {
  if (schema.enum === undefined || schema.enum.length === 0) return "";
  if (schema.enum.length <= 5) return `One of ${valueList(it, schema.enum)}.`;
  return `One of:\n\n${schema.enum.map((value) => `- ${valueList(it, [value])}`).join("\n")}`;
}

export function fields(it: It, schema: Schema): string {
  const own: Schema = typeNames(schema).includes("array") ? { ...schema } : schema;
  return hasFields(it, own) ? fieldTable(it, own) : "";
}

/** The example of the document or a made-up one; nothing for plain values, whose type says as much. */
export function example(it: It, schema: Schema, name: string): string {
  if (!it.options.examples) return "";
  const value = sample(it, schema, "both", name);
  const isTelling = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  return isTelling ? exampleBlock(it, "Example", "application/json", { title: "", value }) : "";
}

export function notes(it: It, schema: Schema): string {
  const { externalDocs: docs } = schema;
  if (docs?.url === undefined) return "";
  return `More: ${docs.description === undefined ? urlText(it, docs.url) : it.md.link(it.text.withoutStop(docs.description), docs.url)}.`;
}

/** The title, where it is more than the name in other letters. */
export function title(it: It, schema: Schema, name: string): string {
  return schema.title === undefined || isSameName(schema.title, name) ? "" : `**${it.md.escape(schema.title)}**`;
}
