/** Which version a pull takes, and what it says of those that there are not. */
import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeListing } from "#sources/fhir/pulling/listing.ts";
import { chooseRelease, parseWantedVersion } from "#sources/fhir/pulling/wanted-version.ts";
import { fhirRegistry } from "../../support/fhir-registry.ts";
import { idsOf, inWords, pullRig } from "./pull-rig.ts";

function choose(text: string, versions: readonly string[], latest?: string): string | undefined {
  const listing = decodeListing(
    JSON.stringify({
      name: "test.a",
      "dist-tags": latest === undefined ? {} : { latest },
      versions: Object.fromEntries(versions.map((version) => [version, { dist: {} }])),
    }),
    "test.a",
    "https://registry.example",
  );
  const wanted = parseWantedVersion(text);
  if (typeof listing === "string" || wanted === undefined) throw new Error(`not understood: ${text}`);
  return chooseRelease(wanted, listing)?.version;
}

const many = [
  "1.1.9",
  "1.2.0",
  "1.2.10",
  "1.2.9",
  "1.3.0-ballot",
  "1.10.0",
  "2.0.0-draft.2",
  "2.0.0-draft.10",
  "2018.Sep",
];

describe("the version that is meant", () => {
  test.each([
    ["1.2.9", "1.2.9"],
    ["1.3.0-ballot", "1.3.0-ballot"],
    ["2018.Sep", "2018.Sep"],
    ["1.2.x", "1.2.10"],
    ["1.x", "1.10.0"],
    ["1", "1.10.0"],
    ["*", "1.10.0"],
    ["^1.2.0", "1.10.0"],
    ["~1.2.0", "1.2.10"],
    [">=1.2.0 <1.2.10", "1.2.9"],
    [">= 1.1.0 < 1.2.0", "1.1.9"],
    ["1.1.0 - 1.2.9", "1.2.9"],
    ["1.1.x || 1.2.x", "1.2.10"],
    ["^2.0.0-draft.1", "2.0.0-draft.10"],
    ["1.3.x", undefined],
    ["^2.0.0", undefined],
    ["3.0.0", undefined],
  ])("of `%s` is %s", (text, expected) => expect(choose(text, many)).toBe(expected));

  test("of `latest` is the one that the registry says, also a pre-release", () => {
    expect(choose("latest", many, "1.3.0-ballot")).toBe("1.3.0-ballot");
    expect(choose("", many, "1.2.0")).toBe("1.2.0");
  });

  test("of `latest` is the highest release when the registry says none that it has", () => {
    expect(choose("latest", many, "9.9.9")).toBe("1.10.0");
    expect(choose("latest", ["1.0.0-a", "1.0.0-b"])).toBe("1.0.0-b");
    expect(choose("latest", [])).toBeUndefined();
  });

  test("of a short version is itself where a registry has just that", () => {
    expect(choose("4.0", ["4.0", "4.0.1"])).toBe("4.0");
    expect(choose("4.0", ["4.0.0", "4.0.1"])).toBe("4.0.1");
  });

  test.each(["lastest", "next", "4,0", "^", "1.2.y", "=> 1.0.0", "..", "1.0.0/../..", "^1.0.0 garbage"])(
    "of `%s` is none",
    (text) => expect(parseWantedVersion(text)).toBeUndefined(),
  );
});

describe("a listing", () => {
  test("of another package is not taken", () => {
    expect(decodeListing('{"name": "evil", "versions": {}}', "test.a", "https://r")).toBe("answers with `evil`");
    expect(decodeListing("<html>", "test.a", "https://r")).toBe("answers with something else than a package");
    expect(decodeListing("[]", "test.a", "https://r")).toBe("answers with something else than a package");
  });

  test("leaves out versions whose names would lead elsewhere", () => {
    const versions = { "../../x": { dist: {} }, "1.0.0": { dist: { tarball: "/t/1.tgz", shasum: "AB" } }, "2.0.0": 7 };
    const listing = decodeListing(JSON.stringify({ name: "Test.A", versions }), "test.a", "https://r/base");
    if (typeof listing === "string") throw new Error(listing);
    expect(listing.name).toBe("Test.A");
    expect([...listing.releases.values()]).toEqual([
      { version: "1.0.0", url: "https://r/t/1.tgz", shasum: "ab", integrity: undefined, dependencies: undefined },
    ]);
  });

  test("without a place for the archive means the one below the package", () => {
    const listing = decodeListing('{"versions": {"1.0.0": {}}}', "test.a", "https://r/base");
    if (typeof listing === "string") throw new Error(listing);
    expect(listing.releases.get("1.0.0")?.url).toBe("https://r/base/test.a/1.0.0");
  });
});

