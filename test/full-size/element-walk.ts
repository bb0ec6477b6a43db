/**
 * What the types of a release have by their definitions alone: a property for each element path, read from the raw JSON of a package and
 * from nothing of specmill's. What the generated code has to have is decided here once for all languages.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface RawType {
  readonly code: string;
  readonly extension?: readonly { readonly url: string; readonly valueUrl?: string }[];
}

interface RawElement {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly type?: readonly RawType[];
  readonly contentReference?: string;
}

export interface RawDefinition {
  readonly resourceType: string;
  readonly kind: string;
  readonly derivation?: string;
  readonly abstract: boolean;
  readonly type: string;
  readonly snapshot?: { readonly element: readonly RawElement[] };
}

/** A property on the way to an element. */
export interface Step {
  readonly property: string;
  readonly isList: boolean;
}

export interface ElementProperty {
  readonly path: string;
  /** `Patient`. */
  readonly root: string;
  readonly isResource: boolean;
  /** From the root to what holds the property. */
  readonly steps: readonly Step[];
  readonly property: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  /** The code of its type; `nested` for elements that are defined in place, `Element` for the sibling of a primitive. */
  readonly type: string;
  /** Where the element is built like another one: the path of that. */
  readonly like?: string;
}

/** Resources and complex types that one can have an object of. */
export function definitionsIn(folder: string): RawDefinition[] {
  const names = readdirSync(folder).filter((name) => /^StructureDefinition-.*\.json$/.test(name));
  const all = names.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as RawDefinition);
  return all.filter(
    ({ kind, derivation, abstract }) =>
      (kind === "resource" || kind === "complex-type") && derivation === "specialization" && !abstract,
  );
}

/** The properties of every element of a type, its inherited ones too. */
export function propertiesOf({ type: root, kind, snapshot }: RawDefinition): ElementProperty[] {
  const elements = snapshot?.element.slice(1) ?? [];
  const byPath = new Map(elements.map((element) => [element.path, element]));
  return elements
    .filter((element) => element.max !== "0")
    .flatMap((element) => {
      const parents = parentsOf(element.path).map((path) => stepOf(byPath.get(path)));
      const isNested = elements.some(({ path }) => path.startsWith(`${element.path}.`));
      const place = { path: element.path, root, isResource: kind === "resource", steps: parents };
      return variantsOf(element, isNested).map((variant) => ({ ...place, ...variant }));
    });
}

/** `Patient.contact.name` -> `Patient.contact`: without the type itself. */
function parentsOf(path: string): string[] {
  const names = path.split(".");
  return names.slice(2).map((_, at) => names.slice(0, at + 2).join("."));
}

function stepOf(element: RawElement | undefined): Step {
  if (element === undefined) throw new Error("an element below one that the definition does not have");
  return { property: nameOf(element.path), isList: element.max !== "1" };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

type Variant = Pick<ElementProperty, "property" | "isList" | "isRequired" | "type" | "like">;

function variantsOf(element: RawElement, isNested: boolean): Variant[] {
  const name = nameOf(element.path);
  const isList = element.max !== "1";
  const isRequired = element.min > 0;
  const like = element.contentReference?.replace(/^.*#/, "");
  if (like !== undefined) return [{ property: name, isList, isRequired, type: "nested", like }];
  if (isNested) return [{ property: name, isList, isRequired, type: "nested" }];
  const types = element.type ?? [];
  if (!name.endsWith("[x]")) return types.flatMap((type) => withSibling({ property: name, isList, isRequired }, type));
  // Which one of a choice is there is free: none is required.
  return types.flatMap((type) => {
    const property = name.slice(0, -3) + type.code.charAt(0).toUpperCase() + type.code.slice(1);
    return withSibling({ property, isList, isRequired: false }, type);
  });
}

/** A primitive has a second property for its id and its extensions; a type of FHIRPath and XHTML have neither. */
function withSibling(variant: Omit<Variant, "type">, { code, extension }: RawType): Variant[] {
  const isSystem = code.startsWith("http://hl7.org/fhirpath/");
  const type = isSystem ? (extension?.find(({ url }) => url.endsWith("fhir-type"))?.valueUrl ?? "string") : code;
  const itself = { ...variant, type };
  if (isSystem || code === "xhtml" || !/^[a-z]/.test(code)) return [itself];
  return [itself, { ...variant, property: `_${variant.property}`, isRequired: false, type: "Element" }];
}
