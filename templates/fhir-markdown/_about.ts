/** The lines under a heading: what the page is about, the way up, and what else a definition says of itself. */
import type { Definition, It, Profile, Type } from "./_fhir.ts";
import { definitionLink, titleOf, typeLink } from "./_links.ts";
import { blocks } from "./_markdown.ts";
import { packageOf } from "./_packages.ts";
import { section, stack } from "./_text.ts";

/** The heading of a page: what a person would call it. */
export function heading(it: It): string {
  return it.md.heading(1, titleOf(it.unit));
}

/** `Resource in [hl7.fhir.r4b.core](../index.md), a [DomainResource](domainresource.md).` */
export function aboutType(it: It, kind: string, { base, isAbstract, type, url }: Type): string {
  const noun = isAbstract ? `Abstract ${kind.toLowerCase()}` : kind;
  const code = type === url || type === it.unit.name ? "" : ` ${it.md.code(type)}`;
  return `${noun}${code} in ${packageLink(it)}${base === undefined ? "" : `, based on ${typeLink(it, base)}`}.`;
}

/** `Profile of [Patient](…) in [hl7.fhir.uv.ips](../index.md).` */
export function aboutProfile(it: It, { base, root, isAbstract }: Profile): string {
  const noun = isAbstract ? "Abstract profile" : "Profile";
  const isType = base.unit !== undefined && base.unit === root.unit;
  const from = isType ? "" : `, based on ${definitionLink(it, base.unit, base.url)}`;
  return `${noun} of ${typeLink(it, root)} in ${packageLink(it)}${from}.`;
}

export function aboutKind(it: It, kind: string): string {
  return `${kind} in ${packageLink(it)}.`;
}

/** Pages of definitions lie one folder below that of their package. */
function packageLink(it: It): string {
  return it.md.link(it.ref(packageOf(it.unit.id)).name, "../index.md");
}

/** What is worth a line: no version that is the package's, no status that is the usual one. */
export function identity(it: It, definition: Definition): string {
  const { url, name, title, version, status } = definition;
  const { md } = it;
  const rows = [
    ["URL", md.code(url)],
    ["Name", title === undefined || title === name ? "" : md.code(name)],
    ["Version", version === undefined || definition.package.endsWith(`@${version}`) ? "" : md.escape(version)],
    ["Status", status === undefined || status === "active" ? "" : md.escape(status)],
  ].filter(([, text]) => text !== "");
  return md.table(["Property", "Value"], rows);
}

export function description(it: It, definition: Pick<Definition, "description">): string {
  return blocks(it, definition.description, 3);
}

/** The end of a page: why it is there, and whose it is. */
export function remainder(it: It, { purpose, copyright, description: said }: Definition): string {
  return stack([
    purpose !== said && section("Purpose", blocks(it, purpose, 3)),
    section("Copyright", blocks(it, copyright, 3)),
  ]);
}
