/** A FHIR package that can be read: https://hl7.org/fhir/packages.html. Where its files lie (a cache folder, a folder, a .tgz) is its maker's business. */
import type { Digest } from "#model/unit.ts";
import type { KeptParts } from "./kept-parts.ts";

export interface FhirPackage {
  /** `hl7.fhir.r4b.core@4.3.0`. */
  readonly id: string;
  readonly manifest: PackageManifest;
  /** Named in the config, and not only needed by another. */
  readonly isRoot: boolean;
  /** Ids of the packages in which its references are looked up, in this order: itself, then its dependencies, nearest first. */
  readonly scope: readonly string[];
  /** Its definitions, sorted by file name; examples and what is no definition are left out. */
  readonly entries: readonly IndexEntry[];
  /** The JSON of a definition, as far as it is read (`kept`). Throws SpecmillError when it is not what the index was made from. */
  read(entry: IndexEntry): Uint8Array;
  /** Project path of the file that an entry is in, for places: also of what lies in an archive or outside of the project. */
  pathOf(entry: IndexEntry): string;
}

/** `package.json` of a package, as far as it matters; what is wrong in it has been reported. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly fhirVersions: readonly string[];
  /** Name (or alias) to version, range, or `npm:name@version`. */
  readonly dependencies: { readonly [name: string]: string };
  readonly title?: string;
  readonly description?: string;
  readonly canonical?: string;
  readonly license?: string;
}

export const definitionTypes = [
  "StructureDefinition",
  "ValueSet",
  "CodeSystem",
  "SearchParameter",
  "OperationDefinition",
] as const;

export type DefinitionType = (typeof definitionTypes)[number];

/** What is known of a definition without parsing it again. Absent fields are absent in the definition. */
export interface IndexEntry {
  /** Relative to the folder `package`. */
  readonly file: string;
  readonly resourceType: DefinitionType;
  readonly id: string;
  readonly url: string;
  readonly version?: string;
  readonly name?: string;
  readonly title?: string;
  readonly status?: string;
  /** Of a StructureDefinition. */
  readonly kind?: "primitive-type" | "complex-type" | "resource" | "logical";
  readonly type?: string;
  readonly derivation?: "specialization" | "constraint";
  readonly abstract?: boolean;
  readonly baseDefinition?: string;
  /** It has a snapshot with elements. */
  readonly hasSnapshot?: boolean;
  /** Of a CodeSystem. */
  readonly content?: string;
  /** Absent where all of the file is read. */
  readonly kept?: KeptParts;
  /** Of the file. */
  readonly digest: Digest;
}
