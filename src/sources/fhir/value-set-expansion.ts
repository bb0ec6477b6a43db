/** The expansion that a value set carries: http://hl7.org/fhir/valueset.html#expansion */
import type { JsonObject } from "#model/json.ts";
import { numberAt, objectAt, objectsAt, textAt } from "./snapshot-fields.ts";
import type { ConceptData } from "./unit-data.ts";

/** Says that a server stopped, or could not tell all codes. */
const CUT = /\/(valueset-toocostly|valueset-unclosed)$|-(toocostly|unclosed)$/;

/** Codes without those that only group others; `undefined` when the expansion is not there, a page of one, or cut. */
export function carriedExpansion(definition: JsonObject): readonly ConceptData[] | undefined {
  const expansion = objectAt(definition, "expansion");
  if (expansion === undefined || isCut(expansion)) return undefined;
  const all = flat(objectsAt(expansion, "contains"));
  const total = numberAt(expansion, "total");
  if (total !== undefined && total > all.length) return undefined;
  const isEmpty = all.length === 0 && total !== 0;
  return isEmpty ? undefined : all.flatMap((entry) => conceptOf(entry) ?? []);
}

function isCut(expansion: JsonObject): boolean {
  const isPage = (numberAt(expansion, "offset") ?? 0) > 0 || textAt(expansion, "next") !== undefined;
  const marks = objectsAt(expansion, "extension").some((extension) => CUT.test(textAt(extension, "url") ?? ""));
  return isPage || marks || objectsAt(expansion, "parameter").some(narrows);
}

/** Codes were picked for a request; what is left out is not known. */
function narrows(parameter: JsonObject): boolean {
  const { name } = parameter;
  const isText = name === "filter" || name === "limitedExpansion" || name === "incomplete";
  return isText && parameter.valueBoolean !== false;
}

function flat(contains: readonly JsonObject[]): readonly JsonObject[] {
  return contains.flatMap((entry) => [entry, ...flat(objectsAt(entry, "contains"))]);
}

function conceptOf(entry: JsonObject): ConceptData | undefined {
  const code = textAt(entry, "code");
  if (code === undefined || entry.abstract === true) return undefined;
  const system = textAt(entry, "system");
  const display = textAt(entry, "display");
  return {
    ...(system === undefined ? {} : { system }),
    code,
    ...(display === undefined ? {} : { display }),
  };
}
