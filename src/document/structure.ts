/** What the scanners of JSON and YAML tell about a document: its mappings, sequences and keys, by byte offset, in reading order. */

/** How a key is written: 0 plain, else the code of its quote character. */
export type Quote = 0 | 0x22 | 0x27;

/** The containers of a document are numbered by how deep they lie: the outermost has depth 0. */
export interface StructureVisitor {
  /** A mapping (`isMap`) or sequence begins. */
  open(depth: number, isMap: boolean, start: number): void;
  /** A key of the innermost mapping; `start` and `end` leave its quotes out. */
  key(depth: number, start: number, end: number, quote: Quote): void;
  /** An item of the innermost sequence. */
  item(depth: number, start: number): void;
  /** The value of the last key or item is a scalar that begins here. */
  scalar(start: number): void;
  close(depth: number, end: number): void;
}

/** For scans whose answer is what they return. */
export const silentVisitor: StructureVisitor = { open() {}, key() {}, item() {}, scalar() {}, close() {} };
