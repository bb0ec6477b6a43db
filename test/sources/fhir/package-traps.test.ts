/** What real packages do, whatever the specification says (notes on each in its test), wherever a package lies. */
import { describe, expect, test } from "bun:test";
import { defaultLimits } from "#config/resolve.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { openPackages } from "#sources/fhir/open-packages.ts";
import type { FhirPackage } from "#sources/fhir/package.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import type { PackageParts } from "../../support/fhir-package.ts";
import { below, definition, packageFiles, tgzOf } from "../../support/fhir-package.ts";

type Files = Record<string, string | Uint8Array>;

interface Home {
  /** As the config names it. */
  readonly asked: string;
  /** What places begin with. */
  readonly folder: string;
  /** The project that has the files of the package in this way. */
  readonly project: (files: Record<string, string>) => Files;
}

const lock = JSON.stringify({
  specmill: "fhir-lock",
  version: 1,
  packages: [{ name: "test.package", version: "1.0.0", integrity: "sha512-x", dependencies: {} }],
  roots: { "test.package@1.0.0": "test.package@1.0.0" },
});

const homes: readonly (readonly [string, Home])[] = [
  ["a folder", { asked: "./pkg", folder: "pkg/package", project: (files) => below("pkg", files) }],
  ["an archive", { asked: "./p.tgz", folder: "p.tgz/package", project: (files) => ({ "p.tgz": tgzOf(files) }) }],
  [
    "the cache",
    {
      asked: "test.package@1.0.0",
      folder: "~/.fhir/packages/test.package#1.0.0/package",
      project: (files) => ({ "fhir.lock.json": lock, ...below("cache/test.package#1.0.0", files) }),
    },
  ],
];

async function open(
  home: Home,
  files: Record<string, string>,
): Promise<{ opened: FhirPackage; diagnostics: Diagnostic[] }> {
  const { context, diagnostics } = sourceContext(home.project(files));
  const input = { name: "fhir", options: { packages: [home.asked] }, limits: defaultLimits };
  const [opened] = await openPackages(input, context, { path: "/project/cache", shown: "~/.fhir/packages" });
  if (opened === undefined) throw new Error("no package was opened");
  return { opened, diagnostics };
}

const filesOf = ({ opened }: { opened: FhirPackage }) => opened.entries.map(({ file }) => file);
const said = ({ diagnostics }: { diagnostics: Diagnostic[] }) =>
  diagnostics.map(
    ({ severity, code, message, place }) => `${severity} ${code} ${place?.file}:${place?.line ?? ""} ${message}`,
  );

const patient = definition("StructureDefinition", "Patient", {
  url: "http://hl7.org/fhir/StructureDefinition/Patient",
  version: "4.0.1",
  title: "A patient",
  kind: "resource",
  type: "Patient",
  abstract: false,
  derivation: "specialization",
  baseDefinition: "http://hl7.org/fhir/StructureDefinition/DomainResource",
  snapshot: { element: [{ id: "Patient", path: "Patient" }] },
  differential: { element: [{ id: "Patient", path: "Patient" }] },
});

