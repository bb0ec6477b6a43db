/** Target records as compact JSON: names and reads are listed once and meant by number, paths are those of the stat table. */
import type { JobRecord } from "#model/job.ts";
import { jobId } from "#model/job.ts";
import type { OutputClaim, TargetRecord } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import type { StatRow, StatTable } from "./stat-table.ts";

interface StoredTarget {
  readonly name: string;
  readonly slice: Digest;
  readonly config?: string;
  readonly options: Digest;
  readonly format: Digest;
  readonly templates: readonly (readonly [string, Digest])[];
  readonly plainTemplates: readonly string[];
  readonly inputs: readonly (readonly [string, Digest])[];
  readonly reads: readonly (readonly [string, Digest])[];
  readonly jobs: readonly StoredJob[];
  /** path, hash, job id of outputs without a record */
  readonly kept: readonly (readonly [string, Digest, string])[];
}

/** template number, unit id or 0, row number of the output or its path, hash, raw hash or 0 when the same, cost, read numbers */
type StoredJob = readonly [number, string | 0, number | string, Digest, Digest | 0, number, readonly number[]];

export function encodeRecords(
  targets: ReadonlyMap<string, TargetRecord>,
  rows: readonly StatRow[],
): Buffer<ArrayBuffer> {
  const rowNumbers = new Map(rows.map((row, number) => [row.path, number]));
  return Buffer.from(JSON.stringify([...targets].map(([name, record]) => store(name, record, rowNumbers))));
}

/** `undefined` when the text is not what this version writes. */
export function decodeRecords(bytes: Uint8Array, table: StatTable): Map<string, TargetRecord> | undefined {
  try {
    const stored = JSON.parse(Buffer.from(bytes).toString("utf8")) as readonly StoredTarget[];
    const paths = table.paths();
    return new Map(stored.map((target) => [target.name, restore(target, paths)]));
  } catch {
    return undefined;
  }
}

function store(name: string, record: TargetRecord, rowNumbers: ReadonlyMap<string, number>): StoredTarget {
  const templates = [...record.templates];
  const templateNumbers = new Map(templates.map(([template], number) => [template, number]));
  const reads = [...record.reads];
  const readNumbers = new Map(reads.map(([read], number) => [read, number]));
  const jobs = Array.from(
    record.jobs.values(),
    (job): StoredJob => [
      templateNumbers.get(job.template) ?? 0,
      job.unit ?? 0,
      rowNumbers.get(job.path) ?? job.path,
      job.hash,
      job.rawHash === job.hash ? 0 : job.rawHash,
      job.cost,
      job.reads.map((read) => readNumbers.get(read) ?? 0),
    ],
  );
  const recorded = new Set(Array.from(record.jobs.values(), (job) => job.path));
  const kept = [...record.outputs]
    .filter(([path]) => !recorded.has(path))
    .map(([path, claim]) => [path, claim.hash, claim.job] as const);
  const { slice, options, format } = record;
  const plainTemplates = [...record.plainTemplates];
  const owner = record.config === undefined ? {} : { config: record.config };
  return {
    ...owner,
    kept,
    plainTemplates,
    name,
    slice,
    options,
    format,
    templates,
    inputs: [...record.inputs],
    reads,
    jobs,
  };
}

function restore(stored: StoredTarget, paths: readonly string[]): TargetRecord {
  const jobs = new Map<string, JobRecord>();
  const outputs = new Map<string, OutputClaim>();
  for (const [templateNumber, unit, row, hash, rawHash, cost, readNumbers] of stored.jobs) {
    const template = stored.templates[templateNumber]?.[0] ?? "";
    const path = typeof row === "number" ? (paths[row] ?? "") : row;
    const reads = readNumbers.map((number) => stored.reads[number]?.[0] ?? "");
    const id = jobId(template, unit === 0 ? undefined : unit);
    const record = { id, template, path, hash, rawHash: rawHash === 0 ? hash : rawHash, cost, reads };
    jobs.set(id, unit === 0 ? record : { ...record, unit });
    outputs.set(path, { hash, job: id });
  }
  for (const [path, hash, job] of stored.kept) outputs.set(path, { hash, job });
  const { slice, options, format } = stored;
  const [templates, inputs, reads] = [new Map(stored.templates), new Map(stored.inputs), new Map(stored.reads)];
  const plainTemplates = new Set(stored.plainTemplates);
  const owner = stored.config === undefined ? {} : { config: stored.config };
  return { ...owner, plainTemplates, slice, options, format, templates, inputs, reads, outputs, jobs };
}
