/** What was written, from what: the committed claim (`specmill.lock`) and the local record (build log) have this in common. */
import type { JobRecord, Read } from "./job.ts";
import type { Digest } from "./unit.ts";

/** Stands for the digest of a file that was looked for and was not there. */
export const ABSENT = "absent";

/** Stands for the hash of an output that belongs to the user once it is there (`write: missing`): any content will do. */
export const STARTER: Digest = "0".repeat(32);

export interface OutputClaim {
  /** Of the content, or `STARTER`. */
  readonly hash: Digest;
  /** `<template>#<unit id>`. */
  readonly job: string;
}

/** A target as it was when it was last in step: the same inputs give these outputs. */
export interface TargetClaim {
  /** The config that has the target, when it is one that must be named with `--config`. */
  readonly config?: string;
  /** Hash of everything the config says of the target. */
  readonly slice: Digest;
  /** Project path, or `glob:<pattern>`, to content hash or `ABSENT`. */
  readonly inputs: ReadonlyMap<string, Digest>;
  /** By project path. */
  readonly outputs: ReadonlyMap<string, OutputClaim>;
}

/** A claim with what a run needs to render only what changed. */
export interface TargetRecord extends TargetClaim {
  /** Hash of pack, options and output folder: what every job of the target depends on. */
  readonly options: Digest;
  /** Hash of the formatter's command and configuration. */
  readonly format: Digest;
  /** Template name to digest. */
  readonly templates: ReadonlyMap<string, Digest>;
  /** Templates whose `output` and `when` look at nothing but their own unit: the same unit has the same path. */
  readonly plainTemplates: ReadonlySet<string>;
  /** What each read looked like when the jobs were last in step. */
  readonly reads: ReadonlyMap<Read, Digest>;
  /** By job id. An output that was left alone because of a hand edit has a claim and no record here. */
  readonly jobs: ReadonlyMap<string, JobRecord>;
}

/** `specmill.lock` as read. */
export interface Manifest {
  /** The version of specmill that last changed an output. */
  readonly tool: string;
  readonly targets: ReadonlyMap<string, TargetClaim>;
  /** Hashes under which specmill wrote a path; more than one after an unfinished merge. */
  readonly owned: ReadonlyMap<string, ReadonlySet<Digest>>;
}
