/** What a pull finds, keeps and writes: a registry on the loopback, a cache of its own. */
import { describe, expect, test } from "bun:test";
import type { PublishedPackage } from "../../support/fhir-registry.ts";
import { archiveOf, archiveWith, fhirRegistry } from "../../support/fhir-registry.ts";
import { idsOf, inWords, pullRig } from "./pull-rig.ts";

const core: PublishedPackage = { name: "hl7.fhir.r4.core", version: "4.0.1", fhirVersions: ["4.0.1"] };
const guide: PublishedPackage = {
  name: "test.guide",
  version: "1.0.0",
  fhirVersions: ["4.0.1"],
  dependencies: { "hl7.fhir.r4.core": "4.0.1" },
};
const plain = (name: string, version: string, dependencies: Record<string, string> = {}): PublishedPackage => ({
  name,
  version,
  dependencies,
});

describe.each(["firely", "hl7"] as const)("a registry that speaks as %s does", (dialect) => {
  test("gives a package and all that it depends on", async () => {
    using registry = await fhirRegistry(dialect);
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    const { lock, changes } = await rig.pull(["test.guide@1.0.0"]);
    expect(idsOf(lock)).toEqual(["hl7.fhir.r4.core@4.0.1", "test.guide@1.0.0"]);
    expect(lock.roots).toEqual({ "test.guide@1.0.0": "test.guide@1.0.0" });
    expect(changes).toEqual([]);
    expect(rig.cached()).toEqual(["hl7.fhir.r4.core#4.0.1", "test.guide#1.0.0"]);
    const bytes = archiveOf(guide);
    expect(lock.packages[1]).toEqual({
      name: "test.guide",
      version: "1.0.0",
      url: `${registry.url}${dialect === "firely" ? "/test.guide/1.0.0" : "/web/test.guide-1.0.0.tgz"}`,
      registry: registry.url,
      shasum: new Bun.CryptoHasher("sha1").update(bytes).digest("hex"),
      integrity: `sha512-${new Bun.CryptoHasher("sha512").update(bytes).digest("base64")}`,
      dependencies: { "hl7.fhir.r4.core": "4.0.1" },
      requestedBy: ["config"],
    });
  });

  test("is asked for nothing when all of it is locked and in the cache", async () => {
    using registry = await fhirRegistry(dialect);
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.guide@1.0.0"]);
    const before = registry.requests.length;
    const again = await rig.pull(["test.guide@1.0.0"]);
    expect(again.text).toBe(text);
    expect(again.changes).toEqual([]);
    expect(registry.requests.length).toBe(before);
  });

  test("that does not have it makes way for the next one", async () => {
    using first = await fhirRegistry(dialect);
    using second = await fhirRegistry("hl7");
    second.publish(core, guide);
    using rig = pullRig([first.url, second.url]);
    const { lock } = await rig.pull(["test.guide@1.0.0"]);
    expect(lock.packages.map((one) => one.registry)).toEqual([second.url, second.url]);
    expect(rig.reported).toEqual([]);
  });
});

