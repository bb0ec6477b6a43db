/** Whether a binary carries the built-in packs: a bundler that dropped them would not say so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of built-in packs that are not in the binary, as `pack/path`; their digests are looked for. */
export function missingPackFiles(root: string, binary: Uint8Array): string[] {
  const text = Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength);
  let at = 0;
  return packFiles(root).flatMap(({ name, digest }) => {
    // The files of a pack lie one after the other, packs in any order: looking on from the last one is most often short.
    const next = text.indexOf(digest, at);
    const found = next >= 0 ? next : text.indexOf(digest);
    at = Math.max(found, 0);
    return found >= 0 ? [] : [name];
  });
}

/** Every file of every built-in pack, as scripts/registry.ts has written it down. */
export function packFiles(root: string): readonly { readonly name: string; readonly digest: string }[] {
  const folder = join(root, "src/templates/packs");
  const packs = [...new Bun.Glob("*.gen.json").scanSync({ cwd: folder })].sort();
  return packs.flatMap((pack) => {
    const files = JSON.parse(readFileSync(join(folder, pack), "utf8")) as { path: string; digest: string }[];
    return files.map(({ path, digest }) => ({ name: `${pack.replace(".gen.json", "")}/${path}`, digest }));
  });
}
