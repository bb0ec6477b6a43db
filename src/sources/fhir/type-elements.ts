/**
 * The elements of a definition and what their paths say. A path names a place in the type (`Patient.contact.name`), an id also the slice
 * (`Patient.identifier:nhi.system`).
 */
import type { JsonObject } from "#model/json.ts";
import { snapshotOf } from "./snapshot.ts";
import { objectAt, textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";

/** An ElementDefinition as it stands in the JSON. */
export type Element = JsonObject;

/** By context, as the making of a snapshot looks up other definitions, and what is looked up belongs to a context. */
const known = new WeakMap<TypeContext, WeakMap<JsonObject, readonly Element[]>>();

/** All elements of a StructureDefinition, the type itself first. They are made, and their problems told, once a context. */
export function elementsOf(definition: JsonObject, context: TypeContext): readonly Element[] {
  const ofContext = known.get(context) ?? new WeakMap<JsonObject, readonly Element[]>();
  known.set(context, ofContext);
  const elements = ofContext.get(definition) ?? snapshotOf(definition, context.scope, context.report);
  ofContext.set(definition, elements);
  return elements;
}

export function pathOf(element: Element): string {
  return textAt(element, "path") ?? "";
}

export function idOf(element: Element): string {
  return textAt(element, "id") ?? pathOf(element);
}

/** Where the element was declared: `Element.id` for `Patient.contact.id`. Its own path where nothing is said. */
export function basePathOf(element: Element): string {
  return textAt(objectAt(element, "base") ?? {}, "path") ?? pathOf(element);
}

/** The limit of the type, whatever a profile narrows it to. */
export function baseMaxOf(element: Element): string {
  return textAt(objectAt(element, "base") ?? {}, "max") ?? maxOf(element);
}

export function maxOf(element: Element): string {
  return textAt(element, "max") ?? "1";
}

/** Repeats another element for some of its values only. */
export function isSlice(element: Element): boolean {
  return idOf(element).includes(":") || textAt(element, "sliceName") !== undefined;
}

/** `Patient` of `Patient.contact.name`. */
export function rootOf(path: string): string {
  const dot = path.indexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}

/** `Patient.contact` of `Patient.contact.name`; empty for the type itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** `name` of `Patient.contact.name`. */
export function tailOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** `Patient.identifier.system` of `Patient.identifier:nhi.system`. */
export function withoutSlices(id: string): string {
  return id.replace(/:[^.]*/g, "");
}
