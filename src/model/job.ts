/** A job: one template over one unit makes one output. */
import type { Digest } from "./unit.ts";

export interface Job {
  /** `<template>#<unit id>`: unique in its target, the same from run to run. */
  readonly id: string;
  readonly template: string;
  /** Absent for `each: once`. */
  readonly unit?: string;
  /** Project-relative, with `/`. */
  readonly path: string;
  /** Its output is written when it is not there, and belongs to the user from then on (`write: missing`). */
  readonly isStarter?: true;
}

/**
 * One thing that a job read while it rendered, as text so that it is cheap to store and compare:
 * `data:<unit>` content of a unit · `facts:<unit>` its names and facts · `list:<kind>` which units of a kind there are, with facts
 * `origin:<unit>` where it stands in its source · `content:<kind>` the content of all of them · `link:<unit>` where its output lies · `partial:<file>` a partial or module of the pack
 */
export type Read = string;

/** What is known of a job that was rendered: enough to prove that it need not be rendered again. */
export interface JobRecord extends Job {
  /** Hash of what the template gave, before the formatter. */
  readonly rawHash: Digest;
  /** Hash of the output as it was written. */
  readonly hash: Digest;
  readonly reads: readonly Read[];
  /** Microseconds of the last render; 0 when not known. */
  readonly cost: number;
}

/** The id of a job. */
export function jobId(template: string, unit: string | undefined): string {
  return unit === undefined ? template : `${template}#${unit}`;
}
