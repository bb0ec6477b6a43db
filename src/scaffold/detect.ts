/** Which specs lie in a folder: a look at names and beginnings, bounded, so that it takes no time in a large repository either. */
import { compareText } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readRange } from "#platform/file-system.ts";
import { absolute, join } from "#platform/paths.ts";

export interface DetectedSpec {
  readonly kind: "openapi";
  /** Project path. */
  readonly path: string;
}

/** Never holds a spec of the project's own. */
const skipped = new Set(["node_modules", "vendor", "dist", "build", "target", "coverage", "test", "tests", "fixtures"]);
/** Specs lie near the top; four levels are `packages/shop/api/openapi.yaml`. */
const MAX_DEPTH = 4;
/** Entries that are looked at before the search gives up. */
const MAX_ENTRIES = 20_000;
/** The version stands at the beginning, or after a long description. */
const HEAD_BYTES = 65_536;

const marks = [/^\s*\{[\s\S]*"(?:openapi|swagger)"\s*:\s*"\d/, /^["']?(?:openapi|swagger)["']?\s*:\s*["']?\d/m];

/** OpenAPI and Swagger documents below `root`, those nearest to the top first. */
export function detectSpecs(root: string, fs: FileSystem): readonly DetectedSpec[] {
  const found: DetectedSpec[] = [];
  let folders = ["."];
  let entries = 0;
  for (let depth = 0; depth < MAX_DEPTH && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      for (const { name, type } of fs.list(absolute(root, folder)) ?? []) {
        if (++entries > MAX_ENTRIES) return found;
        const path = join(folder, name);
        if (type === "folder" && !name.startsWith(".") && !skipped.has(name)) next.push(path);
        if (type === "file" && /\.(?:ya?ml|json)$/i.test(name) && isSpec(absolute(root, path)))
          found.push({ kind: "openapi", path });
      }
    }
    folders = next.sort(compareText);
  }
  return found;
}

function isSpec(file: string): boolean {
  try {
    const head = Buffer.from(readRange(file, 0, HEAD_BYTES)).toString("utf8");
    return marks.some((mark) => mark.test(head));
  } catch {
    // Not readable: then it is no spec for us either.
    return false;
  }
}
