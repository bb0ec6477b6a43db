/** The extension point for stores of rendered results. A store may forget anything at any time; it never gives wrong bytes. */
import type { Digest } from "#model/unit.ts";

export interface StoreStats {
  readonly entries: number;
  readonly bytes: number;
}

export interface Store {
  /** The bytes put under the key, verified; `undefined` is a miss and never an error. */
  get(key: Digest): Uint8Array | undefined;
  /** Keeps the bytes, at the latest when `flush` is called. */
  put(key: Digest, bytes: Uint8Array): void;
  flush(): void;
  stats(): StoreStats;
}
