/**
 * Links to other definitions: to their pages; to the specification, for its own types; else the canonical URL tells what is meant. Of a
 * definition without a page nothing is read.
 */
import { coreUrl } from "./_core-pages.ts";
import type { It, Package, TypeUse } from "./_fhir.ts";
import { isDocumented, packageOf, prefixOf } from "./_packages.ts";

/** A type by its code. */
export function typeLink(it: It, { code, kind, unit }: TypeUse): string {
  const page = unit === undefined ? undefined : it.link(unit);
  if (page !== undefined) return it.md.link(kind === "logical" ? nameOf(it, unit ?? "") : code, page);
  return coreLink(it, code, unit) ?? it.md.code(code);
}

/** A type of the specification without a page here, in the edition that the present package is made for. */
export function coreLink(it: It, code: string, unit: string | undefined): string | undefined {
  if (unit === undefined || !/^hl7\.fhir\.r\w+\.core(?:@|$)/.test(prefixOf(unit))) return undefined;
  const url = /^\w+$/.test(code)
    ? coreUrl(String(it.unit.facts.release), code, unit.startsWith("resource:"))
    : undefined;
  return url === undefined ? undefined : it.md.link(code, url);
}

/** The page of a unit by its title; without one, its URL. */
export function definitionLink(it: It, unit: string | undefined, url: string): string {
  const page = unit === undefined ? undefined : it.link(unit);
  return page === undefined ? it.md.code(url) : it.md.link(nameOf(it, unit ?? ""), page);
}

/** What a person would call it. */
export function nameOf(it: It, unit: string): string {
  const found = it.find(unit);
  return found === undefined ? unit : titleOf(found);
}

export function titleOf({ name, facts }: It["unit"]): string {
  return typeof facts.title === "string" && facts.title.trim() !== "" ? facts.title : name;
}

/** By its URL alone: looked for where ids follow from URLs, which is how all packages are made. */
export function canonicalLink(it: It, canonical: string, kinds: readonly string[]): string {
  const [, type] = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/(\w+)$/.exec(canonical) ?? [];
  const isType = type !== undefined && kinds.includes("resource");
  return isType ? codeLink(it, type) : definitionLink(it, unitOf(it, canonical, kinds), canonical);
}

/** Id of the unit with a page that has this URL, as the package of the present unit finds it. */
export function unitOf(it: It, canonical: string, kinds: readonly string[]): string | undefined {
  const url = canonical.replace(/\|[^|]*$/, "");
  const id = url.slice(url.lastIndexOf("/") + 1);
  for (const one of packagesInScope(it)) {
    for (const kind of kinds) {
      const unit = `${kind}:${prefixOf(one)}/${id}`;
      if (it.link(unit) !== undefined && it.find(unit)?.facts.url === url) return unit;
    }
  }
  return undefined;
}

/** A code of a type without more: `Patient`, `string`. What kind of type it is, its package knows. */
export function codeLink(it: It, code: string): string {
  for (const one of scopeOf(it)) {
    for (const kind of ["resource", "complexType", "primitiveType"] as const) {
      const unit = `${kind}:${prefixOf(one)}/${code}`;
      if (it.link(unit) === undefined && it.find(unit) === undefined) continue;
      return typeLink(it, { code, kind: kind === "resource" ? kind : "complex", unit });
    }
  }
  return it.md.code(code);
}

/** Ids of packages with pages, that of the present unit first. */
function packagesInScope(it: It): readonly string[] {
  return scopeOf(it).filter((one) => isDocumented(it, it.find(one)));
}

/** Ids of the packages in which the present one looks things up. */
function scopeOf(it: It): readonly string[] {
  const own = it.unit.kind === "package" ? it.unit : it.find(packageOf(it.unit.id));
  return own === undefined ? [] : (own.data as unknown as Package).dependencies;
}
