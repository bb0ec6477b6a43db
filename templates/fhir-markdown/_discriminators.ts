/** What tells the slices of an element apart: the value, type or presence of an element in each. */
import { bindingText } from "./_bindings.ts";
import type { Element, It, Profile, Slicing } from "./_fhir.ts";
import { typesText } from "./_types.ts";
import { shortValue } from "./_values.ts";

/** `all` are the elements of the profile. */
export function toldBy(it: It, slice: Element, slicing: Slicing | undefined, all: Profile["elements"]): string {
  const texts = (slicing?.discriminators ?? []).flatMap(({ type, path }) => {
    const place = path.replace(/(^|\.)resolve\(\)$/, "");
    if (place === "" || place === "$this") return heldText(it, type, slice, true);
    return elementsAt(slice, place, all).map((element) => heldText(it, type, element, false));
  });
  return [...new Set(texts)].filter((text) => text !== "").join(", ");
}

/** Those at a path below a slice, where it leads through slices of their own too. */
function elementsAt({ id }: Element, path: string, all: Profile["elements"]): readonly Element[] {
  const start = `${id}.`;
  return all.filter((one) => one.id.startsWith(start) && one.id.slice(start.length).replace(/:[^.]*/g, "") === path);
}

/** Of the slice itself the column before has the type. */
function heldText(it: It, by: string, element: Element, isSlice: boolean): string {
  if (by === "exists") return element.isProhibited ? "it is missing" : element.min > 0 ? "it is there" : "";
  if (by === "type" || by === "profile") return isSlice ? "" : typesText(it, element, "");
  const value = element.fixed ?? element.pattern;
  if (value !== undefined) return shortValue(it, value);
  return element.binding?.strength === "required" ? bindingText(it, element.binding) : "";
}
