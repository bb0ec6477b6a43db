/**
 * Where every node of a JSON or YAML document lies, from one scan: asked for when the first problem needs a place, it makes all
 * further places cheap. Nodes are numbered in reading order, so the nodes of a subtree are neighbours.
 */
import { keyText } from "./key-text.ts";
import type { Quote, StructureVisitor } from "./structure.ts";

export interface NodePlace {
  /** Byte offsets of the key without its quotes, or of the beginning of an item (`keyEnd` = `keyStart`); -1 for the whole document. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Byte offset of the value; -1 when there is none, as in `key:` of YAML. */
  readonly value: number;
  /** How many segments of the pointer exist. */
  readonly matched: number;
}

/** Columns of a node: key start, key end, value, quote (-1: item of a sequence), end of the subtree. */
const width = 5;

export class NodeIndex implements StructureVisitor {
  readonly #bytes: Uint8Array;
  #columns = new Int32Array(width * 4096);
  #count = 0;
  /** The last node at each depth, whose subtree is still open. */
  readonly #last: number[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#add(-1, -1, -1);
  }

  open(depth: number, _isMap: boolean, start: number): void {
    this.scalar(start);
    this.#last[depth] = -1;
  }

  key(depth: number, start: number, end: number, quote: Quote): void {
    this.#next(depth, start, end, quote);
  }

  item(depth: number, start: number): void {
    this.#next(depth, start, start, -1);
  }

  scalar(start: number): void {
    const at = width * (this.#count - 1) + 2;
    if (this.#columns[at] === -1) this.#columns[at] = start;
  }

  close(depth: number): void {
    this.#endLast(depth);
  }

  /** The node that the segments lead to, or its nearest ancestor that exists. */
  find(segments: readonly string[]): NodePlace {
    let node = 0;
    let matched = 0;
    for (const segment of segments) {
      const child = this.#child(node, segment);
      if (child === undefined) break;
      node = child;
      matched++;
    }
    return { keyStart: this.#get(node, 0), keyEnd: this.#get(node, 1), value: this.#get(node, 2), matched };
  }

  #child(node: number, segment: string): number | undefined {
    const end = node === 0 ? this.#count : this.#get(node, 4);
    for (let child = node + 1, position = 0; child < end; child = this.#get(child, 4), position++) {
      const quote = this.#get(child, 3);
      if (quote === -1 ? String(position) === segment : this.#name(child, quote as Quote) === segment) return child;
      if (this.#get(child, 4) <= child) return undefined;
    }
    return undefined;
  }

  #name(node: number, quote: Quote): string {
    return keyText(this.#bytes, this.#get(node, 0), this.#get(node, 1), quote);
  }

  #get(node: number, column: number): number {
    return this.#columns[width * node + column] ?? -1;
  }

  #next(depth: number, start: number, end: number, quote: number): void {
    this.#endLast(depth);
    this.#last[depth] = this.#count;
    this.#add(start, end, quote);
  }

  #endLast(depth: number): void {
    const last = this.#last[depth] ?? -1;
    if (last >= 0) this.#columns[width * last + 4] = this.#count;
  }

  #add(start: number, end: number, quote: number): void {
    const at = width * this.#count++;
    if (at === this.#columns.length) {
      const larger = new Int32Array(this.#columns.length * 2);
      larger.set(this.#columns);
      this.#columns = larger;
    }
    this.#columns.set([start, end, -1, quote, 0], at);
  }
}
