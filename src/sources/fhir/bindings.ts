/** Bindings to value sets. */
import type { JsonObject } from "#model/json.ts";
import { objectAt, textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { present } from "./type-json.ts";
import type { BindingData } from "./unit-data.ts";

const strengths: ReadonlySet<string> = new Set<BindingData["strength"]>([
  "required",
  "extensible",
  "preferred",
  "example",
]);

/** The binding of an element or parameter. One that names no value set is only a remark, and none. */
export function bindingOf(holder: JsonObject, context: TypeContext): BindingData | undefined {
  const binding = objectAt(holder, "binding");
  const url = binding && textAt(binding, "valueSet");
  if (binding === undefined || url === undefined) return undefined;
  const [valueSet, version] = splitVersion(url);
  return present<BindingData>({
    strength: strengthOf(textAt(binding, "strength")),
    valueSet,
    valueSetVersion: version,
    unit: context.scope.find("ValueSet", url)?.unit,
    description: textAt(binding, "description"),
  });
}

/** What is not said binds nobody. */
function strengthOf(text: string | undefined): BindingData["strength"] {
  return text !== undefined && strengths.has(text) ? (text as BindingData["strength"]) : "example";
}

function splitVersion(url: string): readonly [url: string, version: string | undefined] {
  const bar = url.indexOf("|");
  return bar < 0 ? [url, undefined] : [url.slice(0, bar), url.slice(bar + 1)];
}
