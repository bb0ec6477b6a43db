/** The parts of FHIR definitions that the templates read, as the source hands them over, and the options of pack.yaml. */
import type { Context, Json, JsonObject, UnitView } from "specmill";

export interface Options {
  readonly primitives: "plain" | "alias" | "brand";
  readonly decimal: "number" | "string";
  readonly enums: "union" | "const";
  readonly suggestCodes: boolean;
  readonly comments: "full" | "short" | "none";
  readonly validators: "none" | "plain" | "zod";
  readonly profiles: boolean;
  readonly logicalModels: boolean;
  readonly extension: ".js" | ".ts" | "none";
}

export interface Target {
  readonly url: string;
  readonly type: string;
  readonly unit?: string;
}

export interface TypeUse {
  readonly code: string;
  readonly kind: "primitive" | "complex" | "backbone" | "resource" | "logical";
  readonly typeName: string;
  readonly unit?: string;
  readonly json?: "string" | "number" | "boolean";
  readonly targets?: readonly Target[];
  readonly profiles?: readonly string[];
}

export interface Variant {
  readonly property: string;
  readonly type: TypeUse;
  readonly hasSibling: boolean;
}

export interface Binding {
  readonly strength: "required" | "extensible" | "preferred" | "example";
  readonly valueSet: string;
  readonly unit?: string;
}

export interface Constraint {
  readonly key: string;
  readonly severity: "error" | "warning";
  readonly human: string;
  readonly source?: string;
}

export interface Value {
  readonly type: string;
  readonly value: Json;
}

export interface Field {
  readonly name: string;
  readonly path: string;
  readonly isChoice: boolean;
  readonly variants: readonly Variant[];
  readonly min: number;
  readonly max: string;
  readonly isArray: boolean;
  readonly isRequired: boolean;
  readonly binding?: Binding;
  readonly short?: string;
  readonly definition?: string;
  readonly constraints: readonly Constraint[];
  readonly fixed?: Value;
  readonly pattern?: Value;
}

export interface Group {
  readonly path: string;
  readonly typeName: string;
  readonly base?: TypeUse;
  readonly fields: readonly Field[];
  readonly short?: string;
  readonly definition?: string;
}

interface Definition {
  readonly url: string;
  readonly name: string;
  readonly title?: string;
  readonly version?: string;
  readonly description?: string;
}

export interface Type extends Definition {
  readonly isAbstract: boolean;
  readonly type: string;
  readonly groups: readonly Group[];
}

export interface Primitive extends Definition {
  readonly type: string;
  readonly base?: TypeUse;
  readonly json: "string" | "number" | "boolean";
  /** Not anchored. */
  readonly regex?: string;
}

export interface Concept {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}

export interface ValueSet extends Definition {
  readonly concepts: readonly Concept[];
}

export interface Slicing {
  readonly discriminators: readonly { readonly type: string; readonly path: string }[];
  readonly rules: "closed" | "open" | "openAtEnd";
}

export interface ProfileElement extends Field {
  readonly id: string;
  readonly isChanged: boolean;
  readonly isProhibited: boolean;
  readonly sliceName?: string;
  readonly slicing?: Slicing;
  readonly basePath: string;
}

export interface Part {
  readonly url: string;
  readonly sliceName: string;
  readonly min: number;
  readonly max: string;
  readonly value?: Field;
  readonly short?: string;
}

export interface Profile extends Definition {
  readonly isAbstract: boolean;
  readonly type: string;
  readonly typeName: string;
  readonly base: TypeUse & { readonly url: string };
  readonly root: TypeUse;
  readonly elements: readonly ProfileElement[];
}

/** Of an extension; `value` is absent where it has parts, or nothing. */
export interface Extension extends Profile {
  readonly value?: Field;
  readonly parts?: readonly Part[];
}

export interface Facts extends JsonObject {
  readonly package: string;
  readonly url: string;
  readonly typeName: string;
  readonly isRoot: boolean;
}

export interface TypeFacts extends Facts {
  readonly type: string;
  readonly isAbstract: boolean;
}

export interface ValueSetFacts extends Facts {
  readonly isEnumerable: boolean;
}

export interface PackageFacts extends JsonObject {
  readonly release: string;
  readonly isRoot: boolean;
}

export interface BackboneFacts extends JsonObject {
  readonly owner: string;
}

export type TypeView = UnitView<Type, TypeFacts>;
export type PrimitiveView = UnitView<Primitive, TypeFacts>;
export type ValueSetView = UnitView<ValueSet, ValueSetFacts>;
export type ProfileView = UnitView<Profile, TypeFacts>;
export type ExtensionView = UnitView<Extension, TypeFacts>;
export type PackageView = UnitView<JsonObject, PackageFacts>;
export type BackboneView = UnitView<Group, BackboneFacts>;

/** The context of any template of this pack. */
export type PackContext<V = unknown> = Context<V, Options>;
