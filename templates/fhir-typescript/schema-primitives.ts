/** The zod schemas of the primitive types of a release. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, hasDoors } from "./_layout.ts";
import { patternOf, wholeNumbers } from "./_patterns.ts";
import { aliasOf, jsonType, primitiveType } from "./_primitives.ts";
import { packageSchemaPath, schemaName, zodImport } from "./_schema-names.ts";
import type { Options, PackageView, PackContext, PrimitiveView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => packageSchemaPath(it, it.unit.id, "primitives.ts");

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "zod" && hasDoors(it) && behindDoor(it, "primitiveType").length > 0,
};

export default function primitiveSchemasFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const units = behindDoor<PrimitiveView>(it, "primitiveType");
  for (const name of ["z", ...units.map(({ typeName }) => schemaName(typeName))]) file.claim(name);
  const lines = units.map((unit) => {
    const { json, type: code } = unit.data;
    const use = { code, kind: "primitive", json, typeName: unit.typeName, unit: unit.id } as const;
    const type = primitiveType(file, use);
    return `export const ${schemaName(unit.typeName)}: z.ZodType<${type}> = ${typedSchema(file, unit, type)};\n`;
  });
  return file.text([lines.join("")], zodImport);
}

/** What a brand is for: a value that was checked has it. */
function typedSchema(file: OutputFile, { data, typeName }: PrimitiveView, type: string): string {
  const schema = primitiveSchema(file, data);
  const isBranded = file.options.primitives === "brand" && type === aliasOf(typeName);
  return isBranded ? `${schema}.pipe(z.custom<${type}>())` : schema;
}

function primitiveSchema({ it, options }: OutputFile, data: PrimitiveView["data"]): string {
  const json = jsonType(options, data.type, data.json);
  const whole = wholeNumbers.get(data.type);
  if (json === "number" && whole !== undefined) return `z.int32()${whole[0] < 0 ? "" : `.min(${whole[0]})`}`;
  const pattern = json === "string" ? patternOf(data) : undefined;
  return `z.${json}()${pattern === undefined ? "" : `.regex(${pattern}, ${it.ts.string(`is no valid ${data.type}`)})`}`;
}
