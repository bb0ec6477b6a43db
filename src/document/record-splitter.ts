/**
 * Cuts a stream of bytes into records: at every line break, or (CSV) at every line break outside of quotes.
 * Holds one record that is cut by the end of a piece; everything else is a view of the piece.
 */

export interface RecordBytes {
  /** Byte offsets in the file; the line break is left out. */
  readonly start: number;
  readonly end: number;
  /** Line of its first byte, from 1. */
  readonly line: number;
  /** Valid until the next record is asked for. */
  readonly bytes: Uint8Array;
  /** The stream ended inside quotes. */
  readonly isOpen?: boolean;
}

/** Where in a CSV record the scan stands. */
enum Within {
  FieldStart,
  Field,
  Quotes,
  /** After a quote in quotes: the end, or the first of two. */
  QuoteInQuotes,
}

/** Feed it the pieces in order, then finish. */
export class RecordSplitter {
  readonly #separator: number | undefined;
  /** What is left of earlier pieces: the beginning of a record. */
  #held = new Uint8Array(0);
  #heldLength = 0;
  #within = Within.FieldStart;
  #start = 0;
  #line = 1;

  /** `separator` is the byte between fields, where quotes count; without it a record is a line. */
  constructor(separator?: number) {
    this.#separator = separator;
  }

  /** Bytes of the record that has not ended yet. */
  get heldBytes(): number {
    return this.#heldLength;
  }

  /** Line where that record begins. */
  get line(): number {
    return this.#line;
  }

  *feed(chunk: Uint8Array): Generator<RecordBytes> {
    let from = 0;
    let nextQuote = this.#separator === undefined ? chunk.length : findOrEnd(chunk, 0x22, 0);
    while (from < chunk.length) {
      if (nextQuote < from) nextQuote = findOrEnd(chunk, 0x22, from);
      const end = this.#findEnd(chunk, from, nextQuote);
      if (end < 0) break;
      yield this.#record(chunk.subarray(from, end));
      this.#start += 1;
      this.#line += 1;
      from = end + 1;
    }
    this.#hold(chunk.subarray(from));
  }

  *finish(): Generator<RecordBytes> {
    if (this.#heldLength === 0) return;
    const isOpen = this.#within === Within.Quotes;
    yield { ...this.#record(new Uint8Array(0)), isOpen };
  }

  /** Offset of the line break that ends the record; -1 when the piece ends before. Afterwards the scan state is that of the end. */
  #findEnd(chunk: Uint8Array, from: number, nextQuote: number): number {
    if (this.#within !== Within.Quotes && this.#within !== Within.QuoteInQuotes) {
      const end = chunk.indexOf(0x0a, from);
      if (end >= 0 && end <= nextQuote) {
        this.#within = Within.FieldStart;
        return end;
      }
      if (this.#separator === undefined) return end;
    }
    return this.#findEndWithQuotes(chunk, from);
  }

  #findEndWithQuotes(chunk: Uint8Array, from: number): number {
    let within = this.#within;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (within === Within.Quotes) {
        if (byte === 0x22) within = Within.QuoteInQuotes;
      } else if (byte === 0x22 && within !== Within.Field) {
        within = Within.Quotes;
      } else if (byte === 0x0a) {
        this.#within = Within.FieldStart;
        return at;
      } else {
        within =
          byte === this.#separator || isMark(this.#start, this.#heldLength + at - from, byte)
            ? Within.FieldStart
            : Within.Field;
      }
    }
    this.#within = within;
    return -1;
  }

  /** The record that ends with `tail`; moves on to the line break after it. */
  #record(tail: Uint8Array): RecordBytes {
    let bytes = tail;
    if (this.#heldLength > 0) {
      this.#hold(tail);
      bytes = this.#held.subarray(0, this.#heldLength);
      this.#heldLength = 0;
    }
    const isFirst = this.#start === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const start = this.#start + (isFirst ? 3 : 0);
    const line = this.#line;
    this.#line += countBreaks(bytes);
    this.#start += bytes.length;
    const hasReturn = bytes[bytes.length - 1] === 0x0d;
    const content = isFirst || hasReturn ? bytes.subarray(isFirst ? 3 : 0, hasReturn ? -1 : undefined) : bytes;
    return { start, end: start + content.length, line, bytes: content };
  }

  #hold(tail: Uint8Array): void {
    const length = this.#heldLength + tail.length;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, this.#held.length * 2));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(tail, this.#heldLength);
    this.#heldLength = length;
  }
}

/** A byte order mark before the first field: a quote after it still begins a field. */
function isMark(start: number, at: number, byte: number | undefined): boolean {
  return start === 0 && at < 3 && byte === [0xef, 0xbb, 0xbf][at];
}

function findOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
}

function countBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
