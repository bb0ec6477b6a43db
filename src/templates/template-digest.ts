/** What of a template's own text decides its output. Partials and helper modules are reads of the jobs that use them. */
import type { Pack, Template } from "#model/template.ts";
import type { Digest } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import { moduleGraph } from "./module-graph.ts";

/**
 * Changes when the header or the text of the template changes; for a `.ts` template also when anything it imports does.
 * Where the pack lies and how it is called do not count.
 */
export function templateDigest(template: Template, pack: Pack): Digest {
  // What a built-in template imports changes with the binary only, whose digest is part of every key.
  if (template.engine !== "typescript" || pack.folder === undefined) return template.file.digest;
  const files = new Map(pack.files.map((file) => [file.path, file]));
  const read = (path: string) => {
    const text = files.get(path)?.text;
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const graph = moduleGraph(template.file.path, { read });
  return hashParts(graph.files.flatMap((path) => [path, files.get(path)?.digest ?? ""]));
}
