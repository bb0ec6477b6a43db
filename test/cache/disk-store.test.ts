import { describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiskStore } from "#cache/stores/disk.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";

const texts = ["", "one", "two\n".repeat(1000), "ü".repeat(77)];

function filled(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "specmill-store-")), "store");
  const store = new DiskStore(folder, fs);
  for (const text of texts) store.put(hashContent(text), Buffer.from(text));
  store.flush();
  return folder;
}

function answers(folder: string): (string | undefined)[] {
  const store = new DiskStore(folder, fs);
  return texts.map((text) => {
    const bytes = store.get(hashContent(text));
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  });
}

describe("the disk store", () => {
  test("gives another process what was put, and misses what was not", () => {
    const folder = filled();
    expect(answers(folder)).toEqual(texts);
    expect(new DiskStore(folder, fs).get(hashContent("unknown"))).toBeUndefined();
  });

  test("answers with the right bytes or a miss, wherever a pack is cut or damaged", () => {
    const folder = filled();
    const [name = ""] = readdirSync(folder);
    const path = join(folder, name);
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += 13) {
      writeFileSync(path, bytes.subarray(0, at));
      for (const [index, answer] of answers(folder).entries()) expect([texts[index], undefined]).toContain(answer);
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      writeFileSync(path, damaged);
      for (const [index, answer] of answers(folder).entries()) expect([texts[index], undefined]).toContain(answer);
    }
  });

  test("lets the newest entry of a key win, also after packs were merged", () => {
    const folder = filled();
    const key = hashContent("key");
    for (let round = 0; round < 30; round++) {
      const store = new DiskStore(folder, fs);
      store.put(key, Buffer.from(`round ${round}`));
      store.flush();
      expect(Buffer.from(new DiskStore(folder, fs).get(key) ?? []).toString()).toBe(`round ${round}`);
    }
    expect(readdirSync(folder).length).toBeLessThan(14);
    expect(answers(folder)).toEqual(texts);
  });

  test("counts entries, notices damage and prunes down to a limit", () => {
    const folder = filled();
    const store = new DiskStore(folder, fs);
    expect(store.stats().entries).toBe(texts.length);
    expect(store.damaged()).toBe(0);
    expect(store.prune(0)).toBeGreaterThan(4000);
    expect(store.stats()).toEqual({ entries: 0, bytes: 0 });
  });
});
