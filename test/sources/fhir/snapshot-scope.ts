/** Definitions without packages: a scope of what a test has at hand, and what was reported. */
import type { JsonObject } from "#model/json.ts";
import type { Found, Scope } from "#sources/fhir/scope.ts";
import type { SnapshotProblem } from "#sources/fhir/snapshot.ts";
import { snapshotOf } from "#sources/fhir/snapshot.ts";

const CORE = "http://hl7.org/fhir/StructureDefinition/";

export function scopeOf(definitions: readonly JsonObject[]): Scope {
  const byUrl = new Map(definitions.map((one) => [`${one.resourceType} ${one.url}`, one]));
  return {
    find(type, wanted) {
      const [url = ""] = wanted.split("|");
      const found = byUrl.get(`${type} ${url.includes(":") ? url : CORE + url}`);
      return found === undefined
        ? undefined
        : ({ unit: url, package: "p@1", entry: {}, json: () => found } as unknown as Found);
    },
  };
}

export interface Made {
  readonly elements: readonly JsonObject[];
  readonly problems: readonly SnapshotProblem[];
  /** Ids in their order. */
  readonly ids: readonly unknown[];
  at(id: string): JsonObject | undefined;
}

export function make(definition: JsonObject, others: readonly JsonObject[]): Made {
  const problems: SnapshotProblem[] = [];
  const elements = snapshotOf(definition, scopeOf([definition, ...others]), (problem) => problems.push(problem));
  return { elements, problems, ids: elements.map(({ id }) => id), at: (id) => elements.find((one) => one.id === id) };
}

/** The definition as packages without snapshots have it. */
export function withoutSnapshot({ snapshot: _snapshot, ...definition }: JsonObject): JsonObject {
  return definition;
}
