/** Schemas as constants: `export const filmSelect = z.object({ … });`. */
import { codeName, withoutDoubles } from "./_camel-case.ts";
import { driverOf } from "./_driver.ts";
import type { OutputFile } from "./_file.ts";
import type { Column, TableView } from "./_types.ts";
import type { Place } from "./_values.ts";

/** Zod under the name that its documentation gives it. */
export const zodImport = 'import * as z from "zod";\n';

export function objectSchema(
  file: OutputFile,
  unit: TableView,
  name: string,
  schemaOf: (place: Place, column: Column) => string,
  isPart: (column: Column) => boolean = () => true,
): string {
  const { data } = unit;
  const place = { file, driver: driverOf(file.options, data.dialect), dialect: data.dialect };
  let members = "";
  for (const column of withoutDoubles(data.columns, ({ name }) => name, file.options, data.dialect)) {
    if (!isPart(column)) continue;
    const key = propertyKey(file, codeName(column.name, file.options));
    members += `  ${key}: ${schemaOf({ ...place, path: `${unit.name}.${column.name}` }, column)},\n`;
  }
  return `export const ${name} = z.object({${members === "" ? "" : `\n${members}`}});\n`;
}

/** In an object literal a plain `__proto__` sets the prototype; computed, it is a property. */
function propertyKey(file: OutputFile, name: string): string {
  return name === "__proto__" ? '["__proto__"]' : file.it.ts.propertyKey(name);
}
