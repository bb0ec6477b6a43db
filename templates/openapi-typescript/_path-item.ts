/** Path items: a line for each method, `never` for those that are missing. */
import { pad } from "./_text.ts";

/** In the order in which the world knows them. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

const noParameters = "{ query?: never; header?: never; path?: never; cookie?: never }";

/** `{ parameters: …; get: …; put?: never; … }`, opening on a line of that level. */
export function pathItemType(types: ReadonlyMap<string, string>, level: number, parameters = noParameters): string {
  const margin = pad(level + 1);
  const lines = methods.map((method) => {
    const type = types.get(method);
    return type === undefined ? `${margin}${method}?: never;\n` : `${margin}${method}: ${type};\n`;
  });
  return `{\n${margin}parameters: ${parameters};\n${lines.join("")}${pad(level)}}`;
}
