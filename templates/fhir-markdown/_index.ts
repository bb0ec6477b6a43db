/** The page of a package, and the one of all packages. They read facts: an edit inside a definition leaves them alone. */
import type { It, Package } from "./_fhir.ts";
import { titleOf } from "./_links.ts";
import { documented, folderOf, isDocumented, packageOf } from "./_packages.ts";
import { hasSearchPage } from "./_search.ts";
import { remarks, section } from "./_text.ts";

type Unit = It["unit"];

export function aboutPackage(it: It, { name, version, fhirVersions, license }: Package): string {
  const facts = remarks([
    fhirVersions.length > 0 && `FHIR ${it.md.escape(fhirVersions.join(", "))}`,
    license !== undefined && `licence ${it.md.escape(license)}`,
  ]);
  return `Package ${it.md.code(`${name}@${version}`)}${facts === "" ? "" : `, ${facts}`}.`;
}

export function packageList(it: It): string {
  const rows = documented(it).map(({ id, name, facts }) => [
    it.md.link(name, `${folderOf(it, id)}index.md`),
    it.md.escape(String(facts.version)),
    it.md.escape(String(facts.release)),
    typeof facts.title === "string" ? it.md.escape(facts.title) : "",
  ]);
  return section("Packages", it.md.table(["Package", "Version", "FHIR", "What it is"], rows));
}

/** What it resolves its references in. */
export function dependencyList(it: It, { dependencies }: Package): string {
  const others = dependencies.filter((id) => id !== it.unit.id);
  const items = others.map((id) => {
    const one = it.ref(id);
    const page = isDocumented(it, one) ? `../${one.slug}/index.md` : undefined;
    return `- ${it.md.codeLink(`${one.name}@${one.facts.version}`, page)}`;
  });
  return section("Depends on", items.join("\n"));
}

/** Definitions of one kind with a page in this package, with their titles. */
export function definitionList(it: It, title: string, kind: string): string {
  const noun = title.replace(/s$/, "");
  const rows = pagesOf(it, kind).map((unit) => [linkTo(it, unit), nameText(it, unit), typeText(it, unit)]);
  return section(title, it.md.table([noun, "Name", "Type"], rows));
}

/** How to read the tables of elements, where there are any. */
export function legend(it: It): string {
  const kinds = ["resource", "complexType", "logicalModel", "profile"];
  if (!kinds.some((kind) => pagesOf(it, kind).length > 0)) return "";
  return section(
    "Flags",
    "- `S` must be supported\n- `?!` changes what the rest means, or whether it holds\n- `Σ` is part of a summary",
  );
}

/** Types are called what they are: a list says it all. */
export function typeList(it: It, title: string, kinds: readonly string[]): string {
  const units = kinds.flatMap((kind) => pagesOf(it, kind));
  return section(title, units.map((unit) => `- ${linkTo(it, unit)}`).join("\n"));
}

export function searchPageLink(it: It): string {
  return hasSearchPage(it) ? section("Search", it.md.link("Search parameters", "search-parameters.md")) : "";
}

function pagesOf(it: It, kind: string): readonly Unit[] {
  return it.units(kind).filter(({ id }) => packageOf(id) === it.unit.id && it.link(id) !== undefined);
}

function linkTo(it: It, unit: Unit): string {
  return it.md.link(titleOf(unit), it.link(unit.id));
}

function nameText(it: It, unit: Unit): string {
  return titleOf(unit) === unit.name ? "" : it.md.code(unit.name);
}

/** Of a profile what it is a profile of; all extensions are of one type. */
function typeText(it: It, { kind, facts }: Unit): string {
  return kind === "profile" && typeof facts.type === "string" ? it.md.code(facts.type) : "";
}
