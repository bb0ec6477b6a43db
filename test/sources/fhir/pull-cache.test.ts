/** What a pull makes of the shared cache: what it puts there, and what it does with what others have put there. */
import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryLock } from "#platform/file-lock.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { withPackage } from "#sources/fhir/pulling/packages-ini.ts";
import { recordPackage } from "#sources/fhir/pulling/record-package.ts";
import { pax } from "../../support/fhir-package.ts";
import { archiveOf, archiveWith, faults, fhirRegistry } from "../../support/fhir-registry.ts";
import { idsOf, inWords, pullRig } from "./pull-rig.ts";

const patient = {
  resourceType: "StructureDefinition",
  id: "Patient",
  url: "http://hl7.org/fhir/StructureDefinition/Patient",
  version: "4.0.1",
  kind: "resource",
  type: "Patient",
  derivation: "specialization",
  name: "Patient",
};
const a = {
  name: "test.a",
  version: "1.0.0",
  files: {
    "StructureDefinition-Patient.json": patient,
    "Patient-example.json": { resourceType: "Patient", id: "example" },
    "notes.json": [1, 2],
    "example/Patient-x.json": { resourceType: "Patient", id: "x" },
  },
};
const file = "home/.fhir/packages/test.a#1.0.0/package/StructureDefinition-Patient.json";

describe("what a pull puts there", () => {
  test("is a folder as other tools make it, with an index for them and one for the reader", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"]);
    expect(JSON.parse(rig.read(file))).toEqual(patient);
    expect(JSON.parse(rig.read("home/.fhir/packages/test.a#1.0.0/package/.index.json"))).toEqual({
      "index-version": 2,
      files: [
        { filename: "Patient-example.json", resourceType: "Patient", id: "example" },
        {
          filename: "StructureDefinition-Patient.json",
          resourceType: "StructureDefinition",
          id: "Patient",
          url: "http://hl7.org/fhir/StructureDefinition/Patient",
          version: "4.0.1",
          kind: "resource",
          type: "Patient",
          derivation: "specialization",
        },
      ],
    });
    expect(rig.read("home/.fhir/packages/test.a#1.0.0/.specmill-index.json")).toContain("sha512-");
    expect(rig.everything()).toEqual([".specmill.lock", "packages.ini", "test.a#1.0.0"]);
  });

  test("keeps the index that the package has", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, files: { ...a.files, ".index.json": '{"index-version":1,"files":[]}' } });
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.read("home/.fhir/packages/test.a#1.0.0/package/.index.json")).toBe('{"index-version":1,"files":[]}');
  });

  test("is entered into packages.ini beside what is there", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const before = "[cache]\nversion=3\n\n[mine]\nx=1\n\n[packages]\nother#1.0.0 = 20200101000000\n";
    rig.write("home/.fhir/packages/packages.ini", before);
    await rig.pull(["test.a@1.0.0"]);
    const after = rig.read("home/.fhir/packages/packages.ini");
    expect(after).toStartWith(before);
    expect(after.slice(before.length)).toMatch(
      /^test\.a#1\.0\.0 = 20\d{12}\n\n\[package-sizes\]\ntest\.a#1\.0\.0 = \d+\n$/,
    );
  });

  test("lies where the options say", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"], { cache: "./packages/" });
    expect(existsSync(join(rig.root, "packages/test.a#1.0.0/package/package.json"))).toBe(true);
    expect(rig.everything()).toEqual([]);
  });

  test("that cannot be written is told by its name", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    rig.write("home/.fhir", "a file where the folder should be");
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toMatch(
      /^write\/failed: the package cache `~\/\.fhir\/packages` cannot be written: \w+\n {2}`cache` of the source names another folder$/,
    );
  });
});

describe("what others have put there", () => {
  test("stays when it is what the archive has, and is known from then on", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"]);
    rmSync(join(rig.cache, "test.a#1.0.0/.specmill-index.json"));
    rig.write("home/.fhir/packages/test.a#1.0.0/package/.firely.index.json", "theirs");
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.reported).toEqual([]);
    expect(rig.read("home/.fhir/packages/test.a#1.0.0/package/.firely.index.json")).toBe("theirs");
    const before = registry.requests.length;
    await rig.pull(["test.a@1.0.0"]);
    expect(registry.requests.length).toBe(before);
  });

  test("gives way when it is not, with a warning", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    rig.write("home/.fhir/packages/test.a#1.0.0/package/package.json", '{"name": "test.a", "version": "1.0.0"}');
    await rig.pull(["test.a@1.0.0"]);
    expect(JSON.parse(rig.read(file))).toEqual(patient);
    expect(inWords(rig.reported)).toBe(
      "fhir/integrity: `test.a@1.0.0` in the package cache `~/.fhir/packages` was not what its archive has\n" +
        "  it is now: what had been changed there is gone",
    );
  });

  test("a file that was changed is got again", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    rig.write(file, JSON.stringify({ ...patient, name: "Evil" }));
    const again = await rig.pull(["test.a@1.0.0"]);
    expect(again.text).toBe(text);
    expect(JSON.parse(rig.read(file))).toEqual(patient);
    expect(inWords(rig.reported)).toContain("was not what its archive has");
  });

  test("a file that was changed is an error of --check, which leaves it as it is", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"]);
    rig.write(file, "{}");
    await rig.pull(["test.a@1.0.0"], { check: true });
    expect(inWords(rig.reported)).toBe(
      "fhir/integrity: `StructureDefinition-Patient.json` of `test.a@1.0.0` in the package cache is not what was unpacked\n" +
        "  run `specmill pull fhir` to get it again",
    );
    expect(rig.reported[0]?.severity).toBe("error");
    expect(rig.read(file)).toBe("{}");
  });
});