describe("what is not there", () => {
  test("is an error that says what was asked where, and what there is", async () => {
    using first = await fhirRegistry("firely");
    using second = await fhirRegistry("hl7");
    second.publish(...["1.0.0", "1.1.0"].map((version) => ({ name: "test.a", version })));
    using rig = pullRig([first.url, second.url]);
    expect(inWords(await rig.refusal(["test.a@^2.0.0"]))).toBe(
      [
        "fhir/not-found: no registry has `test.a@^2.0.0`",
        `  \`${first.url}\` does not have it`,
        `  \`${second.url}\` has \`1.1.0\`, \`1.0.0\``,
        "  is it spelled right? `registries` of the source names where to look",
      ].join("\n"),
    );
  });

  test("names all who need it", async () => {
    using registry = await fhirRegistry();
    const dependencies = { "test.gone": "1.0.0" };
    registry.publish(
      { name: "test.a", version: "1.0.0", dependencies },
      { name: "test.b", version: "1.0.0", dependencies },
    );
    using rig = pullRig([registry.url]);
    const [problem, ...others] = await rig.refusal(["test.b@1.0.0", "test.a@1.0.0"]);
    expect(others).toEqual([]);
    expect(problem?.notes[0]?.message).toBe("needed by `test.a@1.0.0`, `test.b@1.0.0`");
  });

  test("does not hide what else is not there", async () => {
    using registry = await fhirRegistry();
    using rig = pullRig([registry.url]);
    const problems = await rig.refusal(["test.a@1.0.0", "test.b@latest", "test.c@what"]);
    expect(problems.map(({ message }) => message).sort()).toEqual([
      "`what` is no version of `test.c`",
      "no registry has `test.a@1.0.0`",
      "no registry has `test.b@latest`",
    ]);
  });

  test("a version that cannot be understood costs no request", async () => {
    using registry = await fhirRegistry();
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@lates"]))).toBe(
      [
        "fhir/version: `lates` is no version of `test.a`",
        "  did you mean `latest`?",
        "  write a version (`1.2.3`), `latest`, a wildcard (`1.2.x`) or a range (`^1.2.0`)",
      ].join("\n"),
    );
    expect(registry.requests).toEqual([]);
  });
});

describe("builds", () => {
  const put = (cache: string, folder: string, manifest: object) => {
    mkdirSync(join(cache, folder, "package"), { recursive: true });
    writeFileSync(join(cache, folder, "package/package.json"), JSON.stringify(manifest));
  };

  test("`dev` is taken from the cache, with what it depends on and without hashes", async () => {
    using registry = await fhirRegistry();
    registry.publish({ name: "test.base", version: "1.0.0" });
    using rig = pullRig([registry.url]);
    put(rig.cache, "my.guide#dev", { name: "my.guide", version: "0.2.0", dependencies: { "test.base": "1.0.0" } });
    const { lock } = await rig.pull(["my.guide@dev"]);
    expect(idsOf(lock)).toEqual(["my.guide@dev", "test.base@1.0.0"]);
    expect(lock.packages[0]).toMatchObject({ url: "", shasum: "", integrity: "" });
    expect(registry.requests).not.toContain("/my.guide");
  });

  test("`dev` and `current` that are not in the cache are refused with a reason each", async () => {
    using registry = await fhirRegistry();
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["my.guide@dev"]))).toContain(
      "fhir/not-found: `my.guide@dev` is only ever built on this machine, and the package cache `~/.fhir/packages` does not have it",
    );
    expect(inWords(await rig.refusal(["my.guide@current"]))).toContain(
      "fhir/not-found: `my.guide@current` is another package after every build of its authors, and the package cache `~/.fhir/packages` does not have it",
    );
    expect(registry.requests).toEqual([]);
  });

  test("a version that only the cache has is taken with a warning", async () => {
    using registry = await fhirRegistry();
    using rig = pullRig([registry.url]);
    put(rig.cache, "my.guide#0.2.0", { name: "my.guide", version: "0.2.0" });
    expect(idsOf((await rig.pull(["my.guide@0.2.0"])).lock)).toEqual(["my.guide@0.2.0"]);
    expect(inWords(rig.reported)).toStartWith(
      "fhir/not-found: no registry has `my.guide@0.2.0`: it is taken from the package cache `~/.fhir/packages`",
    );
  });
});
