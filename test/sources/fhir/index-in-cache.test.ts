/** The index beside a package of the cache, on a real disk. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { realFileSystem } from "#platform/file-system.ts";
import type { PackageContent } from "#sources/fhir/package-content.ts";
import { cacheFolder, INDEX_FILE, openFromCache } from "#sources/fhir/package-in-cache.ts";
import { definition, packageFiles } from "../../support/fhir-package.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "specmill-fhir-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const wanted = { name: "test.package", version: "1.0.0", integrity: "sha512-one" };
const valueSet = (id: string) => JSON.stringify(definition("ValueSet", id));

function put(files: Record<string, string>): void {
  for (const [path, content] of Object.entries(packageFiles({ files }))) {
    const full = join(root, "test.package#1.0.0", path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

interface Opened {
  readonly content: PackageContent | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Names of the files that were read. */
  readonly reads: readonly string[];
}

function open(more: Partial<typeof wanted> = {}, changes: Partial<FileSystem> = {}): Opened {
  const diagnostics: Diagnostic[] = [];
  const reads: string[] = [];
  const read = (path: string) => {
    reads.push(path.slice(path.lastIndexOf("/") + 1));
    return realFileSystem.read(path);
  };
  const context = {
    fs: { ...realFileSystem, read, ...changes },
    report: (one: Diagnostic) => void diagnostics.push(one),
  };
  const content = openFromCache({ ...wanted, ...more }, { path: root, shown: "~/.fhir/packages" }, "guide", context);
  return { content, diagnostics, reads };
}

const index = () => join(root, "test.package#1.0.0", INDEX_FILE);
const ids = ({ content }: Opened) => content?.entries.map(({ id }) => id);

describe("the index of a package", () => {
  test("is made once: afterwards no definition is opened", () => {
    put({ "a.json": valueSet("a"), "b.json": "{", "c.json": valueSet("a") });
    const [first, second] = [open(), open()];
    expect(first.reads).toEqual([INDEX_FILE, "package.json", "a.json", "b.json", "c.json"]);
    expect(second.reads).toEqual([INDEX_FILE]);
    expect(second.content?.entries).toEqual(first.content?.entries ?? []);
    expect(second.content?.manifest).toEqual(first.content?.manifest as never);
    expect(second.diagnostics).toEqual(first.diagnostics);
    expect(second.diagnostics.map(({ place }) => place?.file)).toEqual([
      "~/.fhir/packages/test.package#1.0.0/package/b.json",
      "~/.fhir/packages/test.package#1.0.0/package/c.json",
    ]);
  });

  test("is the same on every machine, and leaves nothing else behind", () => {
    put({ "a.json": valueSet("a") });
    open();
    const text = readFileSync(index(), "utf8");
    expect(text).not.toContain(root);
    expect(JSON.parse(text)).toMatchObject({ specmill: "fhir-index", version: 2, state: "sha512-one" });
    expect(readdirSync(dirname(index())).sort()).toEqual([INDEX_FILE, "package"]);
    rmSync(index());
    open();
    expect(readFileSync(index(), "utf8")).toBe(text);
  });

  test("of another state of the package is made again", () => {
    put({ "a.json": valueSet("a") });
    open();
    put({ "b.json": valueSet("b") });
    expect(ids(open())).toEqual(["a"]);
    expect(ids(open({ integrity: "sha512-two" }))).toEqual(["a", "b"]);
    expect(open({ integrity: "sha512-two" }).reads).toEqual([INDEX_FILE]);
  });

  test("that is damaged is made again", () => {
    put({ "a.json": valueSet("a") });
    open();
    const text = readFileSync(index(), "utf8");
    for (const damaged of ["", "{", text.slice(0, -20), text.replace('"a.json"', '"b.json"'), `${text} `, "[1]\n[]"]) {
      writeFileSync(index(), damaged);
      expect(ids(open())).toEqual(["a"]);
      expect(readFileSync(index(), "utf8")).toBe(text);
    }
  });

  test("is not kept for a package that may change", () => {
    put({ "a.json": valueSet("a") });
    expect(ids(open({ integrity: "" }))).toEqual(["a"]);
    expect(existsSync(index())).toBe(false);
    put({ "b.json": valueSet("b") });
    expect(ids(open({ integrity: "" }))).toEqual(["a", "b"]);
  });

  test("need not be written: a cache that may only be read is as good", () => {
    put({ "a.json": valueSet("a") });
    const refuse = (): never => {
      throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
    };
    expect(ids(open({}, { create: refuse, rename: refuse }))).toEqual(["a"]);
    expect(readdirSync(dirname(index()))).toEqual(["package"]);
  });
});

