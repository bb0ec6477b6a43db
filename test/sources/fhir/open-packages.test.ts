import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultLimits } from "#config/resolve.ts";
import { SpecmillError } from "#model/errors.ts";
import { openPackages } from "#sources/fhir/open-packages.ts";
import type { Options } from "#sources/fhir/options.ts";
import type { FakeSourceContext } from "../../support/fake-source-context.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import type { PackageParts } from "../../support/fhir-package.ts";
import { below, definition, packageFiles, tarOf, tgzOf } from "../../support/fhir-package.ts";

const cache = { path: "/project/cache", shown: "~/.fhir/packages" };

function openIn(fake: FakeSourceContext, packages: readonly string[], more: Partial<Options> = {}) {
  const input = { name: "guide", options: { packages: [...packages], ...more }, limits: defaultLimits };
  return openPackages(input, fake.context, cache);
}

/** Id, root or not, and scope of each package. */
async function scopes(files: Record<string, string | Uint8Array>, packages: readonly string[]) {
  const opened = await openIn(sourceContext(files), packages);
  return opened.map(({ id, isRoot, scope }) => `${isRoot ? "root " : ""}${id}: ${scope.join(" ")}`);
}

async function problems(
  files: Record<string, string | Uint8Array>,
  packages: readonly string[],
  more: Partial<Options> = {},
) {
  try {
    await openIn(sourceContext(files), packages, more);
  } catch (fault) {
    if (fault instanceof SpecmillError) {
      return fault.diagnostics.map(({ code, message, notes }) => [code, message, ...notes.map((note) => note.message)]);
    }
    throw fault;
  }
  return [];
}

/** A project whose cache has these packages, and a lock file that says so. */
function pulled(parts: readonly PackageParts[], roots: Record<string, string>): Record<string, string> {
  const packages = parts.map(({ name, version, dependencies = {} }) => ({
    name,
    version,
    dependencies,
    integrity: "sha512-x",
  }));
  const files = parts.map((one) => below(`cache/${one.name}#${one.version}`, packageFiles(one)));
  const lock = { specmill: "fhir-lock", version: 1, packages, roots };
  return Object.assign({ "fhir.lock.json": JSON.stringify(lock) }, ...files);
}

const core = { name: "hl7.fhir.r4.core", version: "4.0.1", fhirVersions: ["4.0.1"] };
const needsCore = { "hl7.fhir.r4.core": "4.0.1" };

describe("packages that were pulled", () => {
  test("come in the order of the config, then what they need, nearest first", async () => {
    const files = pulled(
      [
        { name: "a", version: "1.0.0", dependencies: { b: "2.0.0", c: "3.0.0", ...needsCore } },
        { name: "b", version: "2.0.0", dependencies: { ...needsCore, d: "4.0.0" } },
        { name: "c", version: "3.0.0" },
        { name: "d", version: "4.0.0", dependencies: { a: "1.0.0" } },
        { name: "not.wanted", version: "1.0.0" },
        core,
      ],
      { "c@latest": "c@3.0.0", "a@1.x": "a@1.0.0" },
    );
    expect(await scopes(files, ["c@latest", "a@1.x"])).toEqual([
      "root c@3.0.0: c@3.0.0",
      "root a@1.0.0: a@1.0.0 b@2.0.0 c@3.0.0 hl7.fhir.r4.core@4.0.1 d@4.0.0",
      "b@2.0.0: b@2.0.0 hl7.fhir.r4.core@4.0.1 d@4.0.0 a@1.0.0 c@3.0.0",
      "hl7.fhir.r4.core@4.0.1: hl7.fhir.r4.core@4.0.1",
      "d@4.0.0: d@4.0.0 a@1.0.0 b@2.0.0 c@3.0.0 hl7.fhir.r4.core@4.0.1",
    ]);
  });

  test("may be there in several versions, each for those that need it (trap 11)", async () => {
    const files = pulled(
      [
        { name: "a", version: "1.0.0", dependencies: { us: "3.1.1" } },
        { name: "b", version: "1.0.0", dependencies: { us: "6.1.0" } },
        { name: "us", version: "3.1.1" },
        { name: "us", version: "6.1.0" },
      ],
      { a: "a@1.0.0", b: "b@1.0.0" },
    );
    expect(await scopes(files, ["a", "b"])).toEqual([
      "root a@1.0.0: a@1.0.0 us@3.1.1",
      "root b@1.0.0: b@1.0.0 us@6.1.0",
      "us@3.1.1: us@3.1.1",
      "us@6.1.0: us@6.1.0",
    ]);
  });

  test("are read without becoming inputs; the lock file is one", async () => {
    const files = pulled([{ ...core, files: { "ValueSet-a.json": definition("ValueSet", "a") } }], {
      core: "hl7.fhir.r4.core@4.0.1",
    });
    const fake = sourceContext(files);
    const [opened] = await openIn(fake, ["core"]);
    const [entry] = opened?.entries ?? [];
    expect(entry === undefined ? 0 : opened?.read(entry).length).toBeGreaterThan(0);
    expect(fake.reads).toEqual({ read: ["fhir.lock.json"], stream: [], range: [] });
  });

  test("have the core package of their release last, where nobody names it", async () => {
    const guide = { name: "a", version: "1.0.0", fhirVersions: ["4.0.1"], dependencies: { b: "1.0.0" } };
    const other = { name: "b", version: "1.0.0", fhirVersions: ["5.0.0"] };
    const r5 = { name: "hl7.fhir.r5.core", version: "5.0.0", fhirVersions: ["5.0.0"] };
    expect(await scopes(pulled([guide, other, core, r5], { a: "a@1.0.0" }), ["a"])).toEqual([
      "root a@1.0.0: a@1.0.0 b@1.0.0 hl7.fhir.r4.core@4.0.1 hl7.fhir.r5.core@5.0.0",
      "b@1.0.0: b@1.0.0 hl7.fhir.r5.core@5.0.0",
      "hl7.fhir.r4.core@4.0.1: hl7.fhir.r4.core@4.0.1",
      "hl7.fhir.r5.core@5.0.0: hl7.fhir.r5.core@5.0.0",
    ]);
  });
});

