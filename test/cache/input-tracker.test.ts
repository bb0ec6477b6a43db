import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InputTracker } from "#cache/input-tracker.ts";
import { racyFloor } from "#cache/racy.ts";
import type { StatRow } from "#cache/stat-table.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "specmill-inputs-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function tracker(root: string, known: readonly StatRow[] = []): InputTracker {
  const rows = new Map(known.map((row) => [row.path, row]));
  return new InputTracker({ root, fs, floor: racyFloor(root, fs), known: (path) => rows.get(path) });
}

describe("inputs", () => {
  test("are read once: later stages see the same bytes", () => {
    const root = project({ a: "one" });
    const inputs = tracker(root).scope("s");
    expect(Buffer.from(inputs.read("a") ?? []).toString()).toBe("one");
    writeFileSync(join(root, "a"), "two");
    expect(Buffer.from(inputs.read("a") ?? []).toString()).toBe("one");
  });

  test("claim what a scope read, listed and missed, and nothing of another scope", () => {
    const root = project({ "data/a.yaml": "1", "data/b.yaml": "2", "data/c.txt": "3", other: "4" });
    const all = tracker(root);
    const inputs = all.scope("s");
    expect(inputs.glob("data/*.yaml")).toEqual(["data/a.yaml", "data/b.yaml"]);
    inputs.read("data/a.yaml");
    expect(inputs.exists("missing")).toBe(false);
    all.scope("t").read("other");
    expect([...all.claims(["s"]).keys()]).toEqual(["data/a.yaml", "glob:data/*.yaml", "missing"]);
    expect(all.claims(["s"]).get("data/a.yaml")).toBe(hashContent("1"));
    expect(all.claims(["s"]).get("missing")).toBe("absent");
  });

  test("match a claim until the content, the list or the absence changes", () => {
    const root = project({ "data/a.yaml": "1" });
    const first = tracker(root);
    first.scope("s").glob("data/*.yaml");
    first.scope("s").read("data/a.yaml");
    first.scope("s").exists("missing");
    const claims = first.claims(["s"]);
    const holds = () => [...claims].map(([name, hash]) => tracker(root).matches("s", name, hash));
    expect(holds()).toEqual([true, true, true]);
    writeFileSync(join(root, "data/b.txt"), "not listed");
    expect(holds()).toEqual([true, true, true]);
    writeFileSync(join(root, "data/b.yaml"), "listed");
    expect(holds()).toEqual([true, false, true]);
    writeFileSync(join(root, "missing"), "");
    expect(holds()).toEqual([true, false, false]);
    writeFileSync(join(root, "data/a.yaml"), "2");
    expect(holds()).toEqual([false, false, false]);
  });

  test("just changed are racy, old ones are not", () => {
    const root = project({ fresh: "1", old: "1" });
    utimesSync(join(root, "old"), 1, 1);
    const all = tracker(root);
    all.scope("s").read("fresh");
    expect([...all.rows()].map(({ path, racy }) => [path, racy])).toEqual([["fresh", true]]);
  });

  test("with a trusted stamp are not hashed again; with a racy one they are, 200 times of 200", async () => {
    const root = project({ a: "aaaa" });
    let missed = 0;
    for (let round = 0; round < 200; round++) {
      const first = tracker(root);
      first.scope("s").digest("a");
      // Same size, at once: on a coarse clock the stamp is the same.
      const text = round % 2 === 0 ? "bbbb" : "aaaa";
      writeFileSync(join(root, "a"), text);
      if (
        tracker(root, [...first.rows()])
          .scope("s")
          .digest("a") !== hashContent(text)
      )
        missed++;
    }
    expect(missed).toBe(0);
  });

  test("are not found in skipped folders, in output folders or through links to folders", () => {
    const root = project({
      "a.md": "",
      "out/b.md": "",
      "node_modules/x/c.md": "",
      ".git/d.md": "",
      "sub/e.md": "",
      "sub/.hidden.md": "",
    });
    symlinkSync("sub", join(root, "link"));
    const all = tracker(root);
    all.ignoreFolders(["out"]);
    expect(all.scope("s").glob("**/*.md")).toEqual(["a.md", "sub/e.md"]);
    expect(all.scope("s").glob("sub/.*.md")).toEqual(["sub/.hidden.md"]);
  });

  test("that cannot be read are an error that says what to do", () => {
    const root = project({ "folder/a": "" });
    expect(() => tracker(root).scope("s").read("folder")).toThrow("`folder` cannot be read: it is not a file");
  });

  test("in pieces notice a change between two readings", async () => {
    const root = project({ a: "one\n".repeat(1000) });
    const all = tracker(root);
    const inputs = all.scope("s");
    const read = async () => {
      let text = "";
      for await (const piece of inputs.stream("a")) text += Buffer.from(piece).toString();
      return text.length;
    };
    expect(await read()).toBe(4000);
    expect(all.claims(["s"]).get("a")).toBe(hashContent("one\n".repeat(1000)));
    expect(Buffer.from(inputs.range("a", 4, 7)).toString()).toBe("one");
    writeFileSync(join(root, "a"), "other");
    expect(read()).rejects.toThrow("`a` changed while it was read");
    expect(() => all.verifyStreams()).toThrow("`a` changed while it was read");
  });
});
