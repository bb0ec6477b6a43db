import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { TargetClaim } from "#model/manifest.ts";
import { ABSENT } from "#model/manifest.ts";
import { hashContent } from "#platform/hash.ts";
import { decodeManifest, encodeManifest } from "#write/manifest.ts";

const hash = hashContent("x");
const claim: TargetClaim = {
  slice: hash,
  inputs: new Map([
    ["api/openapi.yaml", hash],
    ["glob:data/*.yaml", hash],
    ["biome.json", ABSENT],
  ]),
  outputs: new Map([
    ["docs/with space %.md", { hash, job: "page.md.eta#operation:GET /pets" }],
    ["docs/a.md", { hash, job: "index.md.eta" }],
  ]),
};

function read(text: string): { diagnostics: Diagnostic[]; manifest: ReturnType<typeof decodeManifest> } {
  const diagnostics: Diagnostic[] = [];
  return { diagnostics, manifest: decodeManifest(text, (one) => diagnostics.push(one)) };
}

describe("specmill.lock", () => {
  test("gives back what was written", () => {
    const { manifest, diagnostics } = read(encodeManifest("1.2.3", new Map([["docs", claim]])));
    expect(diagnostics).toEqual([]);
    expect(manifest.tool).toBe("1.2.3");
    expect(manifest.targets.get("docs")).toEqual(claim);
    expect([...(manifest.owned.get("docs/a.md") ?? [])]).toEqual([hash]);
  });

  test("has one sorted line an entry, whatever the order it is made in", () => {
    const other = {
      ...claim,
      inputs: new Map([...claim.inputs].reverse()),
      outputs: new Map([...claim.outputs].reverse()),
    };
    expect(encodeManifest("1", new Map([["docs", other]]))).toBe(encodeManifest("1", new Map([["docs", claim]])));
    const lines = encodeManifest("1", new Map([["docs", claim]]))
      .split("\n")
      .slice(3, -1);
    expect(lines).toEqual([...lines].sort());
  });

  test("with Windows line ends reads the same", () => {
    const text = encodeManifest("1", new Map([["docs", claim]]));
    expect(read(text.replaceAll("\n", "\r\n")).manifest.targets).toEqual(read(text).manifest.targets);
  });

  test("with a merge conflict keeps both sides' ownership, claims nothing and says where", () => {
    const mine = encodeManifest("1", new Map([["docs", claim]]));
    const theirs = mine.replaceAll(hash, hashContent("y"));
    const { manifest, diagnostics } = read(
      `<<<<<<< HEAD\n${mine}=======\n${theirs}>>>>>>> branch\n`.replace("<<<<<<< HEAD", "# x\n<<<<<<< HEAD"),
    );
    expect(manifest.targets.size).toBe(0);
    expect([...(manifest.owned.get("docs/a.md") ?? [])].sort()).toEqual([hash, hashContent("y")].sort());
    expect(diagnostics.map(({ message, place }) => [message, place?.line])).toEqual([
      ["3 lines of `specmill.lock` cannot be read: an unfinished merge is in it", 2],
    ]);
  });

  test("cut at any length never claims more than it says", () => {
    const text = encodeManifest("1", new Map([["docs", claim]]));
    for (let length = 0; length < text.length; length++) {
      const { manifest } = read(text.slice(0, length));
      for (const [path, hashes] of manifest.owned) {
        expect(claim.outputs.has(path)).toBe(true);
        expect([...hashes]).toEqual([hash]);
      }
    }
  });

  test("of a newer format is an error that names both", () => {
    expect(() => read("format 2\n")).toThrow(SpecmillError);
    expect(() => read("format 2\n")).toThrow("`specmill.lock` has format 2, and this specmill knows format 1");
  });
});
