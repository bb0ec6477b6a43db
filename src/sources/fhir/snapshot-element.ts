/** What a differential says of one element, put over what its base says: http://hl7.org/fhir/elementdefinition.html#interpretation */
import type { Json, JsonObject } from "#model/json.ts";
import { isObject, isSame, listAt, objectsAt, textAt } from "./snapshot-fields.ts";

/** A property of which an element has one at most, whatever its type: `fixedCode` takes the place of `fixedUri`. */
const ONE_OF_ITS_KIND = /^_?(fixed|pattern|minValue|maxValue|defaultValue)(?=[A-Z])/;

const FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

/** How two values become one, where it is not the newer that counts. `source` is the URL of the definition with the differential. */
type Merge = (base: Json, over: Json, source: string) => Json;

const merges: ReadonlyMap<string, Merge> = new Map<string, Merge>([
  ["alias", mergeLists],
  ["code", mergeLists],
  ["condition", mergeLists],
  ["example", mergeLists],
  ["comment", mergeTexts],
  ["definition", mergeTexts],
  ["requirements", mergeTexts],
  ["short", mergeTexts],
  ["binding", mergeBindings],
  ["constraint", mergeConstraints],
  ["extension", mergeExtensions],
  ["slicing", mergeSlicings],
  ["type", mergeTypes],
]);

/** Neither `base` nor `over` is changed. */
export function mergeElement(base: JsonObject, over: JsonObject, source: string): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (key === "base") continue;
    dropRivals(merged, key);
    const before = merged.get(key);
    const merge = merges.get(key);
    if (merge !== undefined) merged.set(key, merge(before ?? absent(value), value, source));
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

/** Merging with nothing: what there is to add still gets its source. */
function absent(value: Json): Json {
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : "";
}

function dropRivals(merged: Map<string, Json>, key: string): void {
  const kind = ONE_OF_ITS_KIND.exec(key)?.[1];
  if (kind === undefined) return;
  for (const rival of [...merged.keys()])
    if (rival.replace("_", "") !== key.replace("_", "") && ONE_OF_ITS_KIND.exec(rival)?.[1] === kind)
      merged.delete(rival);
}

/** `...` goes on where the base ends. */
function mergeTexts(base: Json, over: Json): Json {
  if (typeof over !== "string" || typeof base !== "string" || !over.startsWith("...")) return over;
  return base === "" ? over.slice(3) : `${base}\r\n${over.slice(3)}`;
}

function mergeLists(base: Json, over: Json): Json {
  if (!Array.isArray(over) || !Array.isArray(base)) return over;
  return [...base, ...over.filter((item) => !base.some((known) => isSame(known, item)))];
}

/** Of the same key the newer one; each names the definition that it comes from. */
export function mergeConstraints(base: Json, over: Json, source: string): Json {
  if (!Array.isArray(base) || !Array.isArray(over)) return over;
  const merged = new Map<string, Json>(base.filter(isObject).map((constraint) => [keyOf(constraint), constraint]));
  for (const constraint of over.filter(isObject)) {
    const known = merged.get(keyOf(constraint));
    const origin = isObject(known) ? (textAt(known, "source") ?? source) : source;
    merged.set(keyOf(constraint), { source: origin, ...constraint });
  }
  return [...merged.values()];
}

function keyOf(constraint: JsonObject): string {
  return textAt(constraint, "key") ?? JSON.stringify(constraint);
}

/** A description belongs to its value set: it does not outlive it. */
function mergeBindings(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const isOther = textAt(over, "valueSet") !== undefined && textAt(over, "valueSet") !== textAt(base, "valueSet");
  const { strength, valueSet } = base;
  const kept = isOther ? { ...(strength === undefined ? {} : { strength }) } : base;
  return { ...kept, ...(valueSet === undefined ? {} : { valueSet }), ...over };
}

/** Of the same URL those of the differential. */
function mergeExtensions(base: Json, over: Json): Json {
  if (!Array.isArray(base) || !Array.isArray(over)) return over;
  const urls = new Set(over.filter(isObject).map((extension) => textAt(extension, "url")));
  return [...base.filter(isObject).filter((extension) => !urls.has(textAt(extension, "url"))), ...over];
}

function mergeSlicings(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const discriminator = mergeLists(listAt(base, "discriminator"), listAt(over, "discriminator"));
  return { ...base, ...over, ...(listAt({ discriminator }, "discriminator").length === 0 ? {} : { discriminator }) };
}

/** The types of the differential are all that is left. One that is FHIRPath's own keeps what FHIR type it stands for. */
function mergeTypes(base: Json, over: Json): Json {
  if (!Array.isArray(base) || !Array.isArray(over)) return over;
  return over.map((type) => {
    if (!isObject(type)) return type;
    const same = base.filter(isObject).find((known) => textAt(known, "code") === textAt(type, "code"));
    const kept = same === undefined ? [] : objectsAt(same, "extension").filter(({ url }) => url === FHIR_TYPE);
    return kept.length === 0 || Object.hasOwn(type, "extension") ? type : { ...type, extension: kept };
  });
}
