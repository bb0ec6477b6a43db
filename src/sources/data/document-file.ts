/** JSON, YAML and TOML files: parsed once to see what is in them, then held or parsed again as memory allows. */
import { checkSize } from "#document/check-bytes.ts";
import type { DocumentFormat } from "#document/format.ts";
import { locate } from "#document/locate.ts";
import { parseAgain, parseDocument } from "#document/parse.ts";
import { escapeSegment, pointerSegments, valueAt } from "#document/pointer.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { absolute } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { DocumentCache } from "./document-cache.ts";
import type { Position } from "./facts.ts";
import { isMapping } from "./facts.ts";
import type { Options } from "./options.ts";
import type { RecordFile, RecordSeen } from "./record-file.ts";

export interface DocumentInput {
  readonly path: string;
  readonly format: "json" | "yaml" | "toml";
  readonly source: SourceInput<Options>;
  readonly context: SourceContext;
  readonly cache: DocumentCache;
  readonly report: (problem: Diagnostic) => void;
}

/** Reads a file and shows each record to `see`; `undefined` when something is wrong with it. */
export async function loadDocument(
  input: DocumentInput,
  see: (record: RecordSeen) => void,
): Promise<RecordFile | undefined> {
  const { path, format, source, context, report } = input;
  const size = context.fs.stamp(absolute(context.root, path))?.size ?? 0;
  const tooLarge = checkSize(path, size, source.limits);
  if (tooLarge !== undefined) {
    report(tooLarge);
    return undefined;
  }
  const bytes = context.inputs.read(path);
  const digest = context.inputs.digest(path);
  if (bytes === undefined || digest === undefined) {
    report(error("source/missing", `the file \`${path}\` does not exist`));
    return undefined;
  }
  const value = await parseDocument(path, bytes, source.limits, report, format);
  if (value === undefined) return undefined;
  input.cache.set(path, value, bytes.length);
  return makeFile(input, value, bytes, digest, see);
}

function makeFile(
  input: DocumentInput,
  value: Json,
  bytes: Uint8Array,
  digest: Digest,
  see: (record: RecordSeen) => void,
) {
  const { each, records } = input.source.options;
  const list = valueAt(value, pointerSegments(records ?? ""));
  const hasRecordUnits = each === undefined ? records !== undefined || Array.isArray(list) : each === "record";
  const isCollection = Array.isArray(list) || isMapping(list);
  if ((hasRecordUnits || records !== undefined) && !isCollection) {
    input.report(shapeProblem(input, bytes, list));
    return undefined;
  }
  const keys = isMapping(list) && (hasRecordUnits || records !== undefined) ? Object.keys(list) : undefined;
  const count = Array.isArray(list) ? list.length : keys?.length;
  const file = new DocumentFile(input, { digest, keys, count, hasRecordUnits });
  if (hasRecordUnits) for (let index = 0; index < (count ?? 0); index++) file.add(list ?? null, index, see);
  return file;
}

function shapeProblem({ path, format, source }: DocumentInput, bytes: Uint8Array, found: Json | undefined): Diagnostic {
  const pointer = source.options.records ?? "";
  const where = pointer === "" ? "the file" : `\`${pointer}\``;
  const message =
    found === undefined
      ? `there is nothing at \`${pointer}\`, where the records should be`
      : `${where} holds ${wordFor(found)}, not a list or mapping of records`;
  const fix =
    pointer === ""
      ? "say with `records` where they are, or set `each: file`"
      : "`records` of the source says where to look";
  return error("data/shape", message, { place: locate(path, bytes, format, pointer, "value"), notes: [fix] });
}

function wordFor(value: Json): string {
  return value === null ? "nothing" : typeof value === "string" ? "a text" : `a ${typeof value}`;
}

interface Shape {
  readonly digest: Digest;
  /** The keys, when the records are the values of a mapping. */
  readonly keys: readonly string[] | undefined;
  readonly count: number | undefined;
  readonly hasRecordUnits: boolean;
}

class DocumentFile implements RecordFile {
  readonly path: string;
  readonly digest: Digest;
  readonly count: number | undefined;
  readonly hasRecordUnits: boolean;
  readonly #format: Extract<DocumentFormat, "json" | "yaml" | "toml">;
  readonly #input: DocumentInput;
  readonly #keys: readonly string[] | undefined;

  constructor(input: DocumentInput, shape: Shape) {
    this.path = input.path;
    this.digest = shape.digest;
    this.count = shape.count;
    this.hasRecordUnits = shape.hasRecordUnits;
    this.#format = input.format;
    this.#input = input;
    this.#keys = shape.keys;
  }

  add(list: Json, index: number, see: (record: RecordSeen) => void): void {
    const value = this.#pick(list, index);
    see({ value, position: this.position(index) });
  }

  content(): Json {
    return this.#input.cache.get(this.path, () => {
      const bytes = this.#input.context.inputs.read(this.path) ?? new Uint8Array(0);
      return { value: parseAgain(bytes, this.#format), size: bytes.length };
    });
  }

  value(index: number): Json {
    return this.#pick(valueAt(this.content(), pointerSegments(this.#base)) ?? null, index);
  }

  position(index: number): Position {
    const key = this.#keys?.[index];
    return key === undefined ? { index } : { index, key };
  }

  pointer(index: number): string {
    return `${this.#base}/${escapeSegment(this.#keys?.[index] ?? String(index))}`;
  }

  place(pointer: string, want: "key" | "value"): Place {
    const bytes = this.#input.context.inputs.read(this.path);
    if (bytes === undefined) return { file: this.path, pointer };
    return locate(this.path, bytes, this.#format, pointer, want);
  }

  get #base(): string {
    return this.#input.source.options.records ?? "";
  }

  #pick(list: Json, index: number): Json {
    if (Array.isArray(list)) return (list as readonly Json[])[index] ?? null;
    const key = this.#keys?.[index];
    return key !== undefined && isMapping(list) ? (list[key] ?? null) : null;
  }
}
