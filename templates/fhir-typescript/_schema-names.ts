/** What the files of zod schemas export, and where they lie. */
import { folderOf, outputOf } from "./_layout.ts";
import type { PackContext } from "./_types.ts";

/** Zod under the name that its documentation gives it. */
export const zodImport = 'import * as z from "zod";\n';

export const schemaSupportFile = "schema-support.ts";

export function schemaName(typeName: string): string {
  return `${typeName}Schema`;
}

/** A function that gives the properties of a type, for whoever adds to them. */
export function fieldsName(typeName: string): string {
  return `${typeName.replace(/^./u, (first) => first.toLowerCase())}Fields`;
}

interface Placed {
  readonly id: string;
  readonly slug: string;
  readonly typeName: string;
}

/** Of a resource or a complex type, below the folder of the target. */
export function schemaPath(it: PackContext, unit: Placed): string {
  return outputOf(it, unit.id.startsWith("resource:") ? "schemas/resources" : "schemas/types", unit);
}

/** Of a file that a package has one of: `resources.ts`, `primitives.ts`. `id` is that of a unit of the package. */
export function packageSchemaPath(it: PackContext, id: string, file: string): string {
  return `${folderOf(it, id)}schemas/${file}`;
}
