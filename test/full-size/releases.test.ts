/**
 * Whole releases of FHIR: what is generated compiles and loads, and has every element of every type. Which elements there are is read from
 * the JSON of the packages alone.
 */
import { afterAll, describe, expect, setDefaultTimeout } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { askPhp, phpTest } from "../packs/fhir-php/php-runtime.ts";
import type { Release } from "../support/fhir-downloads.ts";
import { releases } from "../support/fhir-downloads.ts";
import { textOf } from "./element-texts.ts";
import { propertyAt, typeProgram } from "./element-types.ts";
import type { ElementProperty } from "./element-walk.ts";
import { definitionsIn, propertiesOf } from "./element-walk.ts";
import { askFullSize, lintProblems } from "./php.ts";
import { filesBelow, fullSize, releaseProject, typeErrors } from "./project.ts";

/** Two compilers are asked for thousands of files, beside other tests. */
setDefaultTimeout(300_000);

const sized = fullSize();
const phpSized = fullSize(phpTest());

/** Types that have objects, the paths of their elements, and the properties of these: siblings and choices count one by one. */
const sizes: Readonly<Record<Release, { types: number; paths: number; properties: number }>> = {
  R4: { types: 185, paths: 7389, properties: 10728 },
  R4B: { types: 181, paths: 7500, properties: 10929 },
  R5: { types: 200, paths: 9178, properties: 13405 },
};

/** What the TypeScript types do not say as the definitions do. */
const untyped: Readonly<Record<string, string>> = {
  "Reference.type": "it is what `Reference<T>` is told by, and T is any where nothing is said",
};

describe.each(releases.map((release) => [release]))("%s", (release) => {
  const project = releaseProject(release);
  afterAll(project.remove);

  sized("all types and profiles compile under `tsc --strict`", async () => {
    const { root } = await project.made();
    expect(filesBelow(join(root, "types")).length).toBeGreaterThan(500);
    expect(typeErrors(root, ["types"])).toBe("");
  });

  phpSized("every class passes `php -l`", async () => {
    const { root } = await project.made();
    expect(await lintProblems(filesBelow(join(root, "classes")))).toEqual([]);
  });

  phpSized("every class and enum loads, with all of its attributes", async () => {
    const { root } = await project.made();
    const loaded = askPhp<Record<string, unknown>>("reflect.php", join(root, "classes"));
    expect(Object.keys(loaded).length).toBe(filesBelow(join(root, "classes")).length);
  });

  sized(
    "every element of every type has its property in TypeScript, as often and of the type it has to be",
    async () => {
      const { root } = await project.made();
      const properties = published(release, root);
      writeFileSync(join(root, "elements.ts"), typeProgram(properties));
      const errors = typeErrors(root, ["elements.ts"]).split("\n").filter(Boolean);
      const missing = errors.map((error) => propertyAt(properties, lineOf(error))?.path ?? error);
      expect(missing).toEqual(Object.keys(untyped));
    },
  );

  phpSized("every element of every type is read into its class and written again in PHP", async () => {
    const { root } = await project.made();
    const properties = published(release, root);
    const problems = askFullSize<[number, string][]>("elements.php", join(root, "classes"), {
      elements: properties.map(textOf),
    });
    expect(problems.map(([at, problem]) => `${properties[at]?.path}: ${problem}`)).toEqual([]);
  });
});

/** Of the definitions that the code was generated from; the counts prove that they were found. */
function published(release: Release, root: string): ElementProperty[] {
  const definitions = definitionsIn(join(root, release, "package"));
  const properties = definitions.flatMap(propertiesOf);
  const paths = new Set(properties.map(({ path }) => path)).size;
  expect({ types: definitions.length, paths, properties: properties.length }).toEqual(sizes[release]);
  return properties;
}

function lineOf(error: string): number {
  return Number(/^elements\.ts\((\d+),/.exec(error)?.[1] ?? 0);
}
