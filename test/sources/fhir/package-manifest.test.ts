import { describe, expect, test } from "bun:test";
import { defaultLimits } from "#config/resolve.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { coreOf, impliedCore } from "#sources/fhir/implied-core.ts";
import { decodeManifest, isPackageName, isPackageVersion } from "#sources/fhir/manifest.ts";
import { bestVersion, dependencyOf } from "#sources/fhir/package-dependency.ts";

function manifestOf(value: object) {
  const problems: Diagnostic[] = [];
  const bytes = Buffer.from(`\u{feff}${JSON.stringify({ name: "a", version: "1.0.0", ...value })}`);
  const manifest = decodeManifest({ bytes, limits: defaultLimits, report: (problem) => problems.push(problem) });
  return { manifest, problems };
}

describe("a manifest", () => {
  test("keeps what matters and nothing else", () => {
    const { manifest } = manifestOf({
      fhirVersions: ["4.0.1"],
      dependencies: { "hl7.fhir.r4.core": "4.0.1" },
      title: "A guide",
      canonical: "http://example.org",
      license: "CC0-1.0",
      description: "",
      author: { name: "x" },
    });
    expect(manifest).toEqual({
      name: "a",
      version: "1.0.0",
      fhirVersions: ["4.0.1"],
      dependencies: { "hl7.fhir.r4.core": "4.0.1" },
      title: "A guide",
      canonical: "http://example.org",
      license: "CC0-1.0",
    });
  });

  test("tells the releases of FHIR in the words of old packages too", () => {
    const versionsOf = (value: object) => manifestOf(value).manifest.fhirVersions;
    expect(versionsOf({ "fhir-version-list": ["3.0.1"] })).toEqual(["3.0.1"]);
    expect(versionsOf({ fhirVersion: "4.0.1" })).toEqual(["4.0.1"]);
    expect(versionsOf({ fhirVersions: [], dependencies: { x: "1", "hl7.fhir.r4b.core": "4.3.0" } })).toEqual(["4.3.0"]);
    expect(versionsOf({ dependencies: { "hl7.fhir.core": "3.0.1" } })).toEqual(["3.0.1"]);
    expect(versionsOf({ name: "hl7.fhir.r5.core", version: "5.0.0" })).toEqual(["5.0.0"]);
    expect(versionsOf({})).toEqual([]);
  });

  test("loses a dependency without a version, with a warning", () => {
    const { manifest, problems } = manifestOf({ dependencies: { "a/b": 1, c: "1.0.0" } });
    expect(manifest.dependencies).toEqual({ c: "1.0.0" });
    expect(problems.map(({ message, place }) => [message, place?.pointer])).toEqual([
      ["the dependency `a/b` has no version", "/dependencies/a~1b"],
    ]);
  });

  test("takes only names and versions that are safe in a path", () => {
    for (const name of ["hl7.fhir.r4.core", "@scope/name", "a-b_c", "KBV.Basis"])
      expect(isPackageName(name)).toBe(true);
    for (const name of ["", "..", "a/b", "a..b", ".hidden", "@/a", "a\\b", "a#b", "a b", "@s/../a"]) {
      expect(isPackageName(name)).toBe(false);
    }
    for (const version of ["1.0.0", "5.3.0-ballot-tc1", "dev", "current$main"])
      expect(isPackageVersion(version)).toBe(true);
    for (const version of ["", "../1", "1/2", "1..2", " 1", "1#2"]) expect(isPackageVersion(version)).toBe(false);
  });
});

