/** The part of the YAML scanner for `{…}` and `[…]`, over any number of lines and levels, without recursion. */
import type { StructureVisitor } from "./structure.ts";
import { endOfLine, endOfQuoted, isBlank } from "./yaml-text.ts";

/** What the innermost collection waits for. */
enum Expect {
  /** A key of a mapping, or an item of a sequence. */
  Entry,
  /** The `:` after a key. */
  Colon,
  /** The value of a key, or the rest of an item. */
  Value,
}

/** Scans the flow collection at `at`; gives the offset after its closing bracket. `depth` is the depth of the collection. */
export function scanFlow(bytes: Uint8Array, at: number, depth: number, visitor: StructureVisitor): number {
  const scanner = new FlowScanner(bytes, at, depth, visitor);
  return scanner.scan();
}

class FlowScanner {
  readonly #bytes: Uint8Array;
  readonly #visitor: StructureVisitor;
  readonly #depth: number;
  #at: number;
  readonly #maps: boolean[] = [];
  readonly #expects: Expect[] = [];

  constructor(bytes: Uint8Array, at: number, depth: number, visitor: StructureVisitor) {
    this.#bytes = bytes;
    this.#at = at;
    this.#depth = depth;
    this.#visitor = visitor;
  }

  scan(): number {
    const bytes = this.#bytes;
    do {
      const byte = bytes[this.#at];
      if (byte === undefined) break;
      if (isBlank(byte)) this.#at++;
      else if (byte === 0x23) this.#at = endOfLine(bytes, this.#at);
      else if (byte === 0x7b || byte === 0x5b) this.#open(byte === 0x7b);
      else if (byte === 0x7d || byte === 0x5d) this.#close();
      else if (byte === 0x2c) this.#step(Expect.Entry, 1);
      else if (byte === 0x22 || byte === 0x27) this.#token(endOfQuoted(bytes, this.#at), byte);
      else if (byte === 0x26 || byte === 0x21) this.#at = endOfFlowToken(bytes, this.#at);
      else this.#plainOrColon(byte);
    } while (this.#maps.length > 0);
    while (this.#maps.length > 0) this.#close();
    return Math.min(this.#at, bytes.length);
  }

  #plainOrColon(byte: number): void {
    const expect = this.#expects[this.#expects.length - 1];
    const isIndicator = isBlank(this.#bytes[this.#at + 1]) || isFlowByte(this.#bytes[this.#at + 1]);
    if (byte === 0x3a && (isIndicator || expect === Expect.Colon)) this.#step(Expect.Value, 1);
    else if (byte === 0x3f && isIndicator && expect === Expect.Entry) this.#at++;
    else this.#token(endOfFlowPlain(this.#bytes, this.#at), 0);
  }

  #token(end: number, quote: 0 | 0x22 | 0x27): void {
    const inset = quote === 0 ? 0 : 1;
    const level = this.#maps.length - 1;
    const expect = this.#expects[level];
    if (this.#maps[level] === true && expect === Expect.Entry) {
      this.#visitor.key(this.#depth + level, this.#at + inset, end - inset, quote);
      this.#expects[level] = Expect.Colon;
    } else {
      this.#beginValue();
      if (expect !== Expect.Colon) this.#visitor.scalar(this.#at);
    }
    this.#at = end;
  }

  /** The first thing of an item is where the item begins. */
  #beginValue(): void {
    const level = this.#maps.length - 1;
    if (this.#maps[level] !== false || this.#expects[level] !== Expect.Entry) return;
    this.#visitor.item(this.#depth + level, this.#at);
    this.#expects[level] = Expect.Value;
  }

  #open(isMap: boolean): void {
    this.#beginValue();
    const level = this.#maps.length - 1;
    if (this.#maps[level] === true && this.#expects[level] === Expect.Entry) this.#expects[level] = Expect.Colon;
    this.#visitor.open(this.#depth + level + 1, isMap, this.#at++);
    this.#maps.push(isMap);
    this.#expects.push(Expect.Entry);
  }

  #close(): void {
    this.#at++;
    this.#maps.pop();
    this.#expects.pop();
    this.#visitor.close(this.#depth + this.#maps.length, this.#at);
  }

  #step(expect: Expect, length: number): void {
    this.#expects[this.#expects.length - 1] = expect;
    this.#at += length;
  }
}

/** `,` `[` `]` `{` `}`: what ends a plain scalar in flow context. */
function isFlowByte(byte: number | undefined): boolean {
  return byte === 0x2c || byte === 0x5b || byte === 0x5d || byte === 0x7b || byte === 0x7d;
}

function endOfFlowToken(bytes: Uint8Array, at: number): number {
  let end = at;
  while (!isBlank(bytes[end]) && !isFlowByte(bytes[end])) end++;
  return end;
}

function endOfFlowPlain(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let here = at; here < bytes.length; here++) {
    const byte = bytes[here];
    if (byte === 0x0a || byte === 0x0d || isFlowByte(byte)) break;
    if (byte === 0x3a && (isBlank(bytes[here + 1]) || isFlowByte(bytes[here + 1]))) break;
    if (byte === 0x23 && here > at && isBlank(bytes[here - 1])) break;
    if (byte !== 0x20 && byte !== 0x09) end = here + 1;
  }
  return Math.max(end, at + 1);
}
