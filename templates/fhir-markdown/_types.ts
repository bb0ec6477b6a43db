/** The types of an element, as a cell of a table has them: with what a reference may lead to, and the profiles it has to fit. */
import type { Field, It, Target, TypeUse } from "./_fhir.ts";
import { canonicalLink, coreLink, definitionLink, typeLink } from "./_links.ts";
import { either } from "./_text.ts";

/** `nested` is what to say of a nested type whose elements stand below. */
export function typesText(it: It, { variants, path }: Pick<Field, "variants" | "path">, nested: string): string {
  const texts = variants.map(({ type }) => {
    if (type.kind !== "backbone") return useText(it, type);
    return type.code === path ? nested : `as ${it.md.code(type.code)}`;
  });
  return either(it, texts);
}

export function useText(it: It, use: TypeUse): string {
  const { targets, profiles } = use;
  const name = typeLink(it, use);
  const fits = profiles?.map((url) => canonicalLink(it, url, ["profile", "extension"])) ?? [];
  const text = fits.length === 0 ? name : `${name} as ${either(it, fits)}`;
  return targets === undefined ? text : `${text} (${targetsText(it, targets)})`;
}

function targetsText(it: It, targets: readonly Target[]): string {
  return either(
    it,
    targets.map((target) => targetText(it, target)),
  );
}

function targetText(it: It, { url, type, unit }: Target): string {
  const isProfile = unit === undefined || !unit.startsWith("resource:");
  const core = isProfile ? undefined : coreLink(it, type, unit);
  return core === undefined || it.link(unit ?? "") !== undefined ? definitionLink(it, unit, url) : core;
}
