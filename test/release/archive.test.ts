/** What the writers of archives make is what the common readers read, and the same bytes wherever it is made. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { tarGz } from "../../scripts/release/tar.ts";
import { zip } from "../../scripts/release/zip.ts";

const time = Date.UTC(2026, 10, 21, 6, 23, 30) / 1000;
const entries = [
  { path: "mill/LICENSE", bytes: Buffer.from("MIT\n") },
  { path: "mill/empty", bytes: new Uint8Array() },
  { path: "mill/specmill", bytes: Buffer.from("mühle".repeat(1000)), isExecutable: true },
];

/** What the system's own program prints about an archive. */
function listed(program: readonly string[], name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "specmill-archive-"));
  try {
    writeFileSync(join(folder, name), bytes);
    const env = { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C" };
    const run = Bun.spawnSync([...program, name], { cwd: folder, env, stdout: "pipe", stderr: "pipe" });
    return run.stdout.toString() + run.stderr.toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a tar.gz", () => {
  test("holds what was put in", async () => {
    const files = await new Bun.Archive(tarGz(entries, time)).files();
    const texts = await Promise.all([...files].map(async ([path, file]) => [path, await file.text()]));
    expect(Object.fromEntries(texts)).toEqual(
      Object.fromEntries(entries.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])),
    );
  });

  test.skipIf(process.platform !== "linux")("belongs to root, at the time of the release, in the order given", () => {
    const lines = listed(["tar", "--full-time", "-tvzf"], "a.tar.gz", tarGz(entries, time)).trim().split("\n");
    expect(lines.map((line) => line.replaceAll(/ +/g, " "))).toEqual([
      "-rw-r--r-- 0/0 4 2026-11-21 06:23:30 mill/LICENSE",
      "-rw-r--r-- 0/0 0 2026-11-21 06:23:30 mill/empty",
      "-rwxr-xr-x 0/0 6000 2026-11-21 06:23:30 mill/specmill",
    ]);
  });

  test("has no name and no time in its gzip header", () => {
    const [, , , flags, ...stamp] = tarGz(entries, time).subarray(0, 8);
    expect([flags, ...stamp]).toEqual([0, 0, 0, 0, 0]);
  });

  test("refuses a path that would be cut off", () => {
    expect(() => tarGz([{ path: "a".repeat(101), bytes: new Uint8Array() }], time)).toThrow("is too long");
  });
});

describe("a zip", () => {
  test("holds what was put in, with its checksum", () => {
    const bytes = Buffer.from(zip(entries, time));
    let at = 0;
    for (const entry of entries) {
      const [crc, packed, size, nameLength] = [14, 18, 22]
        .map((field) => bytes.readUInt32LE(at + field))
        .concat(bytes.readUInt16LE(at + 26)) as [number, number, number, number];
      const start = at + 30 + nameLength;
      const content = inflateRawSync(bytes.subarray(start, start + packed));
      expect(bytes.toString("utf8", at + 30, start)).toBe(entry.path);
      expect({ content: content.toString(), size, crc }).toEqual({
        content: Buffer.from(entry.bytes).toString(),
        size: entry.bytes.length,
        crc: crc32(entry.bytes),
      });
      at = start + packed;
    }
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
  });

  test.skipIf(Bun.which("unzip") === null)("is whole in the eyes of unzip, with modes and the time in UTC", () => {
    const bytes = zip(entries, time);
    expect(listed(["unzip", "-tq"], "a.zip", bytes)).toBe("No errors detected in compressed data of a.zip.\n");
    const lines = listed(["unzip", "-Z"], "a.zip", bytes).split("\n").slice(2, 5);
    expect(lines.map((line) => line.replaceAll(/ +/g, " "))).toEqual([
      "-rw-r--r-- 2.0 unx 4 b- defN 26-Nov-21 06:23 mill/LICENSE",
      "-rw-r--r-- 2.0 unx 0 b- defN 26-Nov-21 06:23 mill/empty",
      "-rwxr-xr-x 2.0 unx 6000 b- defN 26-Nov-21 06:23 mill/specmill",
    ]);
  });

  test("is the same in every time zone", () => {
    const before = process.env.TZ;
    const made = ["UTC", "Pacific/Auckland"].map((zone) => {
      process.env.TZ = zone;
      return Buffer.from(zip(entries, time)).toString("hex");
    });
    process.env.TZ = before ?? "UTC";
    expect(made[0]).toBe(made[1]!);
  });
});
