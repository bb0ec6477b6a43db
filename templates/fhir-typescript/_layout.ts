/**
 * Where outputs lie. One release of FHIR fills the folder of the target; with several, each package has a folder of its own, because all of
 * them have a `Patient`.
 */
import type { PackageView, PackContext } from "./_types.ts";

/** `hl7.fhir.r4b.core` of `resource:hl7.fhir.r4b.core/Patient`, and of the package itself. */
export function packageOf(id: string): string {
  const start = id.indexOf(":") + 1;
  const end = id.lastIndexOf("/");
  return end < start ? id.slice(start) : id.slice(start, end);
}

/** The units of a kind, typed. */
export function unitsOf<V>(it: PackContext, kind: string): V[] {
  return [...(it.units(kind) as Iterable<unknown> as Iterable<V>)];
}

/** It defines the types of a release: every other package only builds on them. */
export function isCore(it: PackContext, id: string): boolean {
  return it.find(`complexType:${packageOf(id)}/Element`) !== undefined;
}

/** By job, in which it is asked for often. */
const flat = new WeakMap<PackContext, boolean>();

export function isFlat(it: PackContext): boolean {
  let answer = flat.get(it);
  if (answer === undefined) {
    const packages = unitsOf<PackageView>(it, "package");
    const releases = new Set(packages.map(({ release }) => release));
    answer = releases.size <= 1 && packages.filter(({ id }) => isCore(it, id)).length <= 1;
    flat.set(it, answer);
  }
  return answer;
}

/** Of a package, below the folder of the target: `""` or `hl7.fhir.r4b.core/`. */
export function folderOf(it: PackContext, id: string): string {
  return isFlat(it) ? "" : `${it.path.segment(packageOf(id))}/`;
}

interface Placed {
  readonly id: string;
  readonly slug: string;
  readonly typeName: string;
}

/** Slugs tell units of all packages apart; in the folder of a package their own names are enough. */
export function outputOf(it: PackContext, folder: string, { id, slug, typeName }: Placed): string {
  return isFlat(it) ? `${folder}/${slug}.ts` : `${folderOf(it, id)}${folder}/${typeName.toLowerCase()}.ts`;
}

/** Whether a package has the files that there is one of for all it holds: `index.ts`, `primitives.ts`, … */
export function hasDoors(it: PackContext<PackageView>): boolean {
  if (!isFlat(it)) return true;
  const packages = unitsOf<PackageView>(it, "package");
  const main = packages.find(({ id }) => isCore(it, id)) ?? packages[0];
  return main?.id === it.unit.id;
}

/** The units of a kind that the doors of this package lead to. */
export function behindDoor<V extends { readonly id: string }>(it: PackContext<PackageView>, kind: string): V[] {
  const all = unitsOf<V>(it, kind);
  const own = packageOf(it.unit.id);
  return isFlat(it) ? all : all.filter(({ id }) => packageOf(id) === own);
}
