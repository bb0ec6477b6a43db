/** One composite type (PostgreSQL), for drivers that were taught to parse it. */
import type { Header } from "specmill";
import { orNull } from "./_column.ts";
import { commentOf } from "./_comment.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import { typeName } from "./_names.ts";
import type { CompositeView, Options, PackContext } from "./_types.ts";
import { valueType } from "./_values.ts";

export const header: Header<CompositeView, Options> = {
  each: "composite",
  output: "composites/<%= unit.slug %>.ts",
  when: (it) => it.options.composites === "object",
};

export default function compositeFile(it: PackContext<CompositeView>): string {
  const { data, name } = it.unit;
  const file = new OutputFile(it, "../");
  const type = file.claim(typeName(it, name));
  const place = { file, driver: driverOf(it.options, "postgres"), dialect: "postgres" } as const;
  let members = "";
  for (const attribute of data.attributes) {
    const { select } = valueType({ ...place, path: `${name}.${attribute.name}` }, attribute);
    const key = it.ts.propertyKey(attribute.name);
    members += `${commentOf(file, attribute, "  ")}  ${key}: ${attribute.nullable ? orNull(select) : select};\n`;
  }
  return file.text([`${commentOf(file, data)}export interface ${type} {${members === "" ? "" : `\n${members}`}}\n`]);
}
