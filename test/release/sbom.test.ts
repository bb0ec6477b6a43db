/** The bill of materials of a release: valid for the tools that read it, and the same for the same release. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { sbomText } from "../../scripts/release/sbom.ts";
import { releaseTargets } from "../../scripts/release/targets.ts";
import { repository } from "../support/source-graph.ts";

const { dependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  dependencies: Readonly<Record<string, string>>;
};

function sbom(commit: string): string {
  return sbomText({
    root: repository,
    version: "1.2.3",
    commit,
    seconds: 1_700_000_000,
    libraries: Object.keys(dependencies).map((name) => `node_modules/${name}`),
    runtimes: releaseTargets.map((target) => `node_modules/${target.runtime}`),
  });
}

/** What the schema of CycloneDX says against a bill. */
function problems(bom: unknown): string[] {
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(repository, `test/fixtures/schemas/cyclonedx-${name}.schema.json`), "utf8"));
  const formats = {
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    "iri-reference": true,
    "idn-email": true,
    uri: true,
  } as const;
  const at = (name: string) => `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`;
  const ajv = new Ajv({ strict: false, allErrors: true, formats });
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema({ ...schema(name), $id: at(name) });
  const validate = ajv.compile(schema("bom-1.6"));
  validate(bom);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("the bill is one of CycloneDX 1.6, and names every package with its hash", () => {
  const bom = JSON.parse(sbom("758849c48"));
  expect(problems(bom)).toEqual([]);
  expect(bom).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
  const purls = Object.entries(dependencies).map(([name, version]) => `pkg:npm/${name.replace("@", "%40")}@${version}`);
  const libraries = bom.components.filter((one: { type: string }) => one.type === "library");
  expect(libraries.map((one: { purl: string }) => one.purl)).toEqual(purls);
});

test("a bill with a licence that is none is noticed", () => {
  const bom = JSON.parse(sbom("758849c48"));
  bom.components[0].licenses = [{ license: { id: "MIT-ish" } }];
  expect(problems(bom).join()).toContain(
    "/components/0/licenses/0/license/id must be equal to one of the allowed values",
  );
});

test("the same release has the same number, another one another", () => {
  const number = (text: string) => /"serialNumber": "(.*)"/.exec(text)?.[1];
  expect(sbom("758849c48")).toBe(sbom("758849c48"));
  expect(number(sbom("758849c48"))).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(number(sbom("758849c48"))).not.toBe(number(sbom("000000000")));
});
