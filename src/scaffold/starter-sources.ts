/** What `init` makes of each kind of spec: a source, and the targets of built-in packs that fit it. Pure. */
import type { DetectedData, DetectedDatabase, DetectedDescription, DetectedPackage } from "./detected-spec.ts";
import type { StarterSource } from "./starter-config.ts";

export interface PlannedSource extends StarterSource {
  /** Its target has a pack of the project's own, which is written too: for a unit of this kind. */
  readonly ownPack?: "file" | "record";
}

export function descriptionSource(
  name: string,
  { path, version }: DetectedDescription,
  isOnly: boolean,
): PlannedSource {
  const prefix = isOnly ? "" : `${name}-`;
  const types = { source: name, pack: "openapi-typescript", output: `src/${name}` };
  const docs = { source: name, pack: "openapi-markdown", output: `docs/${name}` };
  return {
    name,
    comment: `${version.startsWith("2") ? "Swagger" : "OpenAPI"} ${version}`,
    fields: { kind: "openapi", path },
    targets: [
      { name: `${prefix}types`, comment: "TypeScript types of every schema and operation", fields: types },
      { name: `${prefix}docs`, comment: "Markdown pages", fields: docs },
    ],
  };
}

export function packageSource(name: string, { packages, version, needsPull }: DetectedPackage): PlannedSource {
  const types = { source: name, pack: "fhir-typescript", output: `src/${name}` };
  const docs = { source: name, pack: "fhir-markdown", output: `docs/${name}` };
  const release = version === undefined ? "FHIR" : `FHIR ${version}`;
  return {
    name,
    comment: needsPull ? `${release}; \`specmill pull\` downloads what it needs` : release,
    fields: { kind: "fhir", packages },
    targets: [
      { name: `${name}-types`, comment: "TypeScript types of resources, and classes of profiles", fields: types },
      { name: `${name}-docs`, comment: "Markdown pages of profiles and value sets", fields: docs },
    ],
  };
}

export function databaseSource(name: string, { path }: DetectedDatabase): PlannedSource {
  const types = { source: name, pack: "database-typescript", output: `src/${name}` };
  const docs = { source: name, pack: "database-markdown", output: `docs/${name}` };
  return {
    name,
    comment: "A SQLite file; its rows are never looked at",
    fields: { kind: "database", path },
    targets: [
      { name: `${name}-types`, comment: "TypeScript types of every table, and zod schemas", fields: types },
      { name: `${name}-docs`, comment: "Markdown pages and diagrams", fields: docs },
    ],
  };
}

/** The first one shows how a pack of one's own looks; the others use the built-in one. */
export function dataSource(name: string, { path, unit }: DetectedData, hasPack: boolean): PlannedSource {
  const pack = hasPack ? `./${packFolder(name)}` : "data-markdown";
  const comment = hasPack
    ? `A page for each ${unit}, by the pack in ${packFolder(name)}`
    : `A page for each ${unit}, and an index`;
  return {
    name,
    comment: `A unit for each ${unit}`,
    fields: { kind: "data", path },
    targets: [{ name: `${name}-pages`, comment, fields: { source: name, pack, output: `docs/${name}` } }],
    ...(hasPack ? { ownPack: unit } : {}),
  };
}

/** Where the pack of a source is written. */
export function packFolder(name: string): string {
  return `templates/${name}`;
}
