/** The parts of FHIR definitions that these pages read, as the source hands them over. */
import type { Context, Json, JsonObject, UnitView } from "specmill";

export interface Options {
  readonly include: readonly string[];
  readonly packages: readonly string[];
  readonly dependencies: boolean;
  readonly snapshot: boolean;
  readonly codes: number;
}

/** What the templates of this pack call `it`. */
export type It = Context<UnitView, Options>;

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly fhirVersions: readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly canonical?: string;
  readonly license?: string;
  /** Ids of the units of the packages that it looks things up in, itself first. */
  readonly dependencies: readonly string[];
}

export interface Definition {
  readonly package: string;
  readonly release: string;
  readonly url: string;
  readonly name: string;
  readonly title?: string;
  readonly version?: string;
  readonly status?: string;
  readonly description?: string;
  readonly purpose?: string;
  readonly copyright?: string;
}

export interface Type extends Definition {
  readonly isAbstract: boolean;
  readonly type: string;
  readonly base?: TypeUse;
  readonly groups: readonly Group[];
}

export interface Primitive extends Definition {
  readonly type: string;
  readonly base?: TypeUse;
  readonly json: string;
  readonly regex?: string;
}

export interface Group {
  readonly path: string;
  readonly base?: TypeUse;
  readonly fields: readonly Field[];
  readonly short?: string;
  readonly definition?: string;
  readonly constraints: readonly Constraint[];
}

export interface Field {
  readonly name: string;
  readonly path: string;
  readonly isChoice: boolean;
  readonly variants: readonly { readonly type: TypeUse }[];
  readonly min: number;
  readonly max: string;
  readonly binding?: Binding;
  readonly short?: string;
  readonly definition?: string;
  readonly comment?: string;
  readonly isModifier: boolean;
  readonly isSummary: boolean;
  readonly constraints: readonly Constraint[];
  readonly fixed?: Value;
  readonly pattern?: Value;
  readonly maxLength?: number;
  readonly representation?: readonly string[];
}

export interface TypeUse {
  readonly code: string;
  readonly kind: "primitive" | "complex" | "backbone" | "resource" | "logical";
  readonly unit?: string;
  readonly targets?: readonly Target[];
  readonly profiles?: readonly string[];
}

export interface Target {
  readonly url: string;
  readonly type: string;
  readonly unit?: string;
}

export interface Binding {
  readonly strength: string;
  readonly valueSet: string;
  readonly valueSetVersion?: string;
  readonly unit?: string;
  readonly description?: string;
}

export interface Constraint {
  readonly key: string;
  readonly severity: string;
  readonly human: string;
  readonly expression?: string;
  /** Only of those that come from another definition. */
  readonly source?: string;
}

export interface Value {
  readonly type: string;
  readonly value: Json;
}

export interface Profile extends Definition {
  readonly isAbstract: boolean;
  readonly type: string;
  readonly base: TypeUse & { readonly url: string };
  readonly root: TypeUse;
  readonly elements: readonly Element[];
  readonly context?: readonly { readonly type: string; readonly expression: string }[];
  readonly value?: Field;
  readonly parts?: readonly Part[];
}

export interface Part {
  readonly url: string;
  readonly min: number;
  readonly max: string;
  readonly value?: Field;
  readonly short?: string;
}

export interface Element extends Field {
  readonly id: string;
  readonly isChanged: boolean;
  readonly mustSupport: boolean;
  readonly isProhibited: boolean;
  readonly sliceName?: string;
  readonly slicing?: Slicing;
  readonly contentReference?: TypeUse;
  readonly minValue?: Value;
  readonly maxValue?: Value;
  readonly requirements?: string;
}

export interface Slicing {
  readonly discriminators: readonly { readonly type: string; readonly path: string }[];
  readonly rules: string;
  readonly isOrdered: boolean;
  readonly description?: string;
}

export interface ValueSet extends Definition {
  readonly concepts: readonly Concept[];
  readonly incomplete?: string;
  readonly compose?: JsonObject;
}

export interface Concept {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
  readonly definition?: string;
}

export interface CodeSystem extends Definition {
  readonly content?: string;
  readonly concepts: readonly (Concept & { readonly level: number; readonly isAbstract: boolean })[];
}

export interface SearchParameter extends Definition {
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly targets: readonly string[];
}

export interface Operation extends Definition {
  readonly code: string;
  readonly kind: string;
  readonly resources: readonly string[];
  readonly onSystem: boolean;
  readonly onType: boolean;
  readonly onInstance: boolean;
  readonly affectsState?: boolean;
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly use: string;
  readonly min: number;
  readonly max: string;
  readonly documentation?: string;
  readonly type?: string;
  readonly targets: readonly string[];
  readonly binding?: Binding;
  readonly parts: readonly Parameter[];
}
