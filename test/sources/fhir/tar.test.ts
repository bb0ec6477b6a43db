import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import { gunzip } from "#sources/fhir/gunzip.ts";
import type { TarEntry, TarLimits } from "#sources/fhir/tar.ts";
import { readTar } from "#sources/fhir/tar.ts";
import { unsafeEntry } from "#sources/fhir/tar-safety.ts";
import type { TarPart } from "../../support/fhir-package.ts";
import { pax, tarOf, write } from "../../support/fhir-package.ts";

const ips = join(import.meta.dir, "../../fixtures/fhir/hl7.fhir.uv.ips-2.0.0.tgz");

async function unpack(bytes: Uint8Array | Iterable<Uint8Array>, limits: Partial<TarLimits> = {}): Promise<TarEntry[]> {
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
  const entries: TarEntry[] = [];
  for await (const entry of readTar(chunks, { archive: "a.tgz", ...limits })) entries.push(entry);
  return entries;
}

async function texts(parts: readonly TarPart[]): Promise<(readonly [string, string])[]> {
  return (await unpack(tarOf(parts))).map(({ path, content }) => [path, Buffer.from(content).toString()] as const);
}

/** What is wrong, in words. */
async function problem(bytes: Uint8Array | Iterable<Uint8Array>, limits: Partial<TarLimits> = {}): Promise<string> {
  try {
    await unpack(bytes, limits);
  } catch (fault) {
    if (fault instanceof SpecmillError)
      return fault.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n");
    throw fault;
  }
  return "nothing";
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("entries", () => {
  test("files come in the order of the archive, with their content", async () => {
    const parts = [
      { path: "package/b.json", content: "two" },
      { path: "package/a.json", content: "x".repeat(1000) },
      { path: "package/empty" },
    ];
    expect(await texts(parts)).toEqual([
      ["package/b.json", "two"],
      ["package/a.json", "x".repeat(1000)],
      ["package/empty", ""],
    ]);
  });

  test("pieces of any size make the same entries", async () => {
    const tar = tarOf([{ path: "a", content: "x".repeat(700) }, pax({ path: "long" }), { path: "b", content: "yes" }]);
    const whole = await unpack(tar);
    expect(whole.map(({ path, size }) => [path, size])).toEqual([
      ["a", 700],
      ["long", 3],
    ]);
    for (const size of [1, 7, 511, 512, 513]) expect(await unpack(pieces(tar, size))).toEqual(whole);
  });

  test("an entry is a buffer of its own, so that it holds no other in memory", async () => {
    const [first] = await unpack(
      tarOf([
        { path: "a", content: "abc" },
        { path: "b", content: "x".repeat(5000) },
      ]),
    );
    expect(first?.content.buffer.byteLength).toBe(3);
  });

  test("a long path is joined from the two fields of ustar", async () => {
    const part = { path: "name.json", content: "x", patch: (header: Uint8Array) => write(header, 345, "package/deep") };
    expect(await texts([part])).toEqual([["package/deep/name.json", "x"]]);
  });

  test("what GNU tar keeps in the place of the prefix is no path", async () => {
    const patch = (header: Uint8Array) => {
      write(header, 257, "ustar  \0");
      write(header, 345, "13700000000");
    };
    expect(await texts([{ path: "name.json", content: "x", patch }])).toEqual([["name.json", "x"]]);
  });

  test("a pax header names the next entry and its size, and only that one", async () => {
    const name = `package/${"ü".repeat(60)}.json`;
    const parts = [
      pax({ path: name, size: "4", mtime: "1.5" }),
      { path: "short", content: "four", size: 0 },
      { path: "b" },
    ];
    expect(await texts(parts)).toEqual([
      [name, "four"],
      ["b", ""],
    ]);
  });

  test("a long name of GNU tar names the next entry, and only that one", async () => {
    const name = `package/${"n".repeat(150)}.json`;
    const parts = [
      { path: "././@LongLink", flag: "L", content: `${name}\0` },
      { path: "cut", content: "1" },
      { path: "b" },
    ];
    expect(await texts(parts)).toEqual([
      [name, "1"],
      ["b", ""],
    ]);
  });

  test("a size may be a binary number", async () => {
    const patch = (header: Uint8Array) => header.set([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], 124);
    expect(await texts([{ path: "a", content: "12345", patch }])).toEqual([["a", "12345"]]);
  });

  test("a checksum of signed bytes is one too, as old programs made it", async () => {
    const damage = (header: Uint8Array) => {
      const bytes = new Int8Array(header).fill(0x20, 148, 156);
      write(
        header,
        148,
        `${bytes
          .reduce((total, byte) => total + byte, 0)
          .toString(8)
          .padStart(6, "0")}\0 `,
      );
    };
    expect(await texts([{ path: "ä", content: "x", damage }])).toEqual([["ä", "x"]]);
  });

  test("folders are told from files, also where old archives write them with a slash", async () => {
    const entries = await unpack(
      tarOf([{ path: "package", flag: "5" }, { path: "package/old/", flag: "\0" }, { path: "package/a" }]),
    );
    expect(entries.map(({ path, type }) => [path, type])).toEqual([
      ["package", "folder"],
      ["package/old", "folder"],
      ["package/a", "file"],
    ]);
  });

  test("`./` and doubled slashes are no part of a path", async () => {
    expect((await texts([{ path: "./package//a.json" }])).map(([path]) => path)).toEqual(["package/a.json"]);
  });

  test("what follows the end of the archive is read and means nothing", async () => {
    const end = Buffer.concat([new Uint8Array(1024), Buffer.from("garbage".repeat(200))]);
    expect(await unpack(tarOf([{ path: "a" }], end))).toHaveLength(1);
  });

  test("an archive may end without the blocks of zeros", async () => {
    expect(await unpack(tarOf([{ path: "a", content: "x" }], new Uint8Array(0)))).toHaveLength(1);
  });

  test("who stops reading stops the maker of the pieces", async () => {
    let isClosed = false;
    const endless = function* () {
      try {
        for (;;) yield tarOf([{ path: "a" }], new Uint8Array(0));
      } finally {
        isClosed = true;
      }
    };
    for await (const _ of readTar(endless(), { archive: "a.tgz" })) break;
    expect(isClosed).toBe(true);
  });
});

describe("what is wrong with an archive", () => {
  const file = { path: "package/a.json", content: "x".repeat(600) };

  test("one that is cut says at which byte", async () => {
    const tar = tarOf([file]);
    const words = "fhir/package the archive `a.tgz` ends in the middle of an entry, at byte";
    expect(await problem(tar.subarray(0, 300))).toBe(`${words} 300`);
    expect(await problem(tar.subarray(0, 800))).toBe(`${words} 800`);
    expect(await problem(tar.subarray(0, 1300))).toBe(`${words} 1300`);
  });

  test("a wrong checksum says at which byte", async () => {
    const damaged = { ...file, damage: (header: Uint8Array) => write(header, 0, "q") };
    expect(await problem(tarOf([file, damaged]))).toBe(
      "fhir/package the archive `a.tgz` is no tar archive: a header with a wrong checksum at byte 1536",
    );
    expect(await problem(Buffer.from("no archive at all ".repeat(100)))).toContain("wrong checksum at byte 0");
  });

  test("sizes that are no numbers are refused", async () => {
    const patch = (header: Uint8Array) => write(header, 124, "99999999999\0");
    expect(await problem(tarOf([{ ...file, patch }]))).toContain("a size that is no number at byte 0");
    const negative = (header: Uint8Array) => header.fill(0xff, 124, 136);
    expect(await problem(tarOf([{ ...file, patch: negative }]))).toContain("a size that is no number");
    expect(await problem(tarOf([pax({ size: "-1" }), file]))).toContain("a pax size that is no number");
  });

  test("a pax header that is cut or not of its form is refused", async () => {
    for (const content of ["99 path=a\n", "path=a\n", "9 path=a", "0 path=a\n", "4 ab\n", "7 =abc\n"]) {
      expect(await problem(tarOf([{ path: "x", flag: "x", content }, file]))).toMatch(
        /a pax (?:header that is cut|field without a name)/,
      );
    }
  });

  test("headers without an entry end", async () => {
    expect(await problem(tarOf(Array.from({ length: 20 }, () => pax({ a: "b" }))))).toContain(
      "more than 8 headers before one entry",
    );
    expect(await problem(tarOf([{ path: "x", flag: "L", size: 2 ** 30 }]))).toContain("a header of 1073741824 bytes");
  });

  test("an entry above its cap is refused before it is read", async () => {
    expect(await problem(tarOf([{ path: "big", size: 2 ** 31 }]))).toBe(
      "fhir/package the archive `a.tgz` is too large: `big` has 2147483648 bytes, the cap is 52428800",
    );
    expect(await problem(tarOf([file]), { entryBytes: 599 })).toContain("has 600 bytes, the cap is 599");
    expect(await problem(tarOf([file]), { entryBytes: 600 })).toBe("nothing");
  });

  test("all entries together have a cap, in bytes and in number", async () => {
    expect(await problem(tarOf([file, file]), { unpackedBytes: 1200 })).toBe("nothing");
    expect(await problem(tarOf([file, file]), { unpackedBytes: 1199 })).toContain("unpacks to more than 1199 bytes");
    expect(await problem(tarOf([file, { path: "d", flag: "5" }]), { files: 2 })).toBe("nothing");
    expect(await problem(tarOf([file, { path: "d", flag: "5" }]), { files: 1 })).toContain(
      "has more entries than the cap of 1",
    );
  });
});

describe("what must not be unpacked", () => {
  const hostile: readonly (readonly [string, TarPart, string])[] = [
    ["a path that leads out", { path: "package/../../x" }, "`package/../../x` leads out of the folder"],
    ["an absolute path", { path: "/etc/passwd" }, "`/etc/passwd` is an absolute path"],
    ["a path with a drive", { path: "C:/x" }, "`C:/x` is an absolute path"],
    ["a backslash", { path: "package\\..\\x" }, "`package\\..\\x` has a backslash"],
    ["a symbolic link", { path: "package/l", flag: "2" }, "`package/l` is a symbolic link"],
    ["a hard link", { path: "package/l", flag: "1" }, "`package/l` is a hard link"],
    ["a device", { path: "package/d", flag: "3" }, "`package/d` is a device"],
    ["a pipe", { path: "package/d", flag: "6" }, "`package/d` is a device"],
    ["a sparse file", { path: "package/s", flag: "S" }, "`package/s` is a sparse file"],
    ["what nobody knows", { path: "package/s", flag: "Z" }, "`package/s` is a special entry"],
    ["a name with control characters", { path: "package/a\u001b[2J" }, "has control characters"],
  ];

  test.each(hostile)("%s", async (_what, part, words) => {
    expect(await problem(tarOf([{ path: "package/a.json", content: "x" }, part]))).toContain(words);
  });

  test("a bad path is no better in a pax header or a long name", async () => {
    expect(await problem(tarOf([pax({ path: "../x" }), { path: "fine" }]))).toContain("`../x` leads out of the folder");
    expect(await problem(tarOf([{ path: "l", flag: "L", content: "/x\0" }, { path: "fine" }]))).toContain(
      "absolute path",
    );
    expect(await problem(tarOf([pax({ path: "/x" }, "g"), { path: "fine" }]))).toContain("absolute path");
    expect(await problem(tarOf([pax({ "GNU.sparse.major": "1" }), { path: "fine" }]))).toContain("is a sparse file");
  });

  test("depth and length of names have a cap", () => {
    expect(unsafeEntry(`${"a/".repeat(31)}b`, "file")).toBeUndefined();
    expect(unsafeEntry(`${"a/".repeat(32)}b`, "file")).toContain("lies in more than 32 folders");
    expect(unsafeEntry("é".repeat(127), "file")).toBeUndefined();
    expect(unsafeEntry("é".repeat(128), "file")).toContain("more than 255 bytes");
    expect(unsafeEntry("././/", "file")).toBe("an entry has no name");
    expect(unsafeEntry("a..b/...", "file")).toBeUndefined();
  });
});

describe("a real package", () => {
  const packed = readFileSync(ips);

  test("unpacks to what its publisher packed, whatever the pieces are", async () => {
    for (const size of [packed.length, 4096, 1000]) {
      const entries = await unpackGz(pieces(packed, size));
      expect([entries.length, entries.reduce((sum, one) => sum + one.size, 0)]).toEqual([152, 6_577_075]);
    }
  });

  test("is an error when it is cut anywhere or a bit of it has changed", async () => {
    const cut = "the archive `a.tgz` is damaged: it is cut, or no gzip file";
    expect(await gzProblem(packed.subarray(0, packed.length - 4))).toContain(cut);
    expect(await gzProblem(packed.subarray(0, 300_000))).toContain(cut);
    const flipped = Uint8Array.from(packed);
    flipped[400_000] = (flipped[400_000] ?? 0) ^ 1;
    expect(await gzProblem(flipped)).toContain("the archive `a.tgz`");
    expect(await gzProblem(Buffer.from("no gzip"))).toContain(cut);
    expect(await gzProblem(new Uint8Array(0))).toContain(cut);
  });
});

describe("gzip", () => {
  test("a bomb is an error after its first pieces", async () => {
    const bomb = Bun.gzipSync(new Uint8Array(64 << 20));
    let taken = 0;
    const counted = (function* () {
      for (const piece of pieces(bomb, 1000)) {
        taken += piece.length;
        yield piece;
      }
    })();
    expect(await gzProblem(counted)).toContain("unpacks to more than 100 times its size");
    expect(taken).toBeLessThan(bomb.length / 2);
  });

  test("a ratio and a size may be allowed or forbidden", async () => {
    const zeros = Bun.gzipSync(new Uint8Array(4 << 20));
    const sizeOf = async (limits: object) => {
      let size = 0;
      for await (const piece of gunzip([zeros], { archive: "a.tgz", ...limits })) size += piece.length;
      return size;
    };
    expect(await sizeOf({ ratio: 2000 })).toBe(4 << 20);
    await expect(sizeOf({ ratio: 2000, unpackedBytes: (4 << 20) - 1 })).rejects.toThrow(
      "unpacks to more than 4194303 bytes",
    );
  });

  test("a small archive may be mostly zeros", async () => {
    expect(
      await unpackGz([Bun.gzipSync(tarOf([{ path: "a" }], new Uint8Array(500_000)) as Uint8Array<ArrayBuffer>)]),
    ).toHaveLength(1);
  });

  test("what the maker of the pieces throws comes through as it is", async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield packedStart;
      throw new TypeError("the disk is gone");
    };
    await expect(unpackGz(broken())).rejects.toThrow("the disk is gone");
  });

  const packedStart = readFileSync(ips).subarray(0, 1000);
});

async function unpackGz(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  for await (const entry of readTar(gunzip(chunks, { archive: "a.tgz" }), { archive: "a.tgz" })) entries.push(entry);
  return entries;
}

async function gzProblem(bytes: Uint8Array | Iterable<Uint8Array>): Promise<string> {
  try {
    await unpackGz(bytes instanceof Uint8Array ? [bytes] : bytes);
  } catch (fault) {
    if (fault instanceof SpecmillError) return fault.message;
    throw fault;
  }
  return "nothing";
}
