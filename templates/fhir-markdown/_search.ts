/** The page of the search parameters of a package: under a heading for each resource those that it has. */
import type { It, SearchParameter } from "./_fhir.ts";
import { codeLink } from "./_links.ts";
import { line } from "./_markdown.ts";
import { includes, isDocumented, packageOf } from "./_packages.ts";
import { descriptionFor, expressionFor } from "./_shared-parameters.ts";
import { either, stack } from "./_text.ts";

/** For headers: whether there is a page for those of this package. */
export function hasSearchPage(it: It): boolean {
  return isDocumented(it, it.find(it.unit.id)) && hasSearchParameters(it, it.unit.id);
}

export function hasSearchParameters(it: It, packageId: string): boolean {
  if (!includes(it, "search-parameters")) return false;
  return it.units("searchParameter").find(({ id }) => packageOf(id) === packageId) !== undefined;
}

function unitsOf(it: It): readonly It["unit"][] {
  return it.units("searchParameter").filter(({ id }) => packageOf(id) === it.unit.id);
}

/** Every resource of the package has a heading, so that its page can lead to it; other bases have one as they come. */
export function searchParameters(it: It): string {
  const all = unitsOf(it).map(({ data }) => data as unknown as SearchParameter);
  const byBase = new Map<string, SearchParameter[]>(ownResources(it).map((type) => [type, []]));
  for (const parameter of all) {
    for (const base of new Set(parameter.base)) {
      const found = byBase.get(base);
      if (found === undefined) byBase.set(base, [parameter]);
      else found.push(parameter);
    }
  }
  return stack([...byBase].map(([base, found]) => `${it.md.heading(2, base)}\n\n${table(it, base, found)}`));
}

function ownResources(it: It): readonly string[] {
  const own = it.units("resource").filter(({ id }) => packageOf(id) === it.unit.id);
  return own.map(({ facts }) => String(facts.type));
}

function table(it: It, base: string, parameters: readonly SearchParameter[]): string {
  if (parameters.length === 0) return "None of its own.";
  const rows = parameters.map((parameter) => {
    const expression = expressionFor(base, parameter);
    return [
      it.md.code(parameter.code),
      it.md.escape(parameter.type),
      targetsText(it, parameter.targets),
      expression === undefined ? "" : it.md.code(expression),
      line(it, descriptionFor(base, parameter)),
    ];
  });
  return it.md.table(["Parameter", "Type", "Leads to", "Expression", "Description"], rows);
}

/** Some may lead to anything, and list all there is. */
const mostTargets = 12;

function targetsText(it: It, targets: readonly string[]): string {
  const shown = targets.slice(0, mostTargets).map((target) => codeLink(it, target));
  const rest = targets.length - shown.length;
  return rest === 0 ? either(it, shown) : `${shown.join(", ")} and ${rest} more`;
}
