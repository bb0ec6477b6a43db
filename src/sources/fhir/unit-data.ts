/**
 * What templates see of FHIR packages. A definition is resolved for whoever reads it: every reference to another definition names its unit,
 * nested elements are types of their own, and choices are spelled out. Made on demand, one definition at a time.
 *
 * Terms are those of the specification: http://hl7.org/fhir/structuredefinition.html, http://hl7.org/fhir/elementdefinition.html
 */
import type { Json, JsonObject } from "#model/json.ts";

/** `R4` for 4.0, `R4B` for 4.1 and 4.3, `R5` for 5.0; others by their number. */
export type Release = string;

/** Where a definition comes from, and what is the same for all kinds. */
export interface Definition {
  /** `hl7.fhir.r4b.core@4.3.0`. */
  readonly package: string;
  readonly release: Release;
  readonly url: string;
  /** The resource's own id; unique in its package and kind, and no more than that. */
  readonly resourceId: string;
  /** As the definition says: `Patient`, `IPSPatient`; a name for programs, but not checked to be one. */
  readonly name: string;
  readonly title?: string;
  readonly version?: string;
  readonly status?: string;
  readonly description?: string;
  readonly purpose?: string;
  readonly copyright?: string;
}

/** Data of the kind `package`. */
export interface PackageData {
  readonly name: string;
  readonly version: string;
  readonly release: Release;
  readonly fhirVersions: readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly canonical?: string;
  readonly license?: string;
  /** Ids of the packages it resolves its references in, itself first. */
  readonly dependencies: readonly string[];
  /** Named in the config, and not only needed by another. */
  readonly isRoot: boolean;
}

/** Data of `resource`, `complexType`, `logicalModel`: a type of its own (derivation `specialization`). */
export interface TypeData extends Definition {
  readonly isAbstract: boolean;
  /** `Patient`; of a logical model its URL. */
  readonly type: string;
  /** Pascal case, an identifier in most languages, unique in its package: what nested types begin with. */
  readonly typeName: string;
  readonly base?: TypeUse;
  /** The type itself first, then its nested types in the order of the definition. */
  readonly groups: readonly GroupData[];
}

/** Data of `primitiveType`. */
export interface PrimitiveData extends Definition {
  /** `positiveInt`. */
  readonly type: string;
  readonly base?: TypeUse;
  /** What its value is in JSON; `integer64` is a string (R5), a `decimal` a number whose digits count. */
  readonly json: JsonKind;
  /** Regular expression of the value, anchored at neither end, where the definition has one. */
  readonly regex?: string;
}

export type JsonKind = "string" | "number" | "boolean";

/**
 * A type with its own fields: those that it declares itself, in the order of the definition; what it inherits is with its base. Also data of
 * `backboneType`, which are the nested ones.
 */
export interface GroupData {
  /** `Patient.contact`. */
  readonly path: string;
  /** `PatientContact`, or the name that the definition proposes (explicit-type-name). */
  readonly typeName: string;
  /** `BackboneElement`, `Element`, or that of the type. */
  readonly base?: TypeUse;
  readonly fields: readonly FieldData[];
  readonly short?: string;
  readonly definition?: string;
  readonly constraints: readonly ConstraintData[];
}

/** Data of `backboneType`. */
export interface BackboneData extends GroupData {
  /** Id of the unit of the type that it is part of. */
  readonly owner: string;
  readonly package: string;
  readonly release: Release;
}

/** One element below its type. */
export interface FieldData {
  /** `value` for `Observation.value[x]`. */
  readonly name: string;
  readonly path: string;
  /** Several types to choose from, or the `[x]` that allows for it: one property of JSON each, of which at most one is there. */
  readonly isChoice: boolean;
  /** One for each type; exactly one where there is no choice. */
  readonly variants: readonly VariantData[];
  readonly min: number;
  /** `*` is no limit. */
  readonly max: string;
  /** Whether JSON has a list: the base allows more than one, whatever a profile narrows it to. */
  readonly isArray: boolean;
  readonly isRequired: boolean;
  readonly binding?: BindingData;
  readonly short?: string;
  readonly definition?: string;
  readonly comment?: string;
  readonly isModifier: boolean;
  readonly isSummary: boolean;
  readonly constraints: readonly ConstraintData[];
  readonly fixed?: ValueData;
  readonly pattern?: ValueData;
  readonly maxLength?: number;
  /** `xmlAttr`, `xhtml`, … */
  readonly representation?: readonly string[];
}

export interface VariantData {
  /** The property in JSON: `valueQuantity`, `value`. */
  readonly property: string;
  readonly type: TypeUse;
  /** A primitive has a sibling for its id and extensions: `_birthDate`. Not `id`, `xhtml` and what is a FHIRPath type only. */
  readonly hasSibling: boolean;
}

