/** The slices of a profile: how they are told apart, and how many of each there may be. Extensions have a table of their own. */
import { toldBy } from "./_discriminators.ts";
import type { Element, It, Profile } from "./_fhir.ts";
import { canonicalLink } from "./_links.ts";
import { cardinality, either, plain, section } from "./_text.ts";
import { typesText } from "./_types.ts";
import { slicingText } from "./_values.ts";

/** Ids of the elements whose slicing says something: every extension may be sliced, and hardly any is. */
export function slicedIds({ elements }: Profile): ReadonlySet<string> {
  const withSlices = new Set(elements.filter(isSlice).map(({ id }) => slicedId(id)));
  const found = elements.filter(
    (element) =>
      element.slicing !== undefined && !isExtension(element) && (withSlices.has(element.id) || element.isChanged),
  );
  return new Set(found.map(({ id }) => id));
}

export function slices(it: It, profile: Profile): string {
  const sliced = slicedIds(profile);
  const own = Map.groupBy(profile.elements.filter(isSlice), ({ id }) => slicedId(id));
  const rows = profile.elements.flatMap((element) =>
    sliced.has(element.id)
      ? [slicedRow(it, element), ...(own.get(element.id) ?? []).map((slice) => sliceRow(it, slice, element, profile))]
      : [],
  );
  return section("Slices", it.md.table(["Element", "Slice", "Card.", "Type", "Told by", "Description"], rows));
}

function slicedRow(it: It, element: Element): string[] {
  const { id, slicing } = element;
  const told = slicing === undefined ? "" : slicingText(it, slicing);
  return [it.md.code(shortOf(id)), "", cardinality(element), "", told, plain(it, slicing?.description)];
}

function sliceRow(it: It, slice: Element, { slicing }: Element, { elements }: Profile): string[] {
  return [
    "",
    it.md.code(slice.sliceName ?? ""),
    cardinality(slice),
    typesText(it, slice, ""),
    toldBy(it, slice, slicing, elements),
    plain(it, slice.short),
  ];
}

export function extensions(it: It, { elements }: Profile): string {
  const used = elements.filter((element) => isExtension(element) && isSlice(element));
  const rows = used.map((element) => {
    const urls = element.variants.flatMap(({ type }) => type.profiles ?? []);
    return [
      urls.length === 0
        ? it.md.code(element.sliceName ?? "")
        : either(
            it,
            urls.map((url) => canonicalLink(it, url, ["extension"])),
          ),
      it.md.code(shortOf(element.id)),
      cardinality(element),
      element.isModifier ? "yes" : "",
      plain(it, element.short),
    ];
  });
  return section("Extensions", it.md.table(["Extension", "Element", "Card.", "Modifier", "Description"], rows));
}

export function isExtension({ path }: Element): boolean {
  return /\.(modifierExtension|extension)$/.test(path);
}

function isSlice({ sliceName }: Element): boolean {
  return sliceName !== undefined;
}

/** `Patient.identifier` of `Patient.identifier:nhi`, and of `…:a/b`, which is a slice of the slice `a`. */
function slicedId(id: string): string {
  const colon = id.lastIndexOf(":");
  const slash = id.indexOf("/", colon);
  return slash === -1 ? id.slice(0, colon) : id.slice(0, slash);
}

function shortOf(id: string): string {
  return id.slice(id.indexOf(".") + 1);
}
