/** What a Reference, canonical or CodeableReference may lead to. */
import type { TypeContext } from "./type-context.ts";
import { lastPart } from "./type-names.ts";
import type { TargetData } from "./unit-data.ts";

/** `undefined` for anything: nothing is said, or any resource will do. */
export function targetsOf(urls: readonly string[], context: TypeContext): readonly TargetData[] | undefined {
  const targets = urls.map((url) => targetOf(url, context));
  const isAnything = targets.some(({ url }) => lastPart(url) === "Resource" && isCore(url));
  return targets.length === 0 || isAnything ? undefined : targets;
}

/** A target may be a type or a profile of one. */
function targetOf(url: string, context: TypeContext): TargetData {
  const found = context.scope.find("StructureDefinition", url);
  if (found === undefined) return { url, type: isCore(url) ? lastPart(url) : "Resource" };
  return { url, type: found.entry.type ?? lastPart(found.entry.url), unit: found.unit };
}

/** The URL of a type of the specification. Its extensions have such URLs too, and names that begin with a small letter. */
function isCore(url: string): boolean {
  return /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/[A-Z]\w*(\||$)/.test(url);
}
