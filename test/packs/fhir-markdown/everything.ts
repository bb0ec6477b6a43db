/** A package with one of everything that definitions may say. */
import type { PackageParts } from "../../support/fhir-package.ts";
import { nestedExtension, profile, simpleExtension } from "./profiles.ts";
import { dataType, model, primitive, resource } from "./structures.ts";
import { packageOf } from "./support.ts";
import { anyParameter, codeSystem, fragment, nameParameter, openSet, operation, valueSet } from "./terminology.ts";
import type { Voices } from "./voices.ts";
import { site } from "./voices.ts";

const voices: Voices = { say: (text) => text, write: (text) => text };

export function everything({ say, write }: Voices = voices): PackageParts {
  const definitions = [
    resource,
    dataType,
    primitive,
    model,
    profile,
    simpleExtension,
    nestedExtension,
    valueSet,
    openSet,
    codeSystem,
    fragment,
    nameParameter,
    anyParameter,
    operation,
  ].map((make) => make({ say, write }));
  const parts = packageOf("example.shop", "1.2.0", definitions);
  const manifest = {
    name: parts.name,
    version: parts.version,
    fhirVersions: ["4.0.1"],
    title: say("The shop"),
    description: write("What the *shop* sells."),
    canonical: site,
    license: say("CC0-1.0"),
  };
  return { ...parts, files: { ...parts.files, "package.json": manifest } };
}