describe("what is locked", () => {
  test("has to have the same bytes on another machine", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const { text, lock } = await rig.pull(["test.a@1.0.0"]);
    registry.publish({ ...a, files: {} });
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text);
    const said = inWords(await elsewhere.refusal(["test.a@1.0.0"])).split("\n");
    expect(said[0]).toBe("fhir/integrity: the archive of `test.a@1.0.0` is not the one that `fhir.lock.json` has");
    expect(said[1]).toBe(
      `  \`fhir.lock.json\` has \`${lock.packages[0]?.integrity}\`, from \`${registry.url}/test.a/1.0.0\``,
    );
    expect(said[3]).toContain("versions do not change once they are published");
    expect(elsewhere.cached()).toEqual([]);
  });

  test("is no tampering where another registry has other bytes, and that is said", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry("hl7");
    first.publish(a);
    second.publish({ ...a, files: {} });
    using rig = pullRig([first.url, second.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    first.unpublish("test.a");
    using elsewhere = pullRig([first.url, second.url]);
    elsewhere.write("fhir.lock.json", text);
    const said = inWords(await elsewhere.refusal(["test.a@1.0.0"])).split("\n");
    expect(said[1]).toEndWith(`from \`${first.url}\``);
    expect(said[2]).toEndWith(`from \`${second.url}\``);
    expect(said[3]).toContain("registries may have other bytes under the same version, so this need not be tampering");
  });

  test("may come from another registry that has the same bytes", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry("hl7");
    first.publish(a);
    second.publish(a);
    using rig = pullRig([first.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    using elsewhere = pullRig([second.url]);
    elsewhere.write("fhir.lock.json", text);
    const { lock, changes } = await elsewhere.pull(["test.a@1.0.0"]);
    expect(lock.packages[0]?.registry).toBe(second.url);
    expect(changes).toEqual([`test.a 1.0.0 comes from ${second.url}/web/test.a-1.0.0.tgz`]);
    expect(first.requests).toEqual(["/test.a", "/test.a/1.0.0"]);
  });

  test("is looked for again when its archive has moved", async () => {
    using registry = await fhirRegistry("hl7");
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    registry.fault("/web/test.a-1.0.0.tgz", faults.status(404));
    registry.fault("/new.tgz", faults.text(archiveOf(a)));
    registry.publish({ ...a, tarball: "/new.tgz" });
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text);
    const { changes } = await elsewhere.pull(["test.a@1.0.0"]);
    expect(changes).toEqual([`test.a 1.0.0 comes from ${registry.url}/new.tgz`]);
  });

  test("is not downloaded again when the config names another registry with the same bytes", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry();
    first.publish(a);
    second.publish(a);
    using rig = pullRig([first.url]);
    await rig.pull(["test.a@1.0.0"]);
    const { lock } = await rig.pull(["test.a@1.0.0"], { registries: [`${second.url}/`] });
    expect(lock.packages[0]?.registry).toBe(second.url);
    expect(second.requests).toEqual(["/test.a"]);
  });

  test("leads to no server that the config does not name", async () => {
    using registry = await fhirRegistry();
    using evil = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text.replaceAll(registry.url, evil.url));
    await elsewhere.pull(["test.a@1.0.0"]);
    elsewhere.write("fhir.lock.json", text.replace(`"url": "${registry.url}`, `"url": "${evil.url}`));
    rmSync(elsewhere.cache, { recursive: true });
    const { lock } = await elsewhere.pull(["test.a@1.0.0"]);
    expect(lock.packages[0]?.url).toStartWith(registry.url);
    expect(evil.requests).toEqual([]);
  });

  test("is downloaded without asking which versions there are", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const { text } = await rig.pull(["test.a@1.0.0"]);
    using elsewhere = pullRig([registry.url]);
    elsewhere.write("fhir.lock.json", text);
    await elsewhere.pull(["test.a@1.0.0"]);
    expect(registry.requests).toEqual(["/test.a", "/test.a/1.0.0", "/test.a/1.0.0"]);
  });
});

