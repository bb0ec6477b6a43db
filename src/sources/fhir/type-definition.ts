/** What the units of all kinds of definitions say of themselves. */
import type { Found } from "./scope.ts";
import { textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { present } from "./type-json.ts";
import type { Definition } from "./unit-data.ts";

export function definitionData(found: Found, { release }: Pick<TypeContext, "release">): Definition {
  const { entry } = found;
  const json = found.json();
  const resourceId = textAt(json, "id") ?? entry.id;
  return present<Definition>({
    package: found.package,
    release,
    url: textAt(json, "url") ?? entry.url,
    resourceId,
    name: textAt(json, "name") ?? resourceId,
    title: textAt(json, "title"),
    version: textAt(json, "version"),
    status: textAt(json, "status"),
    description: textAt(json, "description"),
    purpose: textAt(json, "purpose"),
    copyright: textAt(json, "copyright"),
  });
}