describe("what is resolved", () => {
  test("the core package that the manifest leaves out is found by the version of FHIR", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, { name: "test.bare", version: "2.0.0", fhirVersions: ["4.0.1"] });
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["test.bare@2.0.0"]);
    expect(idsOf(lock)).toEqual(["hl7.fhir.r4.core@4.0.1", "test.bare@2.0.0"]);
    expect(lock.packages[0]?.requestedBy).toEqual(["test.bare@2.0.0"]);
    expect(lock.packages[1]?.dependencies).toEqual({ "hl7.fhir.r4.core": "4.0.1" });
  });

  test("aliases in both spellings bring a second version of one package", async () => {
    using registry = await fhirRegistry();
    registry.publish(
      plain("test.us", "3.1.1"),
      plain("test.us", "6.1.0"),
      plain("test.us", "7.0.0"),
      plain("test.user", "1.0.0", { "test.us": "7.0.0", "v610@npm:test.us": "6.1.0", old: "npm:test.us@3.1.1" }),
    );
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["test.user@1.0.0"]);
    expect(idsOf(lock)).toEqual(["test.us@3.1.1", "test.us@6.1.0", "test.us@7.0.0", "test.user@1.0.0"]);
    expect(lock.packages[3]?.dependencies).toEqual({
      "old@npm:test.us": "3.1.1",
      "test.us": "7.0.0",
      "v610@npm:test.us": "6.1.0",
    });
  });

  test("names and versions that were moved lead to where they are now", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, plain("hl7.fhir.uv.extensions.r4", "5.2.0"), {
      ...plain("test.old", "1.0.0", { "hl7.fhir.r4.core": "4.0.0", "hl7.fhir.uv.extensions": "5.2.0" }),
      fhirVersions: ["4.0.1"],
    });
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["test.old@1.0.0"]);
    expect(lock.packages.at(-1)?.dependencies).toEqual({
      "hl7.fhir.r4.core": "4.0.1",
      "hl7.fhir.uv.extensions.r4": "5.2.0",
    });
  });

  test("packages that need one another in a circle come to an end", async () => {
    using registry = await fhirRegistry();
    registry.publish(
      plain("test.a", "1.0.0", { "test.b": "1.0.0" }),
      plain("test.b", "1.0.0", { "test.c": "1.0.0" }),
      plain("test.c", "1.0.0", { "test.a": "1.0.0", "test.c": "1.0.0" }),
    );
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["test.a@1.0.0"]);
    expect(lock.packages.map(({ name, requestedBy }) => [name, requestedBy])).toEqual([
      ["test.a", ["config", "test.c@1.0.0"]],
      ["test.b", ["test.a@1.0.0"]],
      ["test.c", ["test.b@1.0.0", "test.c@1.0.0"]],
    ]);
  });

  test("a package that two others need is downloaded once", async () => {
    using registry = await fhirRegistry();
    registry.publish(
      plain("test.base", "1.0.0"),
      plain("test.a", "1.0.0", { "test.base": "1.0.0" }),
      plain("test.b", "1.0.0", { "test.base": "1.0.x" }),
    );
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0", "test.b@1.0.0"]);
    expect(registry.requests.filter((path) => path === "/test.base/1.0.0")).toHaveLength(1);
    expect(registry.requests.filter((path) => path === "/test.base")).toHaveLength(1);
  });

  test("the same packages give the same bytes, whatever comes first", async () => {
    using registry = await fhirRegistry();
    const names = ["c", "a", "d", "b"].map((letter) => `test.${letter}`);
    registry.publish(
      plain("test.base", "1.0.0"),
      ...names.map((name) => plain(name, "1.0.0", { "test.base": "1.0.0" })),
    );
    using one = pullRig([registry.url]);
    using other = pullRig([registry.url]);
    const asked = names.map((name) => `${name}@1.0.0`);
    expect((await one.pull(asked)).text).toBe((await other.pull(asked.toReversed())).text);
    expect(one.read("fhir.lock.json")).not.toContain(one.root);
  });

  test("a scoped name of an npm registry is one segment of the path", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("@test/definitions", "1.0.0"));
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["@test/definitions@1.0.0"]);
    expect(idsOf(lock)).toEqual(["@test/definitions@1.0.0"]);
    expect(rig.read("home/.fhir/packages/@test/definitions#1.0.0/package/package.json")).toContain("@test/definitions");
  });

  test("a registry that makes up dependencies without end is stopped", async () => {
    using registry = await fhirRegistry();
    const chain = Array.from({ length: 1001 }, (_, index) =>
      plain(`test.n${index}`, "1.0.0", { [`test.n${index + 1}`]: "1.0.0" }),
    );
    registry.publish(...chain);
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.n0@1.0.0"]))).toContain("more than 1000 packages depend on one another");
  }, 60_000);
});

