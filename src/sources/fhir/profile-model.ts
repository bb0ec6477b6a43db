/** Data of profiles, extensions among them: what they are profiles of, and every element with what it adds. */

import { differentialIds } from "./differential-ids.ts";
import { extensionData } from "./extension-model.ts";
import { profileElement } from "./profile-elements.ts";
import type { Found } from "./scope.ts";
import { textAt } from "./snapshot-fields.ts";
import type { Place, TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { elementsOf, idOf } from "./type-elements.ts";
import { flagAt, present } from "./type-json.ts";
import { foundUse, typeOf, typeUse, unknownUse } from "./type-use.ts";
import type { ProfileData, TypeUse } from "./unit-data.ts";

/** `found` is a StructureDefinition with the derivation `constraint`, and its context the one of its package. */
export function profileData(found: Found, context: TypeContext): ProfileData {
  const json = found.json();
  const { entry } = found;
  const type = textAt(json, "type") ?? entry.type ?? "";
  const root = typeOf(found, context);
  const place: Place = { context, url: entry.url, type: root };
  const snapshot = elementsOf(json, context);
  const changed = differentialIds(json, snapshot);
  const elements = snapshot.map((element) => profileElement(element, changed.has(idOf(element)), place));
  return present<ProfileData>({
    ...definitionData(found, context),
    isAbstract: flagAt(json, "abstract"),
    type,
    typeName: context.names(found.package).of(entry),
    base: baseOf(entry.baseDefinition, type, context),
    root: root === undefined ? typeUse(type, context) : foundUse(root, context),
    elements,
    ...(type === "Extension" ? extensionData(json, elements) : {}),
  });
}

/** Of a base that no package has, the type is known at least. */
function baseOf(url: string | undefined, type: string, context: TypeContext): TypeUse & { readonly url: string } {
  const found = url === undefined ? undefined : context.scope.find("StructureDefinition", url);
  const use = found === undefined ? { ...unknownUse(type), code: type } : foundUse(found, context);
  return { ...use, url: url ?? type };
}
