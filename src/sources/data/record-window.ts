/** Reads records of a file by their offsets: neighbours come from one read, so that a pass over all of them reads the file once. */

/** Large enough that reads are rare, small enough to hold one for each file of a source. */
const windowBytes = 256 * 1024;

export class RecordWindow {
  readonly #read: (start: number, end: number) => Uint8Array;
  #start = 0;
  #bytes = new Uint8Array(0);

  /** `read` gives the bytes of a range; fewer when the file ends before. */
  constructor(read: (start: number, end: number) => Uint8Array) {
    this.#read = read;
  }

  /** The bytes from `start` to `end`, valid until the next call; `limit` is the end of what may be read ahead. */
  slice(start: number, end: number, limit: number): Uint8Array {
    if (start < this.#start || end > this.#start + this.#bytes.length) {
      this.#bytes = new Uint8Array(this.#read(start, Math.max(end, Math.min(start + windowBytes, limit))));
      this.#start = start;
    }
    return this.#bytes.subarray(start - this.#start, end - this.#start);
  }
}
