/** A type as groups of fields: the type itself, then its nested types. A group has what it declares; what it inherits is with its base. */
import { constraintsOf } from "./field-values.ts";
import { fieldData } from "./fields.ts";
import type { Found } from "./scope.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import type { Place, TypeContext } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { basePathOf, elementsOf, isSlice, maxOf, parentOf, pathOf, rootOf } from "./type-elements.ts";
import { groupNames } from "./type-group-names.ts";
import { present } from "./type-json.ts";
import { lastPart } from "./type-names.ts";
import { basesOf, typeUse } from "./type-use.ts";
import type { FieldData, GroupData } from "./unit-data.ts";

/** The type itself first; never empty. */
export function groupsOf(found: Found, context: TypeContext): readonly GroupData[] {
  const place: Place = { context, url: found.entry.url, type: found };
  const typeName = context.names(found.package).of(found.entry);
  const [root, ...elements] = elementsOf(found.json(), context).filter((element) => !isSlice(element));
  const names = groupNames(found, context);
  const children = Map.groupBy(elements, (element) => parentOf(pathOf(element)));
  const groupOf = (element: Element, name: string, baseUrl: string | undefined): GroupData => {
    const own = ownElements(children.get(pathOf(element)) ?? [], baseUrl, context);
    return makeGroup(element, { name, baseUrl, fields: own.map((child) => fieldData(child, place)) }, place);
  };
  const nested = elements.flatMap((element) => {
    const name = names.get(pathOf(element));
    return name === undefined ? [] : [groupOf(element, name, nestingType(element))];
  });
  // Without any element there is still a type to name.
  const head = root ?? { path: lastPart(found.entry.type ?? found.entry.id) };
  return [groupOf(head, typeName, found.entry.baseDefinition), ...nested];
}

interface GroupParts {
  readonly name: string;
  readonly baseUrl: string | undefined;
  readonly fields: readonly FieldData[];
}

function makeGroup(element: Element, { name, baseUrl, fields }: GroupParts, { context, url }: Place): GroupData {
  return present<GroupData>({
    path: pathOf(element),
    typeName: name,
    base: baseUrl === undefined ? undefined : typeUse(baseUrl, context),
    fields,
    short: textAt(element, "short"),
    definition: textAt(element, "definition"),
    constraints: constraintsOf(element, url),
  });
}

/** Of an element with parts of its own: `BackboneElement`, `Element`. */
function nestingType(element: Element): string {
  return textAt(objectsAt(element, "type")[0] ?? {}, "code") ?? "BackboneElement";
}

/**
 * What a base has is inherited. Not so what only comes from elsewhere: a MetadataResource has the elements of a CanonicalResource, and is a
 * DomainResource. What the type rules out, such as extensions of xhtml, it does not have.
 */
function ownElements(
  elements: readonly Element[],
  baseUrl: string | undefined,
  context: TypeContext,
): readonly Element[] {
  const inherited = inheritedRoots(baseUrl, context);
  const isOwn = (element: Element) => {
    const declaredBy = rootOf(basePathOf(element));
    // A model may be called like the one that it is based on: rather repeat elements than lose them.
    return declaredBy === rootOf(pathOf(element)) || !inherited.has(declaredBy);
  };
  return elements.filter((element) => isOwn(element) && maxOf(element) !== "0");
}

/** What the paths of inherited elements begin with. */
function inheritedRoots(baseUrl: string | undefined, context: TypeContext): ReadonlySet<string> {
  if (baseUrl === undefined) return new Set();
  const base = context.scope.find("StructureDefinition", baseUrl);
  const bases = base === undefined ? [] : [base, ...basesOf(base, context)];
  return new Set([lastPart(baseUrl), ...bases.map(({ entry }) => lastPart(entry.type ?? entry.id))]);
}