describe.each(homes)("a package in %s", (_where, home) => {
  const openWith = (files: PackageParts["files"] = {}, parts: PackageParts = {}) =>
    open(home, packageFiles({ ...parts, files }));

  test("says what its definitions are, and gives what is read of them", async () => {
    const codes = definition("CodeSystem", "c", { content: "complete" });
    const { opened, diagnostics } = await openWith({
      "StructureDefinition-Patient.json": patient,
      "CodeSystem-c.json": codes,
    });
    const [first, second] = opened.entries;
    expect(first).toMatchObject({
      file: "CodeSystem-c.json",
      resourceType: "CodeSystem",
      id: "c",
      content: "complete",
    });
    expect(second).toEqual(
      expect.objectContaining({
        file: "StructureDefinition-Patient.json",
        resourceType: "StructureDefinition",
        id: "Patient",
        url: "http://hl7.org/fhir/StructureDefinition/Patient",
        version: "4.0.1",
        name: "Patient",
        title: "A patient",
        status: "active",
        kind: "resource",
        type: "Patient",
        derivation: "specialization",
        abstract: false,
        baseDefinition: "http://hl7.org/fhir/StructureDefinition/DomainResource",
        hasSnapshot: true,
      }),
    );
    expect(first).not.toHaveProperty("kind");
    const { differential: _differential, ...read } = patient as { readonly differential: object };
    expect(second === undefined ? "" : Buffer.from(opened.read(second)).toString()).toBe(JSON.stringify(read));
    expect(second === undefined ? "" : opened.pathOf(second)).toBe(`${home.folder}/StructureDefinition-Patient.json`);
    expect(opened).toMatchObject({ id: "test.package@1.0.0", isRoot: true, scope: ["test.package@1.0.0"] });
    expect(diagnostics).toEqual([]);
  });

  test("needs no `.index.json`: no package of HL7 on npm has one (trap 1)", async () => {
    expect(filesOf(await openWith({ "ValueSet-a.json": definition("ValueSet", "a") }))).toEqual(["ValueSet-a.json"]);
  });

  test("is read although its `.index.json` begins with a byte order mark and lists nothing (trap 2)", async () => {
    const index = `\u{feff}${JSON.stringify({ "index-version": 2, files: [] })}`;
    const opened = await openWith({
      ".index.json": index,
      ".firely.index.json": "{ no index",
      "ValueSet-a.json": `\u{feff}${JSON.stringify(definition("ValueSet", "a"))}`,
    });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json"]);
    expect(said(opened)).toEqual([]);
  });

  test("is read without what macOS leaves in archives (trap 3)", async () => {
    const opened = await openWith({
      "._ValueSet-a.json": "\0\u0005\u0016\u0007\0Mac OS X",
      "._package.json": "\0\u0005",
      "ValueSet-a.json": definition("ValueSet", "a"),
    });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json"]);
    expect(said(opened)).toEqual([]);
  });

  test("is read by the content of its files, not by their names (trap 4)", async () => {
    const opened = await openWith({
      "profile-a.json": definition("StructureDefinition", "a", { kind: "resource", derivation: "constraint" }),
      "StructureDefinition-fake.json": definition("ConceptMap", "fake"),
      "notes.json": [1, 2],
      "schema.json": { $schema: "http://json-schema.org/draft-06/schema#" },
    });
    expect(opened.opened.entries.map(({ file, resourceType, id }) => [file, resourceType, id])).toEqual([
      ["profile-a.json", "StructureDefinition", "a"],
    ]);
    expect(said(opened)).toEqual([]);
  });

  test("may have a profile with id and file name of a core type (trap 5)", async () => {
    const profile = definition("StructureDefinition", "Patient", {
      kind: "resource",
      type: "Patient",
      derivation: "constraint",
    });
    const opened = await openWith({ "StructureDefinition-Patient.json": profile, "base-patient.json": patient });
    expect(filesOf(opened)).toEqual(["StructureDefinition-Patient.json", "base-patient.json"]);
    expect(said(opened)).toEqual([]);
  });

  test("may have folders beside `package` (trap 6)", async () => {
    const files = packageFiles({ files: { "ValueSet-a.json": definition("ValueSet", "a") } });
    const beside = { "other/ValueSet-b.json": "{}", "example/Patient-x.json": "not json", "ValueSet-c.json": "{" };
    const opened = await open(home, { ...beside, ...files });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json"]);
    expect(said(opened)).toEqual([]);
  });

  test("may have folders in `package`, whose files are no definitions (trap 7)", async () => {
    const strange = Object.fromEntries(
      ["example", "xml", "other", "openapi"].map((folder) => [
        `${folder}/ValueSet-b.json`,
        definition("ValueSet", "b"),
      ]),
    );
    const opened = await openWith({ ...strange, "ValueSet-a.json": definition("ValueSet", "a") });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json"]);
  });

  test("may have logical models without a snapshot, or with an empty one (trap 8)", async () => {
    const model = { kind: "logical", derivation: "specialization", type: "http://example.org/m" };
    const { opened } = await openWith({
      "a.json": definition("StructureDefinition", "a", model),
      "b.json": definition("StructureDefinition", "b", { ...model, snapshot: { element: [] } }),
    });
    expect(opened.entries.map(({ id, kind, hasSnapshot }) => [id, kind, hasSnapshot])).toEqual([
      ["a", "logical", undefined],
      ["b", "logical", undefined],
    ]);
  });

  test("may say the same thing twice: the file that is named as it should be counts (trap 9)", async () => {
    const opened = await openWith({
      "ValueSet-a.json": definition("ValueSet", "a", { title: "the real one" }),
      "1-copy.json": definition("ValueSet", "a"),
      "ig-r4.json": definition("ImplementationGuide", "ig"),
      "ImplementationGuide-ig.json": definition("ImplementationGuide", "ig"),
      "x.json": definition("CodeSystem", "x", { version: "1" }),
      "y.json": definition("CodeSystem", "x2", { url: "http://example.org/CodeSystem/x", version: "2" }),
      "z.json": definition("CodeSystem", "x2", { url: "http://example.org/CodeSystem/z" }),
    });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json", "x.json", "y.json"]);
    expect(said(opened)).toEqual([
      `warning fhir/package ${home.folder}/1-copy.json: \`http://example.org/ValueSet/a\` is defined twice, the first time in \`ValueSet-a.json\``,
      `warning fhir/package ${home.folder}/z.json: the id \`x2\` is defined twice, the first time in \`y.json\``,
    ]);
  });

  test("may have differentials only, as US Core (trap 10)", async () => {
    const profile = {
      kind: "resource",
      type: "Patient",
      derivation: "constraint",
      differential: { element: [{ id: "Patient" }] },
    };
    const { opened } = await openWith({ "a.json": definition("StructureDefinition", "a", profile) });
    expect(opened.entries[0]).not.toHaveProperty("hasSnapshot");
    expect(opened.entries[0]).toMatchObject({ derivation: "constraint", type: "Patient" });
  });

  test("loses a file that is broken, with a warning that has its place, and no other", async () => {
    const opened = await openWith({
      "ValueSet-a.json": definition("ValueSet", "a"),
      "b.json": '{\n  "resourceType": "ValueSet",\n  "url": oops\n}',
      "c.json": { resourceType: "ValueSet", id: "c" },
      "d.json": "",
      "e.json": `{"resourceType": "ValueSet", "url": "x", "e": ${"[".repeat(600)}${"]".repeat(600)}}`,
    });
    expect(filesOf(opened)).toEqual(["ValueSet-a.json"]);
    expect(said(opened)).toEqual([
      `warning document/syntax ${home.folder}/b.json:3 ${opened.diagnostics[0]?.message}`,
      `warning fhir/package ${home.folder}/c.json:1 the ValueSet has no \`url\`, so that nothing can refer to it`,
      `warning source/empty ${home.folder}/d.json:1 the document is empty`,
      `warning document/too-deep ${home.folder}/e.json:1 ${opened.diagnostics[3]?.message}`,
    ]);
    expect(opened.diagnostics[0]?.notes.at(-1)).toEqual({ message: "the file is left out" });
    expect(opened.diagnostics[0]?.place?.frame?.lines[1]).toBe('  "resourceType": "ValueSet",');
  });

  test("takes the id from the URL where a definition has none", async () => {
    const { opened } = await openWith({
      "a.json": { resourceType: "ValueSet", url: "http://example.org/ValueSet/last" },
    });
    expect(opened.entries[0]?.id).toBe("last");
  });

  test("takes no key of a definition for one of an object", async () => {
    const text = '{"resourceType": "ValueSet", "url": "http://x/y", "__proto__": {"polluted": true, "id": "evil"}}';
    const { opened } = await openWith({ "a.json": text });
    expect(opened.entries[0]?.id).toBe("y");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("is an error without a manifest that can be used", async () => {
    const problems = async (manifest: string) => {
      const files = { ...packageFiles({}), "package/package.json": manifest };
      const problem = await open(home, files).catch((fault: Error) => fault);
      return problem instanceof Error ? problem.message : "nothing";
    };
    expect(await problems("{")).not.toBe("nothing");
    expect(await problems("[]")).toBe("the manifest of the package holds no object");
    expect(await problems('{"version": "1.0.0"}')).toBe("the manifest of the package has no `name`");
    expect(await problems('{"name": "test.package"}')).toBe("the manifest of the package has no `version`");
    expect(await problems('{"name": "../x", "version": "1.0.0"}')).toBe(
      "the manifest of the package has a `name` that is none",
    );
    expect(await problems('{"name": "test.package", "version": "../1"}')).toContain("has a `version` that is none");
  });
});
