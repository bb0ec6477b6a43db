/** What `init` can find in a folder, as the config will name it. */

/** Something that can be a source: `path` goes into the config as it stands. */
export type DetectedSpec = DetectedDescription | DetectedPackage | DetectedDatabase | DetectedData;

export interface DetectedDescription {
  readonly kind: "openapi";
  readonly path: string;
  /** As the document says: `3.1.0`, `2.0`. */
  readonly version: string;
}

/** The FHIR packages that lie in the project, or what a guide is written against. */
export interface DetectedPackage {
  readonly kind: "fhir";
  /** The one package, `fhir` for several, or the `sushi-config.yaml` of a guide. */
  readonly path: string;
  /** What the source reads: `./package.tgz`, `hl7.fhir.r4.core@4.0.1`. */
  readonly packages: readonly string[];
  /** Of FHIR: `4.0.1`; absent when the package does not say. */
  readonly version?: string;
  /** Others are needed, which `specmill pull` has to download. */
  readonly needsPull: boolean;
}

/** A SQLite file. */
export interface DetectedDatabase {
  readonly kind: "database";
  readonly path: string;
}

export interface DetectedData {
  readonly kind: "data";
  /** A file, or a glob pattern when there are several of one ending in a folder. */
  readonly path: string;
  /** What a unit of it will be. */
  readonly unit: "file" | "record";
}
