/** What is new in a lock file, in words. Pure. */
import { compareText } from "#model/diagnostic.ts";
import type { FhirLock, LockedPackage } from "../fhir-lock.ts";

/** A sentence each, sorted by the name of the package. Empty when both say the same. */
export function lockChanges(before: FhirLock, after: FhirLock): readonly string[] {
  const names = new Set([...before.packages, ...after.packages].map(({ name }) => name));
  const found = [...names].sort(compareText).flatMap((name) => packageChanges(name, before, after));
  return [...found, ...rootChanges(before.roots, after.roots)];
}

function packageChanges(name: string, before: FhirLock, after: FhirLock): string[] {
  const [old, now] = [versionsOf(name, before), versionsOf(name, after)];
  const gone = [...old.keys()].filter((version) => !now.has(version)).sort(compareText);
  const fresh = [...now.keys()].filter((version) => !old.has(version)).sort(compareText);
  const moves = Array.from({ length: Math.max(gone.length, fresh.length) }, (_, index) =>
    move(name, gone[index], fresh[index]),
  );
  const stayed = [...now].flatMap(([version, one]) => detailChanges(old.get(version), one));
  return [...moves, ...stayed];
}

function versionsOf(name: string, { packages }: FhirLock): Map<string, LockedPackage> {
  return new Map(packages.filter((one) => one.name === name).map((one) => [one.version, one]));
}

function move(name: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined) return `${name} ${to} added`;
  return to === undefined ? `${name} ${from} removed` : `${name} ${from} -> ${to}`;
}

/** Of a version that stayed. */
function detailChanges(before: LockedPackage | undefined, after: LockedPackage): string[] {
  if (before === undefined) return [];
  const { name, version, url, integrity, dependencies, requestedBy } = after;
  const changes: string[] = [];
  if (before.integrity !== integrity) changes.push(`${name} ${version} has other hashes`);
  if (before.url !== url || before.registry !== after.registry) changes.push(`${name} ${version} comes from ${url}`);
  if (differ(before.dependencies, dependencies)) changes.push(`${name} ${version} has other dependencies`);
  if (differ([...before.requestedBy].sort(compareText), [...requestedBy].sort(compareText)))
    changes.push(`${name} ${version} is needed by ${[...requestedBy].sort(compareText).join(", ")}`);
  return changes;
}

function rootChanges(before: FhirLock["roots"], after: FhirLock["roots"]): string[] {
  const asked = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  return asked.flatMap((one) => {
    const [old, now] = [before[one], after[one]];
    if (old === now) return [];
    if (now === undefined) return [`${one} is not asked for any more`];
    return [old === undefined ? `${one} is asked for: ${now}` : `${one} is ${now}`];
  });
}

function differ(a: object, b: object): boolean {
  const keys = (value: object) => JSON.stringify(Object.entries(value).sort(([x], [y]) => compareText(x, y)));
  return keys(a) !== keys(b);
}