describe("packages of the project", () => {
  const local = JSON.stringify({
    name: "my.guide",
    version: "0.1.0",
    fhirVersions: ["4.0.1"],
    dependencies: { "test.guide": "1.0.x" },
  });

  test("bring what they depend on and are not in the lock themselves", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    rig.write("guide/package.json", local);
    const { lock } = await rig.pull(["./guide"]);
    expect(idsOf(lock)).toEqual(["hl7.fhir.r4.core@4.0.1", "test.guide@1.0.0"]);
    expect(lock.roots).toEqual({
      "hl7.fhir.r4.core@4.0.1": "hl7.fhir.r4.core@4.0.1",
      "test.guide@1.0.x": "test.guide@1.0.0",
    });
    expect(lock.packages[1]?.requestedBy).toEqual(["my.guide@0.1.0"]);
  });

  test("may be archives", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    const mine = { name: "my.guide", version: "0.1.0", dependencies: { "test.guide": "1.0.0" } };
    rig.write("my.tgz", archiveWith(mine));
    expect(idsOf((await rig.pull(["./my.tgz"])).lock)).toContain("test.guide@1.0.0");
  });

  test("stand for those of the registry that others need", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, plain("test.user", "1.0.0", { "my.guide": "0.1.0" }), guide);
    using rig = pullRig([registry.url]);
    rig.write("guide/package/package.json", local);
    const { lock } = await rig.pull(["./guide", "test.user@1.0.0"]);
    expect(idsOf(lock)).not.toContain("my.guide@0.1.0");
    expect(lock.packages.at(-1)?.dependencies).toEqual({ "my.guide": "0.1.0" });
  });

  test("are told apart by path when they are none", async () => {
    using rig = pullRig(["http://127.0.0.1:9"]);
    rig.write("empty/readme.txt", "");
    rig.write("bad/package.json", "{");
    expect(inWords(await rig.refusal(["./empty", "./bad", "./gone.tgz"])).split("\n")).toEqual([
      "fhir/package: `./empty` is no FHIR package: there is no `package.json` in it, nor in `empty/package`",
      expect.stringContaining("document/syntax: "),
      expect.anything(),
      "fhir/package: the archive `gone.tgz` does not exist",
    ]);
  });
});

