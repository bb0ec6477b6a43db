/** Columns of numbers that grow: what is kept of a record, so that a million of them are some tens of megabytes. */
/** Columns grow by pieces of this many entries: nothing is copied, so nothing is left for the garbage collector. */
const pieceBits = 13;
const pieceLength = 1 << pieceBits;
const pieceMask = pieceLength - 1;

type Numbers = Float64Array | Uint32Array;

export class NumberColumn {
  readonly #make: new (
    length: number,
  ) => Numbers;
  readonly #pieces: Numbers[] = [];
  #length = 0;

  /** `Uint32Array` for numbers below 2^32. */
  constructor(make: new (length: number) => Numbers = Uint32Array) {
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length++ & pieceMask;
    if (at === 0) this.#pieces.push(new this.#make(pieceLength));
    const piece = this.#pieces[this.#pieces.length - 1];
    if (piece !== undefined) piece[at] = value;
  }

  /** 0 past the end. */
  at(index: number): number {
    return this.#pieces[index >> pieceBits]?.[index & pieceMask] ?? 0;
  }
}

/**
 * A map from text to small whole numbers that keeps 53 bits of each text instead of the text. Two texts may be taken for one
 * (one chance in ten million for 40,000 of them): fit for slugs, where that costs a suffix, and for ids that are compared afterwards.
 */
export class TextMap {
  #keys = new Float64Array(1024);
  #values = new Uint32Array(1024);
  #count = 0;
  #lastText = "";
  #lastHash = hashOf("");

  get(text: string): number | undefined {
    const slot = this.#slot(this.#hash(text));
    return this.#keys[slot] === 0 ? undefined : this.#values[slot];
  }

  set(text: string, value: number): void {
    const hash = this.#hash(text);
    const slot = this.#slot(hash);
    this.#values[slot] = value;
    if (this.#keys[slot] === hash) return;
    this.#keys[slot] = hash;
    if (++this.#count * 4 > this.#keys.length * 3) this.#grow();
  }

  /** Most texts are looked up and then entered. */
  #hash(text: string): number {
    if (text !== this.#lastText) {
      this.#lastHash = hashOf(text);
      this.#lastText = text;
    }
    return this.#lastHash;
  }

  /** The slot of a hash, or the free one where it belongs. */
  #slot(hash: number): number {
    const length = this.#keys.length;
    let slot = hash % length;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== hash) slot = slot + 1 === length ? 0 : slot + 1;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    const length = Math.floor(keys.length * 1.5);
    this.#keys = new Float64Array(length);
    this.#values = new Uint32Array(length);
    for (const [at, hash] of keys.entries()) {
      if (hash === 0) continue;
      const slot = this.#slot(hash);
      this.#keys[slot] = hash;
      this.#values[slot] = values[at] ?? 0;
    }
    // Frees the old table now instead of at some collection.
    keys.buffer.transfer(0);
    values.buffer.transfer(0);
  }
}

/** 53 bits of two independent hashes; never 0, which marks a free slot. */
function hashOf(text: string): number {
  const high = Bun.hash.xxHash32(text, 1) % 0x200000;
  return high * 0x100000000 + Bun.hash.xxHash32(text, 2) || 1;
}
