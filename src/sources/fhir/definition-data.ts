/** A definition as its unit shows it: the one place that knows which maker belongs to which kind. */
import { codeSystemConcepts } from "./code-system.ts";
import type { DefinitionKind } from "./kinds.ts";
import { operationData } from "./operation-definition.ts";
import { primitiveData } from "./primitives.ts";
import { profileData } from "./profile-model.ts";
import type { Found } from "./scope.ts";
import { searchParameterData } from "./search-parameter.ts";
import { objectAt, textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { present } from "./type-json.ts";
import { typeData } from "./type-model.ts";
import type { CodeSystemData, Definition, ValueSetData } from "./unit-data.ts";
import { expandValueSet } from "./value-set.ts";

type Maker = (found: Found, context: TypeContext) => Definition;

const makers: { readonly [kind in DefinitionKind]: Maker } = {
  resource: typeData,
  complexType: typeData,
  logicalModel: typeData,
  primitiveType: primitiveData,
  profile: profileData,
  extension: profileData,
  valueSet: valueSetData,
  codeSystem: codeSystemData,
  searchParameter: searchParameterData,
  operation: operationData,
};

export function dataOf(kind: DefinitionKind, found: Found, context: TypeContext): Definition {
  return makers[kind](found, context);
}

function valueSetData(found: Found, context: TypeContext): ValueSetData {
  const json = found.json();
  const { concepts, incomplete } = expandValueSet(json, context.scope);
  return present<ValueSetData>({
    ...definitionData(found, context),
    typeName: context.names(found.package).of(found.entry),
    concepts,
    incomplete,
    compose: objectAt(json, "compose"),
  });
}

function codeSystemData(found: Found, context: TypeContext): CodeSystemData {
  const json = found.json();
  return present<CodeSystemData>({
    ...definitionData(found, context),
    content: textAt(json, "content"),
    concepts: codeSystemConcepts(json),
  });
}
