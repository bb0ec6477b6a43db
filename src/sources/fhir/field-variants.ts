/** The properties that an element is in JSON: one, or of a choice one for each of its types. */
import type { JsonObject } from "#model/json.ts";
import { capital } from "#model/names.ts";
import { objectsAt, textAt, textsAt } from "./snapshot-fields.ts";
import type { Place } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { basePathOf, pathOf, tailOf } from "./type-elements.ts";
import { extensionText, present } from "./type-json.ts";
import { lastPart } from "./type-names.ts";
import { elementUse, referencedUse } from "./type-nested.ts";
import { targetsOf } from "./type-targets.ts";
import { typeUse } from "./type-use.ts";
import type { TypeUse, VariantData } from "./unit-data.ts";

/** What an element is called and may hold. */
export interface FieldShape {
  /** `value` for `Observation.value[x]`. */
  readonly name: string;
  readonly isChoice: boolean;
  readonly variants: readonly VariantData[];
}

export function fieldShape(element: Element, place: Place): FieldShape {
  const tail = tailOf(pathOf(element));
  const declared = tailOf(basePathOf(element));
  // Old profiles rename `value[x]` to `valueQuantity` where they leave one type.
  const isRenamed = declared.endsWith("[x]") && !tail.endsWith("[x]");
  const isChoice = tail.endsWith("[x]") || isRenamed;
  const name = (isRenamed ? declared : tail).replace("[x]", "");
  const variants = usesOf(element, place).map(({ type, isSystem }) => ({
    property: isChoice ? name + capital(lastPart(type.code)) : name,
    type,
    hasSibling: type.kind === "primitive" && !isSystem && type.code !== "xhtml" && !isAttribute(element),
  }));
  return { name, isChoice, variants };
}

/** Attributes of XML have neither id nor extensions, nor have ids of resources; some releases give them types of FHIR all the same. */
function isAttribute(element: Element): boolean {
  return basePathOf(element) === "Resource.id" || textsAt(element, "representation").includes("xmlAttr");
}

interface Use {
  readonly type: TypeUse;
  /** Of FHIRPath, not of FHIR: the value only. */
  readonly isSystem: boolean;
}

/** Where the definition says nothing at all, an element may hold anything that is an element. */
function usesOf(element: Element, place: Place): readonly Use[] {
  const { context } = place;
  const reference = textAt(element, "contentReference");
  const nested = reference === undefined ? nestedOf(element, place) : referencedUse(reference, element, place);
  if (nested !== undefined) return [{ type: nested, isSystem: false }];
  const types = mergedByCode(objectsAt(element, "type"), element);
  if (types.length === 0) return [{ type: typeUse("Element", context), isSystem: false }];
  return types.map(({ code, isSystem, profiles, targets }) => ({
    type: present<TypeUse>({
      ...typeUse(code, context),
      targets: targetsOf(targets, context),
      profiles: profiles.length === 0 ? undefined : profiles,
    }),
    isSystem,
  }));
}

/** What elements with parts of their own are said to be. */
const nestingTypes: ReadonlySet<string | undefined> = new Set(["BackboneElement", "Element", "Base", undefined]);

function nestedOf(element: Element, place: Place): TypeUse | undefined {
  if (!pathOf(element).includes(".")) return undefined;
  const codes = objectsAt(element, "type").map((type) => textAt(type, "code"));
  return nestingTypes.has(codes[0]) ? elementUse(element, place) : undefined;
}

interface UsedCode {
  readonly code: string;
  readonly isSystem: boolean;
  readonly profiles: readonly string[];
  readonly targets: readonly string[];
}

/** Some definitions name a type once for each of its profiles or targets. */
function mergedByCode(types: readonly JsonObject[], element: Element): readonly UsedCode[] {
  const [only] = types;
  if (only !== undefined && types.length === 1) return [usedCode(fhirCode(only, element), only)];
  const byCode = Map.groupBy(types, (type) => fhirCode(type, element));
  return [...byCode].map(([code, same]) => {
    const uses = same.map((type) => usedCode(code, type));
    return {
      code,
      isSystem: uses.every(({ isSystem }) => isSystem),
      profiles: uses.flatMap(({ profiles }) => profiles),
      targets: uses.flatMap(({ targets }) => targets),
    };
  });
}

function usedCode(code: string, type: JsonObject): UsedCode {
  return {
    code,
    isSystem: isSystemType(type),
    profiles: textsAt(type, "profile"),
    targets: textsAt(type, "targetProfile"),
  };
}

const systemPrefix = "http://hl7.org/fhirpath/System.";
const fhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

function isSystemType(type: JsonObject): boolean {
  return textAt(type, "code")?.startsWith(systemPrefix) === true;
}

/** A FHIRPath type stands for the FHIR type that an extension names. That of `Resource.id` is a string in R4 and an id from R4B on. */
function fhirCode(type: JsonObject, element: Element): string {
  const code = textAt(type, "code") ?? "Element";
  if (!isSystemType(type)) return code;
  if (basePathOf(element) === "Resource.id") return "id";
  const name = code.slice(systemPrefix.length);
  return extensionText(type, fhirType) ?? (name === "Quantity" ? name : name.charAt(0).toLowerCase() + name.slice(1));
}
