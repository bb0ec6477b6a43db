/** Takes so many bytes at a time from pieces of any size. What is taken is copied, so that nobody holds on to a whole piece. */

export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;
  #offset = 0;
  #isDone = false;

  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#pieces = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  /** How many bytes have been taken. */
  get offset(): number {
    return this.#offset;
  }

  /** Fewer bytes only when there are no more. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.#at === this.#piece.length && !(await this.#next())) break;
      const part = this.#piece.subarray(this.#at, this.#at + count - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    this.#offset += filled;
    return filled === count ? bytes : bytes.subarray(0, filled);
  }

  /** Reads on to the end, for those who check the whole stream on its way. */
  async drain(): Promise<void> {
    while (await this.#next());
  }

  /** Tells the maker of the pieces that no more are wanted. */
  async close(): Promise<void> {
    if (this.#isDone) return;
    this.#isDone = true;
    await this.#pieces.return?.();
  }

  async #next(): Promise<boolean> {
    if (this.#isDone) return false;
    const { value, done } = await this.#pieces.next();
    this.#isDone = done === true;
    this.#piece = done === true ? new Uint8Array(0) : value;
    this.#at = 0;
    return done !== true;
  }
}
