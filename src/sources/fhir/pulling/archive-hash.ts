/** The hashes of an archive: SHA-1 as registries tell it, SHA-512 as the lock file keeps it. Fed piece by piece. */

export interface ArchiveHashes {
  /** SHA-1 in lower case hex. */
  readonly shasum: string;
  /** `sha512-` and the hash in base64, as npm writes it. */
  readonly integrity: string;
  readonly sizeBytes: number;
}

export class ArchiveHash {
  readonly #sha1 = new Bun.CryptoHasher("sha1");
  readonly #sha512 = new Bun.CryptoHasher("sha512");
  #sizeBytes = 0;

  update(piece: Uint8Array): void {
    this.#sha1.update(piece as Uint8Array<ArrayBuffer>);
    this.#sha512.update(piece as Uint8Array<ArrayBuffer>);
    this.#sizeBytes += piece.length;
  }

  digest(): ArchiveHashes {
    const integrity = `sha512-${this.#sha512.digest("base64")}`;
    return { shasum: this.#sha1.digest("hex"), integrity, sizeBytes: this.#sizeBytes };
  }
}

/** Whether the hash is one of those that a registry tells; those of other kinds say nothing. */
export function matchesIntegrity(told: string, { integrity }: ArchiveHashes): boolean {
  const known = told.split(/\s+/).filter((one) => one.startsWith("sha512-"));
  return known.length === 0 || known.some((one) => one.replace(/\?.*$/, "") === integrity);
}