describe("an archive that is not safe", () => {
  const link = (flag: string, target: string) => ({
    path: "package/link",
    flag,
    patch: (header: Uint8Array) => header.set(Buffer.from(target), 157),
  });
  test.each([
    ["leads out of its folder", { path: "package/../../../evil", content: "x" }, "leads out of the folder"],
    ["leads to a place of the machine", { path: "/tmp/evil", content: "x" }, "is an absolute path"],
    ["has a backslash", { path: "package\\..\\evil", content: "x" }, "has a backslash"],
    ["has a symbolic link", link("2", "/etc/passwd"), "`package/link` is a symbolic link"],
    ["has a hard link", link("1", "package/package.json"), "`package/link` is a hard link"],
    ["has a device", { path: "package/null", flag: "3" }, "`package/null` is a device"],
    [
      "has a folder where it has a file",
      { path: "package/package.json/x", content: "x" },
      "has a file and a folder of the same name",
    ],
    [
      "is no tar archive any more",
      { path: "package/x", damage: (header: Uint8Array) => header.fill(7, 0, 9) },
      "wrong checksum",
    ],
  ])("because it %s is refused, and nothing comes of it", async (_why, part, words) => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, archive: archiveWith(a, part) });
    using rig = pullRig([registry.url]);
    const said = inWords(await rig.refusal(["test.a@1.0.0"]));
    expect(said).toStartWith("fhir/package: the archive `test.a@1.0.0` ");
    expect(said).toContain(words);
    expect(rig.everything()).toEqual([]);
    expect(existsSync(join(rig.root, "evil"))).toBe(false);
  });

  test("because a pax header gives it another name is refused too", async () => {
    using registry = await fhirRegistry();
    registry.publish({
      ...a,
      archive: archiveWith(a, pax({ path: "../../evil" }), { path: "package/x", content: "x" }),
    });
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("`../../evil` leads out of the folder");
  });

  test("because it is a bomb stops early", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, archive: archiveWith(a, { path: "package/zeros", content: new Uint8Array(20_000_000) }) });
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("unpacks to more than 100 times its size");
    expect(rig.cached()).toEqual([]);
  });

  test("because it has more than the options allow is refused", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"], { limits: { files: 2 } }))).toMatch(
      / has more (?:files|entries) than the cap of 2$/,
    );
    expect(inWords(await rig.refusal(["test.a@1.0.0"], { limits: { unpackedBytes: 100 } }))).toContain("is too large");
  });
});

describe("an archive that is no package of that name", () => {
  test.each([
    ["another name", { name: "test.b", version: "1.0.0" }, "the archive of `test.a@1.0.0` holds `test.b@1.0.0`"],
    [
      "no name",
      { name: "", version: "1.0.0" },
      "has a manifest that cannot be used: the manifest of the package has a `name`",
    ],
  ])("because its manifest has %s is refused", async (_why, other, words) => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, archive: archiveWith(other) });
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain(words);
    expect(rig.cached()).toEqual([]);
  });

  test("because it has no manifest is refused", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, archive: Bun.gzipSync(new Uint8Array(1024)) });
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toBe(
      "fhir/package: the archive `test.a@1.0.0` is no FHIR package: there is no `package/package.json` in it",
    );
  });

  test("may call itself by another version, with a warning", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, archive: archiveWith({ ...a, version: "1.0.0-draft" }) });
    using rig = pullRig([registry.url]);
    expect(idsOf((await rig.pull(["test.a@1.0.0"])).lock)).toEqual(["test.a@1.0.0"]);
    expect(inWords(rig.reported)).toBe("fhir/package: `test.a@1.0.0` calls itself version `1.0.0-draft`");
  });
});

