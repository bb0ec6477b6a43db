/** Every example that HL7 published with R4: it is what its TypeScript type says, and PHP writes what it read. */
import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { phpTest } from "../packs/fhir-php/php-runtime.ts";
import { unpack } from "../support/fhir-downloads.ts";
import { checkExamples } from "./examples-typed.ts";
import { askFullSize } from "./php.ts";
import { fullSize, releaseProject } from "./project.ts";
import { isSameJson } from "./same-json.ts";

/** 188 MB are compiled, and read and written by PHP. */
setDefaultTimeout(300_000);

const sized = fullSize();
const phpSized = fullSize(phpTest());

const project = releaseProject("R4");
afterAll(project.remove);

async function examplesIn(root: string): Promise<string> {
  return unpack("hl7.fhir.r4.examples@4.0.1", join(root, "published"));
}

const unbased = ["CodeSystem", "ValueSet"].flatMap((type) =>
  ["author", "effective", "end", "keyword", "workflow"].map(
    (name) => `${type.toLowerCase()}-extensions-${type}-${name}`,
  ),
);

/** What is wrong with the examples themselves: the definitions of R4 want something else. */
const wrong: Readonly<Record<string, string>> = {
  "Questionnaire-qs1.json": "Property 'linkId' is missing",
  ...Object.fromEntries(unbased.map((name) => [`SearchParameter-${name}.json`, "Property 'base' is missing"])),
};

/** Not compiled: a literal of more than 2 MB is beyond the compiler. Most entries of these bundles are examples of their own beside them. */
const tooLarge: readonly string[] = [
  "Bundle-dataelements.json",
  "Bundle-extensions.json",
  "Bundle-profiles-others.json",
  "Bundle-resources.json",
  "Bundle-searchParams.json",
  "Bundle-types.json",
  "Bundle-v2-valuesets.json",
  "Bundle-v3-valuesets.json",
  "Bundle-valueset-expansions.json",
  "Bundle-valuesets.json",
  "ImplementationGuide-fhir.json",
  "ValueSet-c80-doc-typecodes.json",
  "ig-r4.json",
];

test("the judge sees digits and order of lists, and no order of names", () => {
  expect(isSameJson('{"a":[1.0,"é"],"b":1e400}', '{"b":1e400, "a":[1.0,"\\u00e9"]}')).toBe(true);
  expect(isSameJson('{"a":1.0}', '{"a":1.00}')).toBe(false);
  expect(isSameJson('{"a":1.0}', '{"a":"1.0"}')).toBe(false);
  expect(isSameJson('{"a":[1,2]}', '{"a":[2,1]}')).toBe(false);
  expect(isSameJson('{"a":1}', '{"a":1,"b":null}')).toBe(false);
});

sized("every example has the type of its resource, but those that lack what R4 requires", async () => {
  const { root } = await project.made();
  const checked = checkExamples(await examplesIn(root), root);
  expect(checked.failed).toEqual(wrong);
  expect(checked.tooLarge).toEqual([...tooLarge]);
  expect(checked.passed).toBe(5306 - tooLarge.length - Object.keys(wrong).length);
});

interface RoundTrip {
  readonly written: number;
  /** An empty list where there is none. */
  readonly problems: unknown;
}

phpSized("PHP writes every example as it read it, digit by digit", async () => {
  const { root } = await project.made();
  const examples = await examplesIn(root);
  const written = join(root, "written");
  mkdirSync(written);
  const answer = askFullSize<RoundTrip>("round-trip.php", join(root, "classes"), { examples, written });
  const changed = readdirSync(written).filter((name) => {
    return !isSameJson(readFileSync(join(written, name), "utf8"), readFileSync(join(examples, name), "utf8"));
  });
  expect({ ...answer, changed }).toEqual({ written: 5306, problems: [], changed: [] });
});
