/**
 * Reads a document by the way that suits it. One JSON file of OpenAPI 3 stays text (slices.ts); YAML, Swagger 2 and documents of
 * several files are parsed (parsed.ts). Both give the same units.
 */
import { isUtf8 } from "node:buffer";
import { checkSize } from "#document/check-bytes.ts";
import { formatOf } from "#document/format.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { Document } from "./document.ts";
import { sliceRoot } from "./slices.ts";
import { versionOf } from "./version.ts";

export interface Entry {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The entry document; throws when there is none. */
export function readEntry(file: string, limits: SourceInput["limits"], context: SourceContext): Entry {
  const size = context.inputs.exists(file) ? sizeOf(file, context) : 0;
  const tooLarge = checkSize(file, size, limits);
  if (tooLarge !== undefined) throw new SpecmillError([tooLarge]);
  const bytes = context.inputs.read(file);
  if (bytes !== undefined) return { file, bytes };
  const notes = ["`path` of the source says where it is"];
  throw new SpecmillError([error("source/missing", `there is no file \`${file}\``, { place: { file }, notes })]);
}

/** Of what a link leads to; 0 where the file system does not tell. */
function sizeOf(file: string, { fs, root }: SourceContext): number {
  const path = fs.realPath(absolute(root, file));
  return path === undefined ? 0 : (fs.stamp(path)?.size ?? 0);
}

/** The document as text; `undefined` when it has to be parsed, also to say what is wrong with it. */
export function readSliced({ file, bytes }: Entry, limits: SourceInput["limits"]): Document | undefined {
  if (bytes.length > limits.documentBytes || formatOf(file, bytes) !== "json" || !isUtf8(bytes)) return undefined;
  const root = sliceRoot(bytes, limits.depth);
  const version = versionOf(root?.members?.get("openapi")?.value());
  if (root === undefined || version === undefined || version.startsWith("2")) return undefined;
  return { file, version, root, isChecked: false, originOf: (pointer) => ({ file, pointer }) };
}
