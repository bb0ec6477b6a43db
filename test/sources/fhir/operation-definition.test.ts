import { expect, test } from "bun:test";
import type { JsonObject } from "../../../src/model/json.ts";
import { operationData } from "../../../src/sources/fhir/operation-definition.ts";
import { rig } from "./type-rig.ts";

function operation(more: JsonObject) {
  const json = { resourceType: "OperationDefinition", id: "Patient-match", url: "http://example.org/match", ...more };
  const names = { resourceType: "ValueSet", id: "names", url: "http://example.org/names" };
  const { context, founds } = rig({ "core@1": [json, names] });
  return operationData(founds[0]!, context);
}

test("an operation says where it may be called", () => {
  const called = {
    code: "match",
    kind: "operation",
    resource: ["Patient"],
    system: false,
    type: true,
    instance: false,
  };
  expect(operation(called)).toMatchObject({
    code: "match",
    resources: ["Patient"],
    onSystem: false,
    onType: true,
    onInstance: false,
  });
});

test("an operation that does not say whether it changes anything leaves that open", () => {
  expect(operation({})).not.toHaveProperty("affectsState");
  expect(operation({ affectsState: false }).affectsState).toBe(false);
});

test("parameters have their parts, at any depth, and their bindings", () => {
  const binding = { strength: "required", valueSet: "http://example.org/names|2" };
  const leaf = { name: "leaf", use: "out", min: 1, max: "1", type: "code", binding };
  const { parameters } = operation({
    parameter: [
      {
        name: "top",
        use: "out",
        min: 0,
        max: "*",
        part: [{ name: "mid", use: "out", min: 0, max: "1", part: [leaf] }],
      },
    ],
  });
  expect(parameters[0]).toMatchObject({ name: "top", use: "out", min: 0, max: "*", targets: [] });
  expect(parameters[0]).not.toHaveProperty("type");
  expect(parameters[0]?.parts[0]?.parts[0]).toEqual({
    name: "leaf",
    use: "out",
    min: 1,
    max: "1",
    type: "code",
    targets: [],
    binding: {
      strength: "required",
      valueSet: "http://example.org/names",
      valueSetVersion: "2",
      unit: "valueSet:core/names",
    },
    parts: [],
  });
});
