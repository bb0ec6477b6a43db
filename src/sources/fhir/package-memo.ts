/** What a file of a local package says, kept from run to run by the digest of its bytes. */
import type { Limits } from "#model/config.ts";
import type { Digest } from "#model/unit.ts";
import type { Memo } from "../source.ts";
import type { ScannedFile } from "./package-entry.ts";
import { scanFile } from "./package-entry.ts";

export class ScanMemo {
  readonly #memo: Memo;
  readonly #limits: Limits;

  constructor(memo: Memo, limits: Limits) {
    this.#memo = memo;
    this.#limits = limits;
  }

  get(digest: Digest): ScannedFile | undefined {
    return this.#memo.get(this.#key(digest)) as ScannedFile | undefined;
  }

  /** From an earlier run where there was one. */
  scan(bytes: Uint8Array, digest: Digest): ScannedFile {
    const kept = this.get(digest);
    if (kept !== undefined) return kept;
    const scanned = scanFile(bytes, this.#limits);
    this.#memo.set(this.#key(digest), scanned);
    return scanned;
  }

  /** The caps are part of what was found: too deep for one is fine for another. */
  #key(digest: Digest): string {
    return `scan:${this.#limits.depth}:${digest}`;
  }
}
