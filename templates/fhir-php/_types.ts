/** What this pack reads of FHIR packages, and its options. */
import type { Context, JsonObject, UnitView } from "specmill";

/** The options of pack.yaml. */
export interface Options {
  readonly namespace: string;
  readonly readonly: boolean;
  readonly enums: boolean;
  readonly descriptions: boolean;
}

export interface TypeUse {
  readonly code: string;
  readonly kind: "primitive" | "complex" | "backbone" | "resource" | "logical";
  readonly typeName: string;
  /** Absent when no package defines it. */
  readonly unit?: string;
  readonly json?: "string" | "number" | "boolean";
  readonly targets?: readonly { readonly type: string }[];
}

export interface Binding {
  readonly strength: "required" | "extensible" | "preferred" | "example";
  readonly valueSet: string;
  readonly unit?: string;
}

export interface Variant {
  readonly property: string;
  readonly type: TypeUse;
  readonly hasSibling: boolean;
}

export interface Field {
  readonly name: string;
  readonly path: string;
  readonly isChoice: boolean;
  readonly variants: readonly Variant[];
  readonly min: number;
  readonly max: string;
  readonly isArray: boolean;
  readonly binding?: Binding;
  readonly short?: string;
  readonly isModifier: boolean;
  readonly isSummary: boolean;
}

export interface Group {
  readonly path: string;
  readonly typeName: string;
  readonly base?: TypeUse;
  readonly fields: readonly Field[];
  readonly short?: string;
  readonly definition?: string;
}

/** Of a resource or a complex type. */
export interface TypeData {
  readonly url: string;
  readonly type: string;
  readonly isAbstract: boolean;
  readonly base?: TypeUse;
  readonly description?: string;
  /** The type itself first. */
  readonly groups: readonly Group[];
}

export interface Concept {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
  readonly definition?: string;
}

export interface ValueSet {
  readonly url: string;
  readonly title?: string;
  readonly name: string;
  readonly description?: string;
  readonly concepts: readonly Concept[];
}

export interface PackageFacts extends JsonObject {
  readonly version: string;
  readonly release: string;
}

export interface NamedFacts extends JsonObject {
  readonly release: string;
  readonly typeName: string;
}

export interface TypeFacts extends NamedFacts {
  readonly type: string;
  readonly isAbstract: boolean;
}

export interface BackboneFacts extends NamedFacts {
  /** Id of the unit of the type that it is part of. */
  readonly owner: string;
}

export interface ValueSetFacts extends NamedFacts {
  readonly isEnumerable: boolean;
}

export type PackageView = UnitView<unknown, PackageFacts>;
export type TypeView = UnitView<TypeData, TypeFacts>;
export type BackboneView = UnitView<Group, BackboneFacts>;
export type ValueSetView = UnitView<ValueSet, ValueSetFacts>;

/** The context of any template of this pack. */
export type PackContext<V = unknown> = Context<V, Options>;
