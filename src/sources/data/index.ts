/**
 * The source kind `data`: files of records, or files as they are. CSV, TSV and NDJSON are streamed: some forty bytes of a record are
 * held (where it is, hashes of its name and id), so that ten times the records cost less than one and a half times the memory.
 */
import { formatByEnding, formatOf, isRecordFormat } from "#document/format.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Source, SourceContext, SourceInput } from "../source.ts";
import { DocumentCache } from "./document-cache.ts";
import { loadDocument } from "./document-file.ts";
import { findFiles } from "./find-files.ts";
import type { Options } from "./options.ts";
import type { RecordFile, RecordSeen } from "./record-file.ts";
import { RecordTable } from "./record-table.ts";
import { loadStreamed } from "./streamed-file.ts";
import { DataUnits, unitKinds } from "./units.ts";

export const source: Source<Options> = {
  kind: "data",
  unitKinds,
  async load(input, context) {
    const { path, id } = input.options;
    const found = findFiles(typeof path === "string" ? [path] : path, input.name, context.inputs);
    if (found.files.length === 0) throw new SpecmillError(found.problems);
    for (const problem of found.problems) context.report(problem);
    const loading: Loading = { input, context, table: new RecordTable(id), cache: new DocumentCache() };
    const files: RecordFile[] = [];
    for (const file of found.files) {
      const loaded = await loadFile(file, loading);
      if (loaded !== undefined) files.push(loaded);
    }
    return new DataUnits(files, loading.table);
  },
};

interface Loading {
  readonly input: SourceInput<Options>;
  readonly context: SourceContext;
  readonly table: RecordTable;
  readonly cache: DocumentCache;
}

/** Reads one file and enters its records into the table; `undefined` when it is of no use, which has been reported. */
async function loadFile(path: string, loading: Loading): Promise<RecordFile | undefined> {
  const { context, table } = loading;
  const first = table.length;
  let isBroken = false;
  const report = (problem: Diagnostic) => {
    isBroken = true;
    context.report(problem);
  };
  const file = await readFile(path, loading, report);
  if (file === undefined) return undefined;
  if (file.hasRecordUnits) table.finish(file, first, report);
  if (file.hasRecordUnits && file.count === 0 && !isBroken) {
    context.report(
      warning("source/no-units", `\`${path}\` has no records`, { place: { file: path, line: 1, column: 1 } }),
    );
  }
  return file;
}

function readFile(path: string, { input, context, table, cache }: Loading, report: (problem: Diagnostic) => void) {
  // Only a file without a known ending is opened to tell.
  const format = input.options.format ?? formatByEnding(path) ?? formatOf(path, context.inputs.read(path));
  const see = (record: RecordSeen) => table.see(record);
  if (!isRecordFormat(format)) {
    return loadDocument({ path, format, source: input, context, cache, report }, see);
  }
  const hasRecordUnits = input.options.each !== "file";
  const stream = { path, format, hasRecordUnits, inputs: context.inputs, limits: input.limits, report };
  return loadStreamed(stream, hasRecordUnits ? see : () => {});
}
