/**
 * The source kind `fhir`: the definitions of FHIR packages. Reads what `pull` has put into the shared cache, and packages of the project;
 * it never opens a connection.
 */
import QuickLRU from "quick-lru";
import { warning } from "#model/diagnostic.ts";
import { homeFolder } from "#platform/home-folder.ts";
import type { Source } from "../source.ts";
import type { DefinitionUnit } from "./definition-unit.ts";
import { unitKinds } from "./kinds.ts";
import { Library } from "./library.ts";
import { openPackages } from "./open-packages.ts";
import type { Options } from "./options.ts";
import { cacheFolder } from "./package-in-cache.ts";
import type { TypeProblem } from "./type-context.ts";
import type { Definition } from "./unit-data.ts";
import { FhirUnits } from "./units.ts";

/** A template reads the data of its unit several times, and hardly that of another. */
const HELD = 8;

export const source: Source<Options> = {
  kind: "fhir",
  unitKinds,
  async load(input, context) {
    const packages = await openPackages(input, context, cacheFolder(input.options, context.root, homeFolder()));
    const told = new Set<string>();
    // What is wrong with a definition is met again by all that are based on it.
    const report = (problem: TypeProblem, { origin }: DefinitionUnit) => {
      const key = [problem.definition, problem.element, problem.message].join("\0");
      if (told.has(key)) return;
      told.add(key);
      const where =
        problem.element === undefined ? problem.definition : `${problem.definition}, \`${problem.element}\``;
      context.report(
        warning("fhir/definition", problem.message, { place: { file: origin.file }, notes: [`in ${where}`] }),
      );
    };
    const held = new QuickLRU<object, Definition>({ maxSize: HELD });
    return new FhirUnits({ library: new Library(packages), held, memo: context.memo, report });
  },
};
