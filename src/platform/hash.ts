/** One content hash everywhere: the first 128 bits of SHA-256, in hex. Local keys and shared keys are the same kind of value. */
import type { Digest } from "#model/unit.ts";

/** Digest of bytes or of a string's UTF-8. About 1 ms a megabyte. */
export function hashContent(content: string | Uint8Array): Digest {
  return Bun.CryptoHasher.hash("sha256", content as Uint8Array<ArrayBuffer>, "hex").slice(0, 32);
}

/** Digest of a JSON value that does not depend on the order of keys. */
export function hashJson(value: unknown): Digest {
  return hashContent(JSON.stringify(value, sortKeys) ?? "undefined");
}

/** Digest of parts in order; the parts cannot run into one another. */
export function hashParts(parts: readonly string[]): Digest {
  return hashContent(parts.map((part) => `${part.length}:${part}`).join(""));
}

/** A digest that is fed piece by piece, for streams. */
export class StreamHash {
  readonly #hasher = new Bun.CryptoHasher("sha256");

  update(piece: string | Uint8Array): void {
    this.#hasher.update(piece as Uint8Array<ArrayBuffer>);
  }

  digest(): Digest {
    return this.#hasher.digest("hex").slice(0, 32);
  }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