describe("packages that are missing", () => {
  test("are one error where nothing was pulled", async () => {
    expect(await problems({}, ["a@1.0.0", "b@latest"])).toEqual([
      [
        "fhir/not-pulled",
        "the packages of `guide` were never pulled: there is no `fhir.lock.json`",
        "missing: `a@1.0.0` and `b@latest`",
        "run `specmill pull guide`, and commit `fhir.lock.json`",
      ],
    ]);
  });

  test("are one error where the lock file does not have them, with who needs them", async () => {
    const local = packageFiles({ name: "mine", dependencies: { x: "1.0.0", y: "^2.0.0" }, fhirVersions: ["4.0.1"] });
    const files = { ...pulled([{ name: "b", version: "1.0.0" }], { "b@1": "b@1.0.0" }), ...below("mine", local) };
    expect(await problems(files, ["./mine", "a@1.0.0", "b@1", "c@2.0.0"])).toEqual([
      [
        "fhir/not-pulled",
        "`fhir.lock.json` does not have all packages of `guide`",
        "missing: `a@1.0.0` and `c@2.0.0`",
        "missing, needed by `mine@1.0.0`: `x@1.0.0`, `y@^2.0.0` and `hl7.fhir.r4.core@4.0.1`",
        "run `specmill pull guide`",
      ],
    ]);
  });

  test("are one error where the cache does not have them", async () => {
    const files = pulled(
      [
        { name: "a", version: "1.0.0" },
        { name: "b", version: "1.0.0" },
        { name: "c", version: "1.0.0" },
      ],
      { a: "a@1.0.0", b: "b@1.0.0", c: "c@1.0.0" },
    );
    for (const path of Object.keys(files)) if (/^cache\/[ac]#/.test(path)) delete files[path];
    expect(await problems(files, ["a", "b", "c"])).toEqual([
      [
        "fhir/not-pulled",
        "the package cache `~/.fhir/packages` does not have `a@1.0.0` and `c@1.0.0`",
        "run `specmill pull guide`",
      ],
    ]);
  });

  test("are named after the lock file of the options", async () => {
    expect((await problems({}, ["a@1.0.0"], { lock: "./locks/fhir.json" })).flat()).toContain(
      "the packages of `guide` were never pulled: there is no `locks/fhir.json`",
    );
  });

  test("a lock file that is none says what to do", async () => {
    const read = async (text: string) => (await problems({ "fhir.lock.json": text }, ["a"])).flat();
    for (const text of [
      "{",
      "[]",
      '{"specmill": "fhir-lock", "version": 1, "packages": 1}',
      '{"specmill": "database-schema"}',
    ]) {
      expect((await read(text)).join(" ")).toContain("specmill pull guide");
    }
    const evil = { specmill: "fhir-lock", version: 1, packages: [{ name: "../../x", version: "1.0.0" }], roots: {} };
    expect((await read(JSON.stringify(evil)))[1]).toContain("damaged");
  });

  test("a folder of the cache that holds another package is no such package", async () => {
    const files = pulled([{ name: "a", version: "1.0.0" }], { a: "a@1.0.0" });
    Object.assign(files, below("cache/a#1.0.0", packageFiles({ name: "other" })));
    expect((await problems(files, ["a"])).flat().slice(0, 2)).toEqual([
      "fhir/integrity",
      "`package.json` of `a@1.0.0` is that of `other`",
    ]);
  });
});

describe("packages of the project", () => {
  test("need no lock file when they have all that they depend on", async () => {
    const guide = packageFiles({ name: "guide", dependencies: { "base.package": "1.x" }, fhirVersions: ["4.0.1"] });
    const fake = sourceContext({
      ...below("guide", guide),
      "base.tgz": tgzOf(packageFiles({ name: "base.package", version: "1.4.0" })),
      ...below("r4", packageFiles(core)),
    });
    const opened = await openIn(fake, ["./guide", "./base.tgz", "./r4/package"]);
    expect(opened.map(({ id, scope }) => `${id}: ${scope.join(" ")}`)).toEqual([
      "guide@1.0.0: guide@1.0.0 base.package@1.4.0 hl7.fhir.r4.core@4.0.1",
      "base.package@1.4.0: base.package@1.4.0",
      "hl7.fhir.r4.core@4.0.1: hl7.fhir.r4.core@4.0.1",
    ]);
    expect(fake.reads.read).not.toContain("fhir.lock.json");
  });

  test("find the rest where `pull` has put it", async () => {
    const guide = packageFiles({
      name: "guide",
      dependencies: { x: "1.x", "old@npm:x": "0.9.0" },
      fhirVersions: ["4.0.1"],
    });
    const parts = [
      { name: "x", version: "1.2.0" },
      { name: "x", version: "1.1.0" },
      { name: "x", version: "0.9.0" },
      core,
    ];
    const files = { ...pulled(parts, { "x@1.x": "x@1.1.0" }), ...below("guide", guide) };
    expect((await scopes(files, ["./guide"]))[0]).toBe(
      "root guide@1.0.0: guide@1.0.0 x@1.1.0 x@0.9.0 hl7.fhir.r4.core@4.0.1",
    );
  });

  test("stand for the same package of the lock file", async () => {
    const files = pulled(
      [
        { name: "a", version: "1.0.0", dependencies: { b: "1.0.0" } },
        { name: "b", version: "1.0.0" },
      ],
      { a: "a@1.0.0" },
    );
    const own = packageFiles({ name: "b", files: { "ValueSet-own.json": definition("ValueSet", "own") } });
    const opened = await openIn(sourceContext({ ...files, ...below("b", own) }), ["a", "./b"]);
    expect(opened.map(({ id, entries }) => [id, entries.length])).toEqual([
      ["a@1.0.0", 0],
      ["b@1.0.0", 1],
    ]);
  });

  test("that cannot be opened are all named", async () => {
    const twice = packageFiles({ name: "same" });
    const files = {
      ...below("a", twice),
      "b.tgz": tgzOf(twice),
      "c.tgz": "no archive",
      "d.tgz": tgzOf({ "x.json": "{}" }),
    };
    expect(
      (await problems(files, ["./none", "./none.tgz", "./a", "./b.tgz", "./c.tgz", "./d.tgz"])).map(
        ([, message]) => message,
      ),
    ).toEqual([
      "`./none` is no FHIR package: there is no `package.json` in it, nor in `none/package`",
      "the archive `none.tgz` does not exist",
      "the archive `c.tgz` is damaged: it is cut, or no gzip file",
      "the archive `d.tgz` is no FHIR package: there is no `package/package.json` in it",
      "`./a` and `./b.tgz` are both `same@1.0.0`",
    ]);
  });

  test("may be archives within the caps of the options", async () => {
    const files = { "a.tgz": tgzOf(packageFiles({ files: { "big.json": `{${" ".repeat(3_000_000)}}` } })) };
    expect((await problems(files, ["./a.tgz"])).flat()[1]).toContain("unpacks to more than 100 times its size");
    expect(await problems(files, ["./a.tgz"], { limits: { ratio: 2000 } })).toEqual([]);
    const more = (limits: Options["limits"]) => problems(files, ["./a.tgz"], { limits: { ratio: 2000, ...limits } });
    expect((await more({ unpackedBytes: 2_000_000 })).flat()[1]).toContain("unpacks to more than 2000000 bytes");
    expect((await more({ files: 1 })).flat()[1]).toContain("more entries than the cap of 1");
  });

  test("may not be archives that lead elsewhere", async () => {
    const tar = tarOf([
      { path: "package/package.json", content: "{}" },
      { path: "package/x", flag: "2" },
    ]);
    expect((await problems({ "a.tgz": Bun.gzipSync(tar as Uint8Array<ArrayBuffer>) }, ["./a.tgz"])).flat()[1]).toBe(
      "the archive `a.tgz` is not safe to unpack: `package/x` is a symbolic link",
    );
  });

  test("in an archive with an entry twice have the last one, as when it is unpacked", async () => {
    const [first, second] = ["first", "second"].map((title) => JSON.stringify(definition("ValueSet", "a", { title })));
    const tar = tarOf([
      ...Object.entries(packageFiles({})).map(([path, content]) => ({ path, content })),
      { path: "package/a.json", content: first ?? "" },
      { path: "package/a.json", content: second ?? "" },
    ]);
    const fake = sourceContext({ "a.tgz": Bun.gzipSync(tar as Uint8Array<ArrayBuffer>) });
    const [opened] = await openIn(fake, ["./a.tgz"]);
    expect(opened?.entries.map(({ title }) => title)).toEqual(["second"]);
    expect(opened?.entries.map((entry) => Buffer.from(opened.read(entry)).toString())).toEqual([second ?? ""]);
    expect(fake.diagnostics).toEqual([]);
  });
});

describe("a folder of the project", () => {
  const parts = {
    files: { "ValueSet-a.json": definition("ValueSet", "a"), "ValueSet-b.json": definition("ValueSet", "b") },
  };

  test("is scanned once: an edit of one file reads one file", async () => {
    const fake = sourceContext(below("p", packageFiles(parts)));
    await openIn(fake, ["./p"]);
    expect(fake.reads.stream).toEqual(["p/package/ValueSet-a.json", "p/package/ValueSet-b.json"]);
    fake.files.set(
      "p/package/ValueSet-b.json",
      Buffer.from(JSON.stringify(definition("ValueSet", "b", { title: "new" }))),
    );
    fake.reads.stream.length = 0;
    const [opened] = await openIn(fake, ["./p"]);
    expect(fake.reads.stream).toEqual(["p/package/ValueSet-b.json"]);
    expect(opened?.entries.map(({ title }) => title)).toEqual([undefined, "new"]);
  });

  test("says when a file changes between the scan and its reading", async () => {
    for (const change of [JSON.stringify(definition("ValueSet", "x")), "longer ".repeat(100), undefined]) {
      const fake = sourceContext(below("p", packageFiles(parts)));
      const [opened] = await openIn(fake, ["./p"]);
      const [entry] = opened?.entries ?? [];
      if (change === undefined) fake.files.delete("p/package/ValueSet-a.json");
      else fake.files.set("p/package/ValueSet-a.json", Buffer.from(change));
      expect(() => entry !== undefined && opened?.read(entry)).toThrow(
        "`p/package/ValueSet-a.json` changed while it was read",
      );
    }
  });

  test("loses a file above the cap, with a warning", async () => {
    const fake = sourceContext(below("p", packageFiles(parts)));
    fake.files.set("p/package/ValueSet-b.json", Buffer.alloc(2000, " "));
    const input = { name: "guide", options: { packages: ["./p"] }, limits: { ...defaultLimits, documentBytes: 1000 } };
    const [opened] = await openPackages(input, fake.context, cache);
    expect(opened?.entries.map(({ id }) => id)).toEqual(["a"]);
    expect(fake.diagnostics.map(({ severity, code, place }) => [severity, code, place?.file])).toEqual([
      ["warning", "source/too-large", "p/package/ValueSet-b.json"],
    ]);
    expect(fake.reads.stream).not.toContain("p/package/ValueSet-b.json");
  });
});

describe("the International Patient Summary", () => {
  test("has its profiles, value sets and operation", async () => {
    const ips = readFileSync(join(import.meta.dir, "../../fixtures/fhir/hl7.fhir.uv.ips-2.0.0.tgz"));
    const names = ["hl7.terminology.r4@6.5.0", "hl7.fhir.uv.extensions.r4@5.2.0", "hl7.fhir.uv.ipa@1.1.0"];
    const others = names.map((id) => ({ name: id.split("@")[0] ?? "", version: id.split("@")[1] ?? "" }));
    const fake = sourceContext({ ...pulled([...others, core], {}), "ips.tgz": ips });
    const [opened] = await openIn(fake, ["./ips.tgz"]);
    const count = (type: string) => opened?.entries.filter(({ resourceType }) => resourceType === type).length;
    expect(["StructureDefinition", "ValueSet", "OperationDefinition"].map(count)).toEqual([32, 36, 1]);
    expect(opened?.scope).toEqual(["hl7.fhir.uv.ips@2.0.0", "hl7.fhir.r4.core@4.0.1", ...names]);
    expect(opened?.manifest.fhirVersions).toEqual(["4.0.1"]);
    for (const entry of opened?.entries ?? []) {
      expect(JSON.parse(Buffer.from(opened?.read(entry) ?? []).toString()).url).toBe(entry.url);
    }
    expect(fake.diagnostics).toEqual([]);
  });
});