describe("the lock file", () => {
  test("reads as its packages do, a dependency a line", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.guide@latest"]);
    const masked = text
      .replaceAll(registry.url, "REGISTRY")
      .replaceAll(/"sha512-[^"]+"/g, '"SHA512"')
      .replaceAll(/"[0-9a-f]{40}"/g, '"SHA1"');
    expect(masked).toBe(`{
  "specmill": "fhir-lock",
  "version": 1,
  "packages": [
    {
      "name": "hl7.fhir.r4.core",
      "version": "4.0.1",
      "url": "REGISTRY/hl7.fhir.r4.core/4.0.1",
      "registry": "REGISTRY",
      "shasum": "SHA1",
      "integrity": "SHA512",
      "dependencies": {},
      "requestedBy": [
        "test.guide@1.0.0"
      ]
    },
    {
      "name": "test.guide",
      "version": "1.0.0",
      "url": "REGISTRY/test.guide/1.0.0",
      "registry": "REGISTRY",
      "shasum": "SHA1",
      "integrity": "SHA512",
      "dependencies": {
        "hl7.fhir.r4.core": "4.0.1"
      },
      "requestedBy": [
        "config"
      ]
    }
  ],
  "roots": {
    "test.guide@latest": "test.guide@1.0.0"
  }
}
`);
  });

  test("tells in words what is new", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("test.us", "6.1.0", { "test.a": "1.0.0" }), plain("test.a", "1.0.0"));
    using rig = pullRig([registry.url]);
    await rig.pull(["test.us@latest"]);
    registry.publish(plain("test.us", "7.0.0", { "test.b": "1.0.0" }), plain("test.b", "1.0.0"));
    const { changes } = await rig.pull(["test.us@latest"]);
    expect(changes).toEqual([
      "test.a 1.0.0 removed",
      "test.b 1.0.0 added",
      "test.us 6.1.0 -> 7.0.0",
      "test.us@latest is test.us@7.0.0",
    ]);
  });

  test("tells also who needs a package now", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("test.us", "6.1.0", { "test.a": "1.0.0" }), plain("test.a", "1.0.0"));
    using rig = pullRig([registry.url]);
    await rig.pull(["test.us@6.1.0"]);
    const { changes } = await rig.pull(["test.us@6.1.0", "test.a@1.0.0"]);
    expect(changes).toEqual([
      "test.a 1.0.0 is needed by config, test.us@6.1.0",
      "test.a@1.0.0 is asked for: test.a@1.0.0",
    ]);
  });

  test("keeps the line ends of a checkout", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("test.a", "1.0.0"));
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    const checkedOut = text.replaceAll("\n", "\r\n");
    rig.write("fhir.lock.json", checkedOut);
    expect((await rig.pull(["test.a@1.0.0"])).text).toBe(checkedOut);
  });

  test("is written again when it is damaged, and that is said", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("test.a", "1.0.0"));
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    rig.write("fhir.lock.json", text.replace('"packages": [', "<<<<<<< ours"));
    expect((await rig.pull(["test.a@1.0.0"])).text).toBe(text);
    expect(inWords(rig.reported)).toBe(
      "fhir/not-pulled: `fhir.lock.json` is damaged\n" +
        "  it is written again, and the hashes that were in it are not held against what is downloaded",
    );
  });

  test("of somebody else, or of a newer specmill, is left alone", async () => {
    using rig = pullRig(["http://127.0.0.1:9"]);
    rig.write("fhir.lock.json", '{"name": "something else"}');
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain(
      "pull/foreign: `fhir.lock.json` is no lock file of FHIR packages, and pull would replace it",
    );
    rig.write("fhir.lock.json", '{"specmill": "fhir-lock", "version": 2}');
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("`fhir.lock.json` was written by a newer specmill");
  });

  test("lies where the options say", async () => {
    using registry = await fhirRegistry();
    registry.publish(plain("test.a", "1.0.0"));
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"], { lock: "locks/fhir.json" });
    expect(rig.read("locks/fhir.json")).toContain("test.a");
    expect((await rig.pull(["test.a@1.0.0"], { lock: "locks/fhir.json" })).changes).toEqual([]);
  });
});

describe("pull --check", () => {
  test("downloads and writes nothing, and says what is new", async () => {
    using registry = await fhirRegistry("hl7");
    registry.publish(plain("test.us", "6.1.0"));
    using rig = pullRig([registry.url]);
    const before = await rig.pull(["test.us@latest"]);
    registry.publish(plain("test.us", "7.0.0", { "test.a": "1.0.0" }), plain("test.a", "1.0.0"));
    const asked = registry.requests.length;
    const { text, changes } = await rig.pull(["test.us@latest"], { check: true });
    expect(text).not.toBe(before.text);
    expect(changes).toEqual(["test.a 1.0.0 added", "test.us 6.1.0 -> 7.0.0", "test.us@latest is test.us@7.0.0"]);
    expect(registry.requests.slice(asked).sort()).toEqual(["/test.a", "/test.us"]);
    expect(rig.everything()).toEqual([".specmill.lock", "packages.ini", "test.us#6.1.0"]);
  });

  test("needs neither cache nor network when exact versions are locked", async () => {
    using registry = await fhirRegistry();
    registry.publish(core, guide);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.guide@1.0.0"]);
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text);
    const asked = registry.requests.length;
    expect((await elsewhere.pull(["test.guide@1.0.0"], { check: true })).text).toBe(text);
    expect(registry.requests.length).toBe(asked);
    expect(elsewhere.everything()).toEqual([]);
  });

  test("knows the versions behind aliases again without a cache", async () => {
    using registry = await fhirRegistry();
    registry.publish(
      plain("test.us", "3.1.1"),
      plain("test.us", "6.1.0"),
      plain("test.user", "1.0.0", { "test.us": "6.1.0", old: "npm:test.us@3.1.1" }),
    );
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.user@1.0.0"]);
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text);
    const checked = await elsewhere.pull(["test.user@1.0.0"], { check: true });
    expect(checked.changes).toEqual([]);
    expect(checked.text).toBe(text);
  });
});
