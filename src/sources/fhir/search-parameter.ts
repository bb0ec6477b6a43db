/** Data of search parameters. */
import type { Found } from "./scope.ts";
import { textAt, textsAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { present } from "./type-json.ts";
import type { SearchParameterData } from "./unit-data.ts";

export function searchParameterData(found: Found, context: Pick<TypeContext, "release">): SearchParameterData {
  const json = found.json();
  const definition = definitionData(found, context);
  return present<SearchParameterData>({
    ...definition,
    code: textAt(json, "code") ?? definition.name,
    base: textsAt(json, "base"),
    type: textAt(json, "type") ?? "special",
    expression: textAt(json, "expression"),
    targets: textsAt(json, "target"),
  });
}
