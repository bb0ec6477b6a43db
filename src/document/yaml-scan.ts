/**
 * A scanner over the structure of YAML: mappings, sequences, keys, by byte offset. It is fast because it looks at no value closely.
 * It expects text that a YAML parser took; given anything else it still ends, and only its answers are vague.
 */
import type { Quote, StructureVisitor } from "./structure.ts";
import { scanFlow } from "./yaml-flow.ts";
import {
  afterLine,
  endOfBlockScalar,
  endOfLine,
  endOfPlainKey,
  endOfPlainLine,
  endOfQuoted,
  endOfToken,
  isBlank,
  isBreak,
  skipBlanks,
  withLineFeeds,
} from "./yaml-text.ts";

export interface YamlDocuments {
  /** Byte offsets where the documents that hold something begin. */
  readonly starts: readonly number[];
  /** How many documents there are, empty ones included. */
  readonly count: number;
  /** Index of the first of them among all documents, empty ones included. */
  readonly first: number;
}

/** Scans all documents of a stream. */
export function scanYaml(bytes: Uint8Array, visitor: StructureVisitor): YamlDocuments {
  return new YamlScanner(bytes, visitor).scan();
}

class YamlScanner {
  readonly #bytes: Uint8Array;
  readonly #visitor: StructureVisitor;
  #at = 0;
  /** Open block collections: column and kind, the innermost last. */
  readonly #columns: number[] = [];
  readonly #maps: boolean[] = [];
  readonly #starts: number[] = [];
  #documents = 0;
  #first = 0;
  /** Whether the document has begun (`---` or content), and whether it holds something. */
  #begun = false;
  #filled = false;

  constructor(bytes: Uint8Array, visitor: StructureVisitor) {
    this.#bytes = withLineFeeds(bytes);
    this.#visitor = visitor;
  }