/** A type as it is used somewhere. */
export interface TypeUse {
  /** `Quantity`, `string`, `BackboneElement`; of a nested type its path; of a FHIRPath type the FHIR type it stands for. */
  readonly code: string;
  readonly kind: "primitive" | "complex" | "backbone" | "resource" | "logical";
  /** `Quantity`, `PatientContact`. */
  readonly typeName: string;
  /** Id of its unit; absent when no package defines it. */
  readonly unit?: string;
  /** Of a primitive. */
  readonly json?: JsonKind;
  /** What a Reference, canonical or CodeableReference may lead to; absent for anything. */
  readonly targets?: readonly TargetData[];
  /** Profiles that the value has to fit, as they are written. */
  readonly profiles?: readonly string[];
}

export interface TargetData {
  readonly url: string;
  /** Type of the resource: `Patient`, also where the target is a profile of it. */
  readonly type: string;
  readonly unit?: string;
}

export interface BindingData {
  readonly strength: "required" | "extensible" | "preferred" | "example";
  /** Canonical URL without version. */
  readonly valueSet: string;
  readonly valueSetVersion?: string;
  /** Id of its unit; absent when no package has the value set. */
  readonly unit?: string;
  readonly description?: string;
}

export interface ConstraintData {
  readonly key: string;
  readonly severity: "error" | "warning";
  readonly human: string;
  readonly expression?: string;
  /** URL of the definition that it comes from, where that is another one. */
  readonly source?: string;
}

/** `fixedCode`, `patternCodeableConcept`: the type and the value. */
export interface ValueData {
  readonly type: string;
  readonly value: Json;
}

/** Data of `profile` and `extension` (derivation `constraint`): what it is a profile of, and every element with what it adds. */
export interface ProfileData extends Definition {
  readonly isAbstract: boolean;
  /** `Patient`; `Extension`. */
  readonly type: string;
  /** Pascal case of the name, an identifier, unique among the profiles of its package. */
  readonly typeName: string;
  readonly base: TypeUse & { readonly url: string };
  /** The type, not a profile, at the end of the chain of bases. */
  readonly root: TypeUse;
  /** All elements of the snapshot, in its order. */
  readonly elements: readonly ElementData[];
  /** Of extensions: what they may be used on. */
  readonly context?: readonly { readonly type: string; readonly expression: string }[];
  /** Of extensions without nested ones: the types of its value, and whether there is one at all. */
  readonly value?: FieldData;
  /** Of extensions with nested ones: by their URL. */
  readonly parts?: readonly ExtensionPart[];
}

export interface ExtensionPart {
  /** The `url` of the nested extension, relative as it is written. */
  readonly url: string;
  readonly sliceName: string;
  readonly min: number;
  readonly max: string;
  readonly value?: FieldData;
  readonly short?: string;
}

/** An element of a profile: of the snapshot, with what the differential says of it marked. */
export interface ElementData extends FieldData {
  /** `Patient.identifier:nhi.system`. */
  readonly id: string;
  /** The differential speaks of it. */
  readonly isChanged: boolean;
  readonly mustSupport: boolean;
  /** `max` is 0: the profile forbids it. */
  readonly isProhibited: boolean;
  readonly sliceName?: string;
  readonly slicing?: SlicingData;
  /** Path of the element in the base type; differs from `path` for inherited elements. */
  readonly basePath: string;
  /** Of an element that repeats another: the nested type it stands for. */
  readonly contentReference?: TypeUse;
  readonly minValue?: ValueData;
  readonly maxValue?: ValueData;
  readonly requirements?: string;
}

export interface SlicingData {
  readonly discriminators: readonly { readonly type: string; readonly path: string }[];
  readonly rules: "closed" | "open" | "openAtEnd";
  readonly isOrdered: boolean;
  readonly description?: string;
}

/** Data of `valueSet`. */
export interface ValueSetData extends Definition {
  /** Pascal case of the name, an identifier, unique among the value sets of its package. */
  readonly typeName: string;
  /** All codes that may be used, in the order of the definition; empty when they cannot be told from the packages. */
  readonly concepts: readonly ConceptData[];
  /** Why `concepts` is empty or cut, in words; absent when it is complete. */
  readonly incomplete?: string;
  /** The definition's own `compose`, for documents. */
  readonly compose?: JsonObject;
}

export interface ConceptData {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
  readonly definition?: string;
}

/** Data of `codeSystem`: flat, parents before children. */
export interface CodeSystemData extends Definition {
  readonly content?: string;
  readonly concepts: readonly (ConceptData & { readonly level: number; readonly isAbstract: boolean })[];
}

/** Data of `searchParameter`. */
export interface SearchParameterData extends Definition {
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly targets: readonly string[];
}

/** Data of `operation` (OperationDefinition). */
export interface OperationData extends Definition {
  readonly code: string;
  readonly kind: string;
  readonly resources: readonly string[];
  readonly onSystem: boolean;
  readonly onType: boolean;
  readonly onInstance: boolean;
  readonly affectsState?: boolean;
  readonly parameters: readonly OperationParameter[];
}

export interface OperationParameter {
  readonly name: string;
  readonly use: "in" | "out";
  readonly min: number;
  readonly max: string;
  readonly documentation?: string;
  readonly type?: string;
  readonly targets: readonly string[];
  readonly binding?: BindingData;
  readonly parts: readonly OperationParameter[];
}
