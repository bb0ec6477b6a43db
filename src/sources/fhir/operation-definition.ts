/** Data of operations: where they may be called, and what goes in and comes out. */
import type { JsonObject } from "#model/json.ts";
import { bindingOf } from "./bindings.ts";
import type { Found } from "./scope.ts";
import { numberAt, objectsAt, textAt, textsAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { maxOf } from "./type-elements.ts";
import { flagAt, present } from "./type-json.ts";
import type { OperationData, OperationParameter } from "./unit-data.ts";

export function operationData(found: Found, context: TypeContext): OperationData {
  const json = found.json();
  const definition = definitionData(found, context);
  return present<OperationData>({
    ...definition,
    code: textAt(json, "code") ?? definition.name,
    kind: textAt(json, "kind") ?? "operation",
    resources: textsAt(json, "resource"),
    onSystem: flagAt(json, "system"),
    onType: flagAt(json, "type"),
    onInstance: flagAt(json, "instance"),
    // Nothing said is not the same as saying that nothing changes.
    affectsState: typeof json.affectsState === "boolean" ? json.affectsState : undefined,
    parameters: parametersOf(json, "parameter", context),
  });
}

function parametersOf(
  holder: JsonObject,
  key: "parameter" | "part",
  context: TypeContext,
): readonly OperationParameter[] {
  return objectsAt(holder, key).map((parameter) =>
    present<OperationParameter>({
      name: textAt(parameter, "name") ?? "",
      use: textAt(parameter, "use") === "out" ? "out" : "in",
      min: numberAt(parameter, "min") ?? 0,
      max: maxOf(parameter),
      documentation: textAt(parameter, "documentation"),
      type: textAt(parameter, "type"),
      targets: textsAt(parameter, "targetProfile"),
      binding: bindingOf(parameter, context),
      parts: parametersOf(parameter, "part", context),
    }),
  );
}
