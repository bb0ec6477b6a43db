/** `.index.json` of a package, version 2: what lies in it, for other tools. Some of them read nothing without it, and not every archive has one. */
import type { Json, JsonObject } from "#model/json.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { isObject } from "../package-json.ts";

const FILE = ".index.json";

/** In the order in which other tools write them. */
const fields = ["resourceType", "id", "url", "version", "kind", "type", "supplements", "content", "valueSet"] as const;

/** Writes it when there is none. `folder` is the folder `package`. */
export function ensureIndexJson(folder: string, fs: FileSystem): void {
  if (fs.stamp(`${folder}/${FILE}`) !== undefined) return;
  const rows = (fs.list(folder) ?? [])
    .filter(({ name, type }) => type === "file" && /^[^.].*\.json$/i.test(name) && name !== "package.json")
    .map(({ name }) => rowOf(name, fs.read(`${folder}/${name}`)))
    .filter((row) => row !== undefined);
  fs.create(`${folder}/${FILE}`, `${JSON.stringify({ "index-version": 2, files: rows })}\n`);
}

/** `undefined` for what is no resource. */
function rowOf(filename: string, bytes: Uint8Array | undefined): JsonObject | undefined {
  const value = parsed(bytes);
  if (!isObject(value) || typeof value.resourceType !== "string") return undefined;
  const found = [...fields, "derivation"].filter((field) => typeof value[field] === "string");
  return { filename, ...Object.fromEntries(found.map((field) => [field, value[field] as string])) };
}

function parsed(bytes: Uint8Array | undefined): Json | undefined {
  try {
    // The decoder takes a byte order mark away.
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    return undefined;
  }
}
