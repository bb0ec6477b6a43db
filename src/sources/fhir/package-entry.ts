/**
 * What a definition says of itself, read from its file. The content decides what it is, never the name of the file. The result depends
 * on the bytes alone and is JSON, so that it can be kept by their digest.
 */
import { locate } from "#document/locate.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { warning } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { keptParts } from "./kept-parts.ts";
import type { DefinitionType, IndexEntry } from "./package.ts";
import { definitionTypes } from "./package.ts";
import { isObject, parsePackageJson, present, textIn } from "./package-json.ts";

export type EntryFacts = Omit<IndexEntry, "file" | "digest">;

/** Neither facts nor a problem: a file that is no definition, which nobody has to mend. */
export interface ScannedFile {
  readonly sizeBytes: number;
  readonly facts?: EntryFacts;
  /** Why it was left out; the file of its place is empty, since the bytes do not tell it. */
  readonly problem?: Diagnostic;
}

export function scanFile(bytes: Uint8Array, limits: Limits): ScannedFile {
  const sizeBytes = bytes.length;
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void problems.push(problem);
  const value = parsePackageJson("", bytes, limits, report);
  const facts = isObject(value) ? factsOf(value, bytes, report) : undefined;
  const [problem] = problems;
  if (problem !== undefined) return { sizeBytes, problem: leftOut(problem) };
  return facts === undefined ? { sizeBytes } : { sizeBytes, facts };
}

/** A package is the work of others: one bad file must not keep its user from the rest. */
export function leftOut(problem: Diagnostic): Diagnostic {
  return { ...problem, severity: "warning", notes: [...problem.notes, { message: "the file is left out" }] };
}

function factsOf(value: JsonObject, bytes: Uint8Array, report: (problem: Diagnostic) => void): EntryFacts | undefined {
  const resourceType = definitionTypes.find((type) => type === value.resourceType);
  if (resourceType === undefined) return undefined;
  const url = textIn(value.url);
  if (url === undefined) {
    const place = locate("", bytes, "json", "", "value");
    report(warning("fhir/package", `the ${resourceType} has no \`url\`, so that nothing can refer to it`, { place }));
    return undefined;
  }
  const id = textIn(value.id) ?? url.slice(url.lastIndexOf("/") + 1);
  const own = present(ownFacts(resourceType, value));
  const kept = keptParts(bytes, value, own.hasSnapshot === true);
  return { resourceType, id, url, ...present(commonFacts(value)), ...own, ...present({ kept }) };
}

function commonFacts({ version, name, title, status }: JsonObject) {
  return { version: textIn(version), name: textIn(name), title: textIn(title), status: textIn(status) };
}

type OwnFacts = Pick<
  EntryFacts,
  "kind" | "type" | "derivation" | "abstract" | "baseDefinition" | "hasSnapshot" | "content"
>;

function ownFacts(
  resourceType: DefinitionType,
  value: JsonObject,
): { [Key in keyof OwnFacts]: OwnFacts[Key] | undefined } {
  if (resourceType === "CodeSystem") return { content: textIn(value.content) };
  if (resourceType !== "StructureDefinition") return {};
  return {
    kind: kinds.find((kind) => kind === value.kind),
    type: textIn(value.type),
    derivation: derivations.find((derivation) => derivation === value.derivation),
    abstract: typeof value.abstract === "boolean" ? value.abstract : undefined,
    baseDefinition: textIn(value.baseDefinition),
    hasSnapshot: hasElements(value.snapshot),
  };
}

const kinds = ["primitive-type", "complex-type", "resource", "logical"] as const;
const derivations = ["specialization", "constraint"] as const;

function hasElements(snapshot: Json | undefined): true | undefined {
  return isObject(snapshot) && Array.isArray(snapshot.element) && snapshot.element.length > 0 ? true : undefined;
}
