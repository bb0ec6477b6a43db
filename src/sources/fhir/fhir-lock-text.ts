/**
 * The lock file as text: JSON, sorted, a package a group of lines and a dependency a line, so that a diff of it reads like the change. The same
 * packages give the same bytes; nothing of the machine or the day is in it.
 */
import { compareText } from "#model/diagnostic.ts";
import type { FhirLock, LockedPackage } from "./fhir-lock.ts";

/** With an end of line at its end. */
export function lockText({ packages, roots }: FhirLock): string {
  const value = {
    specmill: "fhir-lock",
    version: 1,
    packages: [...packages].sort(byId).map(inOrder),
    roots: sorted(roots),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function inOrder({
  name,
  version,
  url,
  registry,
  shasum,
  integrity,
  dependencies,
  requestedBy,
}: LockedPackage): object {
  const origin = registry === undefined ? { url } : { url, registry };
  const users = [...requestedBy].sort(compareText);
  return { name, version, ...origin, shasum, integrity, dependencies: sorted(dependencies), requestedBy: users };
}

function byId(a: LockedPackage, b: LockedPackage): number {
  return compareText(a.name, b.name) || compareText(a.version, b.version);
}

function sorted(texts: { readonly [key: string]: string }): { readonly [key: string]: string } {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => compareText(a, b)));
}
