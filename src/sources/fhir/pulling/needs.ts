/** What a package asks for, and under which names the lock file keeps what was found for it. Pure. */
import { compareText } from "#model/diagnostic.ts";
import { impliedCore } from "../implied-core.ts";
import type { PackageManifest } from "../package.ts";
import type { Dependency } from "../package-dependency.ts";
import { dependencyOf, parseWanted } from "../package-dependency.ts";

export interface Need {
  readonly wanted: Dependency;
  /** How the manifest calls it: its name, or an alias. */
  readonly alias: string;
}

/** A manifest, or where there is none what was resolved before. */
export interface Asking {
  readonly manifest?: Pick<PackageManifest, "dependencies" | "fhirVersions">;
  readonly dependencies?: { readonly [name: string]: string };
}

/** Its dependencies, and the core package that the manifest leaves out. Plain names come before aliases, so that they keep their name. */
export function needsOf(name: string, { manifest, dependencies }: Asking): readonly Need[] {
  const fhirVersions = manifest?.fhirVersions ?? [];
  const needs = Object.entries(manifest?.dependencies ?? dependencies ?? {})
    .map(([alias, range]) => ({ alias, wanted: dependencyOf(alias, range, fhirVersions) }))
    .sort((a, b) => Number(isAlias(a)) - Number(isAlias(b)) || compareText(a.alias, b.alias));
  const names = needs.map(({ wanted }) => wanted.name);
  const core = impliedCore(name, fhirVersions, names);
  if (core === undefined) return needs;
  return [...needs, { alias: core.name, wanted: { name: core.name, range: core.version } }];
}

/** A second version of one package goes by its alias, in the spelling that has the name of the package in it. */
export function addDependency(dependencies: Map<string, string>, alias: string, id: string): void {
  const { name, range: version } = parseWanted(id);
  if (!dependencies.has(name)) dependencies.set(name, version);
  else if (dependencies.get(name) !== version) {
    dependencies.set(`${alias.replace(/@npm:.*$/, "")}@npm:${name}`, version);
  }
}

function isAlias({ alias, wanted }: Need): boolean {
  return alias !== wanted.name;
}
