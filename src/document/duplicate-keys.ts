/**
 * Finds keys that a mapping has twice. Parsers keep the last one and say nothing, and the other is lost.
 * Works on what a scanner tells, at any size; a key costs one hash and, in a large mapping, one look-up.
 */
import { isLiteralKey, keyText } from "./key-text.ts";
import type { Quote, StructureVisitor } from "./structure.ts";

export interface DuplicateKey {
  readonly name: string;
  /** Byte offsets and length of the second one, and the offset of the first. */
  readonly offset: number;
  readonly length: number;
  readonly firstOffset: number;
}

/** After so many, more of the same help nobody. */
const maxFound = 20;

/** Up to this many keys a linear search beats a `Set`. */
const smallMapping = 32;

export interface DuplicateFinder extends StructureVisitor {
  readonly found: readonly DuplicateKey[];
}

/** A visitor that collects the duplicate keys of a document, in reading order. `<<` may stand in a YAML mapping any number of times. */
export function duplicateKeyFinder(bytes: Uint8Array): DuplicateFinder {
  return new Finder(bytes);
}

/** The keys of the open mappings lie on one stack, the innermost mapping's on top: nothing is allocated for a small mapping. */
class Finder implements DuplicateFinder {
  readonly found: DuplicateKey[] = [];
  readonly #bytes: Uint8Array;
  #hashes = new Int32Array(1024);
  #offsets = new Int32Array(3 * 1024);
  #top = 0;
  readonly #bases: number[] = [];
  readonly #large: (Set<number> | undefined)[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  open(depth: number): void {
    this.#bases[depth] = this.#top;
    this.#large[depth] = undefined;
  }

  close(depth: number): void {
    this.#top = this.#bases[depth] ?? 0;
    this.#large[depth] = undefined;
  }

  item(): void {}

  scalar(): void {}

  key(depth: number, start: number, end: number, quote: Quote): void {
    if (quote === 0 && end - start === 2 && this.#bytes[start] === 0x3c && this.#bytes[start + 1] === 0x3c) return;
    const isLiteral = isLiteralKey(this.#bytes, start, end, quote);
    const hash = isLiteral ? hashOf(this.#bytes, start, end) : hashOfText(keyText(this.#bytes, start, end, quote));
    const earlier = this.#earlier(depth, hash, start, end, quote);
    if (earlier !== undefined) this.#add(earlier, start, end, quote);
    this.#push(depth, hash, start, end, quote);
  }

  #earlier(depth: number, hash: number, start: number, end: number, quote: Quote): number | undefined {
    const large = this.#large[depth];
    if (large !== undefined && !large.has(hash)) return undefined;
    const hashes = this.#hashes;
    const top = this.#top;
    for (let index = this.#bases[depth] ?? 0; index < top; index++) {
      if (hashes[index] === hash && this.#isSame(index, start, end, quote)) return index;
    }
    return undefined;
  }

  #isSame(index: number, start: number, end: number, quote: Quote): boolean {
    const [from = 0, to = 0, mark = 0] = this.#offsets.subarray(3 * index, 3 * index + 3);
    return keyText(this.#bytes, from, to, mark as Quote) === keyText(this.#bytes, start, end, quote);
  }

  #push(depth: number, hash: number, start: number, end: number, quote: Quote): void {
    if (this.#top === this.#hashes.length) this.#grow();
    const index = this.#top++;
    this.#hashes[index] = hash;
    this.#offsets[3 * index] = start;
    this.#offsets[3 * index + 1] = end;
    this.#offsets[3 * index + 2] = quote;
    const base = this.#bases[depth] ?? 0;
    if (this.#top - base === smallMapping) this.#large[depth] = new Set();
    const large = this.#large[depth];
    if (large === undefined) return;
    for (let at = large.size === 0 ? base : index; at <= index; at++) large.add(this.#hashes[at] ?? 0);
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    const offsets = new Int32Array(this.#offsets.length * 2);
    offsets.set(this.#offsets);
    this.#hashes = hashes;
    this.#offsets = offsets;
  }

  #add(earlier: number, start: number, end: number, quote: Quote): void {
    if (this.found.length >= maxFound) return;
    const name = keyText(this.#bytes, start, end, quote);
    this.found.push({ name, offset: start, length: end - start, firstOffset: this.#offsets[3 * earlier] ?? 0 });
  }
}

/** FNV-1a, 32 bits. Equal hashes are compared as text, so its quality is a matter of speed only. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

const encoder = new TextEncoder();

function hashOfText(text: string): number {
  const bytes = encoder.encode(text);
  return hashOf(bytes, 0, bytes.length);
}