describe("the core package of a release", () => {
  test.each([
    ["4.0.1", "hl7.fhir.r4.core@4.0.1"],
    ["4.0.0", "hl7.fhir.r4.core@4.0.1"],
    ["4.0", "hl7.fhir.r4.core@4.0.1"],
    ["4.3.0", "hl7.fhir.r4b.core@4.3.0"],
    ["4.1.0", "hl7.fhir.r4b.core@4.1.0"],
    ["4.3.0-snapshot1", "hl7.fhir.r4b.core@4.3.0-snapshot1"],
    ["5.0.0", "hl7.fhir.r5.core@5.0.0"],
    ["5.0.0-ballot", "hl7.fhir.r5.core@5.0.0-ballot"],
    ["4.6.0", "hl7.fhir.r5.core@4.6.0"],
    ["6.0.0-ballot2", "hl7.fhir.r6.core@6.0.0-ballot2"],
    ["3.0.1", "hl7.fhir.r3.core@3.0.2"],
    ["1.0.2", "hl7.fhir.r2.core@1.0.2"],
    ["2.1.0", undefined],
    ["", undefined],
  ])("%p is %p", (version, id) => {
    const core = coreOf(version);
    expect(core === undefined ? undefined : `${core.name}@${core.version}`).toBe(id);
  });

  test("is implied where no dependency is one of the release", () => {
    const r4 = { name: "hl7.fhir.r4.core", version: "4.0.1" };
    expect(impliedCore("my.guide", ["4.0.1"], [])).toEqual(r4);
    expect(impliedCore("my.guide", ["4.0.1"], ["hl7.fhir.r5.core"])).toEqual(r4);
    expect(impliedCore("my.guide", ["4.0.1"], ["HL7.fhir.r4.core"])).toBeUndefined();
    expect(impliedCore("hl7.fhir.r4.core", ["4.0.1"], [])).toBeUndefined();
    expect(impliedCore("my.guide", [], [])).toBeUndefined();
  });

  test("is that of the first of several releases, unless there is one of the others", () => {
    expect(impliedCore("my.guide", ["4.0.1", "4.3.0"], [])?.name).toBe("hl7.fhir.r4.core");
    expect(impliedCore("my.guide", ["4.0.1", "4.3.0"], ["hl7.fhir.r4b.core"])).toBeUndefined();
  });
});

describe("a dependency", () => {
  const read = (key: string, value: string, versions: readonly string[] = ["4.0.1"]) => {
    const { name, range } = dependencyOf(key, value, versions);
    return `${name}@${range}`;
  };

  test("may be an alias, in both spellings", () => {
    expect(read("v610@npm:hl7.fhir.us.core", "6.1.0")).toBe("hl7.fhir.us.core@6.1.0");
    expect(read("us-core", "npm:hl7.fhir.us.core@3.1.1")).toBe("hl7.fhir.us.core@3.1.1");
    expect(read("us-core", "npm:@hl7/us-core@3.1.x")).toBe("@hl7/us-core@3.1.x");
    expect(read("us-core", "npm:hl7.fhir.us.core")).toBe("hl7.fhir.us.core@latest");
    expect(read("hl7.fhir.us.core", "6.1.0")).toBe("hl7.fhir.us.core@6.1.0");
  });

  test("leads to where a package was moved", () => {
    expect(read("hl7.fhir.r4.core", "4.0.0")).toBe("hl7.fhir.r4.core@4.0.1");
    expect(read("hl7.fhir.core", "4.0.1")).toBe("hl7.fhir.r4.core@4.0.1");
    expect(read("hl7.fhir.uv.extensions", "1.0.0")).toBe("hl7.fhir.uv.extensions.r4@1.0.0");
    expect(read("hl7.fhir.uv.extensions", "1.0.0", ["5.0.0"])).toBe("hl7.fhir.uv.extensions.r5@1.0.0");
    expect(read("hl7.fhir.uv.extensions", "1.0.0", ["3.0.2"])).toBe("hl7.fhir.uv.extensions@1.0.0");
    expect(read("hl7.fhir.uv.ipa", "1.1.0-cibuild")).toBe("hl7.fhir.uv.ipa@1.1.0");
  });

  test("takes the version itself, or the highest that fits", () => {
    const versions = ["1.2.0", "1.10.0", "2.0.0-ballot", "1.9.3"];
    expect(bestVersion("1.2.0", versions)).toBe("1.2.0");
    expect(bestVersion("1.x", versions)).toBe("1.10.0");
    expect(bestVersion("^1.2.0", versions)).toBe("1.10.0");
    expect(bestVersion("1.9.x", versions)).toBe("1.9.3");
    expect(bestVersion("2.0.0-ballot", versions)).toBe("2.0.0-ballot");
    expect(bestVersion("3.x", versions)).toBeUndefined();
    expect(bestVersion("latest", ["0.1.0-dev"])).toBe("0.1.0-dev");
  });
});
