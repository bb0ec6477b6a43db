/** Parsed documents, the latest used ones, up to a number of bytes of their files: thousands of small files or a few large ones. */
import type { Json } from "#model/json.ts";

/** A parsed document takes some five times the memory of its text. */
const maxBytes = 32 * 1024 * 1024;

export class DocumentCache {
  readonly #entries = new Map<string, { readonly value: Json; readonly size: number }>();
  #size = 0;

  /** The document, or what `parse` gives. */
  get(path: string, parse: () => { readonly value: Json; readonly size: number }): Json {
    const entry = this.#entries.get(path) ?? parse();
    this.set(path, entry.value, entry.size);
    return entry.value;
  }

  /** Makes the document the latest used one; the latest always stays, however large. */
  set(path: string, value: Json, size: number): void {
    this.#size += size - (this.#entries.get(path)?.size ?? 0);
    this.#entries.delete(path);
    this.#entries.set(path, { value, size });
    for (const [oldest, entry] of this.#entries) {
      if (this.#size <= maxBytes || oldest === path) return;
      this.#entries.delete(oldest);
      this.#size -= entry.size;
    }
  }
}