describe("a package in the cache", () => {
  test("that is not there is no error of its own", () => {
    expect(open().content).toBeUndefined();
    expect(open({ name: "../outside" }).content).toBeUndefined();
    expect(open({ version: "../1" }).content).toBeUndefined();
  });

  test("is refused where a file is not what was scanned", () => {
    put({ "a.json": valueSet("a"), "b.json": valueSet("b") });
    const { content } = open();
    const read = (at: number) => {
      try {
        return Buffer.from(content?.read(content.entries[at] as never) ?? []).toString();
      } catch (fault) {
        if (!(fault instanceof SpecmillError)) throw fault;
        return fault.diagnostics
          .map(({ code, message, notes }) => [code, message, notes[0]?.message].join("; "))
          .join();
      }
    };
    expect(read(0)).toBe(valueSet("a"));
    put({ "a.json": valueSet("evil") });
    rmSync(join(root, "test.package#1.0.0/package/b.json"));
    const note = "something has changed the shared cache; run `specmill pull guide` to get `test.package@1.0.0` again";
    expect(read(0)).toBe(`fhir/integrity; \`a.json\` of \`test.package@1.0.0\` is not what was unpacked; ${note}`);
    expect(read(1)).toBe(`fhir/integrity; \`b.json\` of \`test.package@1.0.0\` is gone; ${note}`);
  });

  test("is read without its narrative, whatever that has become", () => {
    const told = (div: string, id: string) =>
      JSON.stringify({ resourceType: "ValueSet", text: { div }, ...definition("ValueSet", id) });
    put({ "a.json": told("<div>one</div>", "a") });
    const { content } = open();
    const read = () => Buffer.from(content?.read(content.entries[0] as never) ?? []).toString();
    expect(read()).toBe(valueSet("a"));
    put({ "a.json": told("<div>two</div>", "a") });
    expect(read()).toBe(valueSet("a"));
    put({ "a.json": told("<div>one</div>", "b") });
    expect(read).toThrow("`a.json` of `test.package@1.0.0` is not what was unpacked");
  });

  test("that may not be read says so, without the folder of this machine", () => {
    put({ "a.json": valueSet("a") });
    const list = (): never => {
      throw Object.assign(new Error(`EACCES: permission denied, scandir '${root}'`), { code: "EACCES" });
    };
    expect(() => open({}, { list })).toThrow("`~/.fhir/packages/test.package#1.0.0/package` cannot be read: EACCES");
  });
});

describe("the cache folder", () => {
  test("is that of all FHIR tools, or the one of the options", () => {
    expect(cacheFolder({}, "/p", "/home/u")).toEqual({ path: "/home/u/.fhir/packages", shown: "~/.fhir/packages" });
    expect(cacheFolder({ cache: "~/x/" }, "/p", "/home/u")).toEqual({ path: "/home/u/x", shown: "~/x" });
    expect(cacheFolder({ cache: "cache/fhir" }, "/p", "/home/u")).toEqual({
      path: "/p/cache/fhir",
      shown: "cache/fhir",
    });
    expect(cacheFolder({ cache: "/var/lib/.fhir/packages" }, "/p", "/home/u").path).toBe("/var/lib/.fhir/packages");
  });
});