  scan(): YamlDocuments {
    const bytes = this.#bytes;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
    while (this.#at < bytes.length) this.#line();
    this.#closeAll();
    return { starts: this.#starts, count: this.#documents, first: this.#first };
  }

  #line(): void {
    const bytes = this.#bytes;
    const start = this.#at;
    let at = start;
    while (bytes[at] === 0x20) at++;
    const column = at - start;
    const byte = bytes[at];
    if (byte === 0x23 || isBreak(byte) || isBreak(bytes[skipBlanks(bytes, at)])) {
      this.#at = afterLine(bytes, at);
    } else if (column === 0 && isMarker(bytes, at)) {
      this.#marker(at);
    } else if (column === 0 && byte === 0x25 && !this.#filled) {
      this.#at = afterLine(bytes, at);
    } else {
      this.#at = at;
      this.#closeDownTo(column, byte === 0x2d && isBlank(bytes[at + 1]));
      this.#node(column);
    }
  }

  /** `---` begins a document, `...` ends one. */
  #marker(at: number): void {
    this.#closeAll();
    this.#filled = false;
    this.#begun = this.#bytes[at] === 0x2d;
    if (!this.#begun) {
      this.#at = afterLine(this.#bytes, at);
      return;
    }
    this.#documents++;
    this.#at = skipBlanks(this.#bytes, at + 3);
    if (this.#isRestEmpty()) this.#at = afterLine(this.#bytes, this.#at);
    else this.#node(this.#at - at);
  }

  #fill(at: number): void {
    if (this.#filled) return;
    if (!this.#begun) this.#documents++;
    this.#begun = true;
    this.#filled = true;
    if (this.#starts.length === 0) this.#first = this.#documents - 1;
    this.#starts.push(at);
  }

  /** What stands at `column` of a line: entries of block collections nested in one another, then a key or a value. */
  #node(column: number): void {
    const bytes = this.#bytes;
    this.#fill(this.#at);
    let here = column;
    for (;;) {
      const byte = bytes[this.#at];
      const isIndicator = isBlank(bytes[this.#at + 1]);
      if (isIndicator && byte === 0x2d) {
        if (this.#isMapOnTop() || this.#column() !== here) this.#open(here, false);
        this.#visitor.item(this.#columns.length - 1, this.#at);
      } else if (isIndicator && byte === 0x3f) {
        if (!this.#isMapOnTop() || this.#column() !== here) this.#open(here, true);
      } else if (!(isIndicator && byte === 0x3a)) {
        this.#keyOrValue(here);
        return;
      }
      const explicitKey = byte === 0x3f;
      const next = skipBlanks(bytes, this.#at + 1);
      here += next - this.#at;
      this.#at = next;
      if (this.#isRestEmpty()) {
        this.#nextLine();
        return;
      }
      if (explicitKey) this.#explicitKey();
    }
  }

  /** The scalar after `? `, when it ends on its line: a key like any other. Stays where it is, so that what follows is scanned as a value. */
  #explicitKey(): void {
    const bytes = this.#bytes;
    this.#skipProperties();
    const at = this.#at;
    const quote = quoteOf(bytes[at]);
    const end = quote === 0 ? endOfPlainLine(bytes, at) : endOfQuoted(bytes, at);
    const isScalar = quote !== 0 || !isIndicatorByte(bytes[at]);
    const isAlone = isBreak(bytes[skipBlanks(bytes, end)]);
    if (isScalar && isAlone && end <= endOfLine(bytes, at)) this.#key(at, end, quote);
  }

  /** A key with what follows on its line, or a value. */
  #keyOrValue(column: number): void {
    const bytes = this.#bytes;
    if (isProperty(bytes[this.#at])) {
      this.#skipProperties();
      if (this.#isRestEmpty()) {
        this.#nextLine();
        return;
      }
    }
    const start = this.#at;
    const end = this.#endOfKey(start);
    if (end < 0) {
      this.#value();
      return;
    }
    if (!this.#isMapOnTop() || this.#column() !== column) this.#open(column, true);
    this.#key(start, end, quoteOf(bytes[start]));
    this.#at = skipBlanks(bytes, skipBlanks(bytes, end) + 1);
    if (this.#isRestEmpty()) this.#nextLine();
    else this.#value();
  }

  /** The end of the key that begins here; -1 when it is something else. */
  #endOfKey(start: number): number {
    const bytes = this.#bytes;
    const first = bytes[start];
    if (quoteOf(first) === 0) return isCollectionOrBlock(first) ? -1 : endOfPlainKey(bytes, start);
    const end = endOfQuoted(bytes, start);
    const colon = skipBlanks(bytes, end);
    const isKey = bytes[colon] === 0x3a && isBlank(bytes[colon + 1]) && end <= endOfLine(bytes, start);
    return isKey ? end : -1;
  }

  /** Steps over anchors and tags. */
  #skipProperties(): void {
    while (isProperty(this.#bytes[this.#at])) {
      this.#at = skipBlanks(this.#bytes, endOfToken(this.#bytes, this.#at));
    }
  }

  #key(start: number, end: number, quote: Quote): void {
    const inset = quote === 0 ? 0 : 1;
    this.#visitor.key(this.#columns.length - 1, start + inset, end - inset, quote);
  }

  /** A value that begins on this line, to the end of its last line. */
  #value(): void {
    const bytes = this.#bytes;
    this.#skipProperties();
    const start = this.#at;
    const first = bytes[start];
    if (this.#isRestEmpty()) {
      this.#nextLine();
      return;
    }
    if (first === 0x7b || first === 0x5b) {
      this.#at = scanFlow(bytes, start, this.#columns.length, this.#visitor);
      this.#nextLine();
      return;
    }
    this.#visitor.scalar(start);
    if (first === 0x7c || first === 0x3e) {
      this.#at = endOfBlockScalar(bytes, start, this.#column());
    } else if (first === 0x22 || first === 0x27) {
      this.#at = endOfQuoted(bytes, start);
      this.#nextLine();
    } else {
      this.#nextLine();
      this.#skipContinuation();
    }
  }

  /** The further lines of a plain scalar: deeper than the collection that holds it. */
  #skipContinuation(): void {
    const bytes = this.#bytes;
    const parent = this.#column();
    for (;;) {
      let at = this.#at;
      while (bytes[at] === 0x20) at++;
      if (at >= bytes.length) return;
      const column = at - this.#at;
      if (!isBreak(bytes[at]) && (column <= parent || (column === 0 && isMarker(bytes, at)))) return;
      this.#at = afterLine(bytes, at);
    }
  }

  #nextLine(): void {
    this.#at = afterLine(this.#bytes, this.#at);
  }

  #isRestEmpty(): boolean {
    return isBreak(this.#bytes[this.#at]) || this.#bytes[this.#at] === 0x23;
  }

  #isMapOnTop(): boolean {
    return this.#maps[this.#maps.length - 1] === true;
  }

  #column(): number {
    return this.#columns[this.#columns.length - 1] ?? -1;
  }

  #open(column: number, isMap: boolean): void {
    this.#visitor.open(this.#columns.length, isMap, this.#at);
    this.#columns.push(column);
    this.#maps.push(isMap);
  }

  /** Ends the collections that a line at `column` does not belong to. A dash may stand below the mapping that it is a value of. */
  #closeDownTo(column: number, isDash: boolean): void {
    while (this.#column() > column || (this.#column() === column && !isDash && !this.#isMapOnTop())) this.#close();
  }

  #closeAll(): void {
    while (this.#columns.length > 0) this.#close();
  }

  #close(): void {
    this.#columns.pop();
    this.#maps.pop();
    this.#visitor.close(this.#columns.length, this.#at);
  }
}

function isMarker(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return (byte === 0x2d || byte === 0x2e) && bytes[at + 1] === byte && bytes[at + 2] === byte && isBlank(bytes[at + 3]);
}

/** An anchor or a tag. */
function isProperty(byte: number | undefined): boolean {
  return byte === 0x26 || byte === 0x21;
}

/** `{` `[` `|` `>`: nothing that a key begins with. */
function isCollectionOrBlock(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b || byte === 0x7c || byte === 0x3e;
}

function quoteOf(byte: number | undefined): Quote {
  return byte === 0x22 || byte === 0x27 ? byte : 0;
}

/** Whether a node that begins with this byte is not a scalar, or one whose text is elsewhere. */
function isIndicatorByte(byte: number | undefined): boolean {
  return byte !== undefined && "-?:[]{}&*!|>#".includes(String.fromCharCode(byte));
}