describe("two at once", () => {
  test("give the same and leave nothing behind", async () => {
    using registry = await fhirRegistry();
    const names = ["a", "b", "c", "d"].map((letter) => `test.${letter}`);
    registry.publish(...names.map((name) => ({ ...a, name })));
    using rig = pullRig([registry.url]);
    const asked = names.map((name) => `${name}@1.0.0`);
    const texts = await Promise.all([1, 2, 3].map(() => rig.pull(asked)));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
    expect(rig.reported).toEqual([]);
    expect(rig.everything()).toEqual([".specmill.lock", "packages.ini", ...names.map((name) => `${name}#1.0.0`)]);
    const ini = rig.read("home/.fhir/packages/packages.ini");
    for (const name of names) expect(ini.split(`${name}#1.0.0 = `)).toHaveLength(3);
  });

  test("what a killed one has left is removed, and what a living one works on is not", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    const leave = (name: string) => {
      mkdirSync(join(rig.cache, name, "1"), { recursive: true });
      writeFileSync(join(rig.cache, name, "1/package.tgz"), "half");
      return join(rig.cache, name, "lock");
    };
    writeFileSync(leave(".specmill-1-dead"), "1\n");
    const living = tryLock(leave(".specmill-2-11fe"));
    leave(".specmill-3-0fd");
    utimesSync(join(rig.cache, ".specmill-3-0fd"), new Date(0), new Date(0));
    leave(".specmill-mine");
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.everything()).toEqual([
      ".specmill-2-11fe",
      ".specmill-mine",
      ".specmill.lock",
      "packages.ini",
      "test.a#1.0.0",
    ]);
    if ("release" in living) living.release();
  });

  test("a pull that dies in the middle of a download leaves no package", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    registry.fault("/test.a/1.0.0", (response, count, request) => {
      if (count === 0) faults.silence()(response, count, request);
      isAsked();
    });
    using rig = pullRig([registry.url]);
    const script = join(import.meta.dir, "pull-to-be-killed.ts");
    const child = Bun.spawn([process.execPath, script, rig.root, registry.url], {
      stdout: "ignore",
      stderr: "inherit",
    });
    await asked;
    child.kill("SIGKILL");
    await child.exited;
    expect(rig.everything()).toEqual([expect.stringMatching(/^\.specmill-\d+-[0-9a-f]{8}$/)]);
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.everything()).toEqual([".specmill.lock", "packages.ini", "test.a#1.0.0"]);
  });
});

describe("packages.ini", () => {
  const one = { folder: "test.a#1.0.0", time: "20240102030405", sizeBytes: 7 };

  test("is made with all sections that other tools look for", () => {
    expect(withPackage("", one)).toBe(
      "[cache]\nversion=3\n\n[urls]\n\n[local]\n\n[packages]\ntest.a#1.0.0 = 20240102030405\n\n[package-sizes]\ntest.a#1.0.0 = 7\n",
    );
  });

  test("keeps the order, what it does not know, and the line ends", () => {
    const before = "; mine\r\n[package-sizes]\r\nx#1 = 2\r\n\r\n[odd]\r\n???\r\n[packages]\r\nx#1 = 1\r\n";
    expect(withPackage(before, one)).toBe(
      "; mine\r\n[package-sizes]\r\nx#1 = 2\r\ntest.a#1.0.0 = 7\r\n\r\n[odd]\r\n???\r\n[packages]\r\nx#1 = 1\r\ntest.a#1.0.0 = 20240102030405\r\n",
    );
  });

  test("waits for whoever is writing it", async () => {
    using rig = pullRig([]);
    mkdirSync(join(rig.cache, "test.a#1.0.0"), { recursive: true });
    const held = tryLock(join(rig.cache, ".specmill.lock"));
    let pauses = 0;
    const sleep = async () => {
      expect(existsSync(join(rig.cache, "packages.ini"))).toBe(false);
      if (++pauses === 3 && "release" in held) held.release();
    };
    const { signal } = new AbortController();
    const added = { cache: rig.cache, name: "test.a", version: "1.0.0", sizeBytes: 7 };
    await recordPackage(added, { fs: realFileSystem, sleep, signal });
    expect(pauses).toBe(3);
    expect(rig.read("home/.fhir/packages/packages.ini")).toContain("test.a#1.0.0 = 7");
  });

  test("has a package once", () => {
    const twice = withPackage(withPackage("", { ...one, sizeBytes: 1 }), one);
    expect(twice).toBe(withPackage("", one));
  });
});

test("the published IPS package is unpacked whole", async () => {
  const archive = readFileSync(join(import.meta.dir, "../../fixtures/fhir/hl7.fhir.uv.ips-2.0.0.tgz"));
  using registry = await fhirRegistry();
  const bare = (name: string, version: string) => ({ name, version });
  registry.publish(
    { name: "hl7.fhir.uv.ips", version: "2.0.0", archive },
    bare("hl7.fhir.r4.core", "4.0.1"),
    bare("hl7.terminology.r4", "6.5.0"),
    bare("hl7.fhir.uv.extensions.r4", "5.2.0"),
    bare("hl7.fhir.uv.ipa", "1.1.0"),
  );
  using rig = pullRig([registry.url]);
  const { lock } = await rig.pull(["hl7.fhir.uv.ips@2.0.0"]);
  const ips = lock.packages.find(({ name }) => name === "hl7.fhir.uv.ips");
  expect(Object.keys(ips?.dependencies ?? {})).toHaveLength(4);
  const index = JSON.parse(rig.read("home/.fhir/packages/hl7.fhir.uv.ips#2.0.0/package/.index.json"));
  expect(
    index.files.filter((one: { resourceType: string }) => one.resourceType === "StructureDefinition"),
  ).toHaveLength(32);
});
