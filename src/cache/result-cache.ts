/**
 * Results by what they were made from: the store's second kind of entry. An action is a template over a unit; its entry lists what the
 * job read and which bytes came out, as a compiler cache's manifest does. Found only when every read looks as it did then.
 */
import type { Job, JobRecord, Read } from "#model/job.ts";
import type { Digest } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import type { Store } from "./store.ts";

export interface ActionParts {
  readonly build: string;
  readonly target: string;
  readonly options: Digest;
  readonly format: Digest;
  /** Digest of the job's template. */
  readonly template: Digest;
}

/** Everything about a job that is known before it renders. */
export function actionKey(job: Job, parts: ActionParts): Digest {
  const { build, target, options, format, template } = parts;
  return hashParts(["action", build, target, options, format, template, job.id, job.path]);
}

interface StoredAction {
  readonly reads: readonly (readonly [Read, Digest])[];
  readonly hash: Digest;
  readonly rawHash: Digest;
  readonly cost: number;
}

/** Keeps what a job gave. `bytes` are those that were written. */
export function keepResult(
  store: Store,
  key: Digest,
  record: JobRecord,
  bytes: Uint8Array,
  digestOf: (read: Read) => Digest,
): void {
  const reads = record.reads.map((read) => [read, digestOf(read)] as const);
  const action: StoredAction = { reads, hash: record.hash, rawHash: record.rawHash, cost: record.cost };
  store.put(record.hash, bytes);
  store.put(key, Buffer.from(JSON.stringify(action)));
}

/** The record of an earlier render of the job whose reads look the same now and whose bytes are still there. */
export function findResult(
  store: Store,
  key: Digest,
  job: Job,
  digestOf: (read: Read) => Digest,
): JobRecord | undefined {
  const bytes = store.get(key);
  if (bytes === undefined) return undefined;
  const action = JSON.parse(Buffer.from(bytes).toString("utf8")) as StoredAction;
  if (!action.reads.every(([read, digest]) => digestOf(read) === digest)) return undefined;
  if (store.get(action.hash) === undefined) return undefined;
  const { hash, rawHash, cost } = action;
  return { ...job, hash, rawHash, cost, reads: action.reads.map(([read]) => read) };
}
