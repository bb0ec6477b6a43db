/** Uses of nested types: by the path of an element, and by `contentReference`, which says that an element is built like another one. */
import type { Found } from "./scope.ts";
import { textAt } from "./snapshot-fields.ts";
import type { Place, TypeContext } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { basePathOf, elementsOf, idOf, isSlice, pathOf, rootOf, withoutSlices } from "./type-elements.ts";
import { groupNames } from "./type-group-names.ts";
import { lastPart } from "./type-names.ts";
import { typeOf } from "./type-use.ts";
import type { TypeUse } from "./unit-data.ts";

/** Id of the unit of a nested type: `backboneType:hl7.fhir.r4b.core/Patient.contact` is part of `resource:hl7.fhir.r4b.core/Patient`. */
export function backboneUnit(ownerUnit: string, path: string): string {
  return `backboneType:${ownerUnit.slice(ownerUnit.indexOf(":") + 1, ownerUnit.lastIndexOf("/"))}/${path}`;
}

/** The nested type at a path of a type; `undefined` when there is none. */
export function nestedUse(owner: Found, path: string, context: TypeContext): TypeUse | undefined {
  const typeName = groupNames(owner, context).get(path);
  if (typeName === undefined) return undefined;
  return { code: path, kind: "backbone", typeName, unit: backboneUnit(owner.unit, path) };
}

/** The nested type that an element is of, wherever it was declared: `Timing.repeat` for `ServiceRequest.occurrence[x].repeat` of a profile. */
export function elementUse(element: Element, place: Place): TypeUse | undefined {
  const path = basePathOf(element);
  const owner = ownerOf(path, place);
  return owner && (nestedUse(owner, path, place.context) ?? repeatedUse(owner, path, place.context));
}

/** A profile may go into an element that repeats another one: what it then says of its parts is about those. */
function repeatedUse(owner: Found, path: string, context: TypeContext): TypeUse | undefined {
  const elements = elementsOf(owner.json(), context).filter((element) => !isSlice(element));
  const references = new Map(elements.map((element) => [pathOf(element), textAt(element, "contentReference")]));
  let parts: readonly string[] = [];
  for (const part of path.split(".")) {
    const here = [...parts, part];
    const target = targetPath(references.get(here.join(".")) ?? "");
    parts = target === "" ? here : target.split(".");
  }
  return nestedUse(owner, parts.join("."), context);
}

/**
 * What a `contentReference` leads to: `#Questionnaire.item`, or the same behind the URL of the definition. Reports one that leads nowhere;
 * that a package is missing is told where packages are.
 */
export function referencedUse(reference: string, element: Element, place: Place): TypeUse | undefined {
  const { context, url } = place;
  const path = targetPath(reference);
  const named = reference.slice(0, Math.max(0, reference.indexOf("#")));
  const found = named === "" ? ownerOf(path, place) : context.scope.find("StructureDefinition", named);
  const owner = found && typeOf(found, context);
  if (owner === undefined) return undefined;
  const use = nestedUse(owner, path, context);
  if (use === undefined) {
    const message = `\`contentReference\` of \`${idOf(element)}\` leads to \`${reference}\`, which is no nested type`;
    context.report({ definition: url, element: idOf(element), message });
  }
  return use;
}

function targetPath(reference: string): string {
  return withoutSlices(reference.slice(reference.indexOf("#") + 1));
}

/** The type that a path begins with: mostly the one that the definition is about, else a data type. */
function ownerOf(path: string, { type, context }: Place): Found | undefined {
  const root = rootOf(path);
  if (type !== undefined && lastPart(type.entry.type ?? type.entry.id) === root) return type;
  const found = context.scope.find("StructureDefinition", root);
  return found && typeOf(found, context);
}
