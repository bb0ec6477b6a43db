/**
 * A strict JSON scanner over bytes: tells a visitor what there is, or says where and why the text is not JSON.
 * It allocates nothing per value and does not recurse, so neither size nor depth of a document hurts it.
 */
import type { StructureVisitor } from "./structure.ts";

export interface JsonProblem {
  /** Byte offset of the culprit. */
  readonly offset: number;
  readonly length: number;
  /** What is wrong, as the message of a diagnostic. */
  readonly message: string;
  readonly note?: string;
  /** Byte offset of the bracket or quote that was never closed. */
  readonly opener?: number;
}

/** Scans the whole document (a byte order mark is skipped); the first problem ends the scan. */
export function scanJson(bytes: Uint8Array, visitor: StructureVisitor): JsonProblem | undefined {
  return new JsonScanner(bytes, visitor).scan();
}

enum State {
  Value,
  FirstItem,
  FirstKey,
  Key,
  Colon,
  After,
}

class JsonScanner {
  readonly #bytes: Uint8Array;
  readonly #visitor: StructureVisitor;
  #at = 0;
  #state = State.Value;
  #problem: JsonProblem | undefined;
  /** Offsets of the open brackets. */
  readonly #open: number[] = [];

  constructor(bytes: Uint8Array, visitor: StructureVisitor) {
    this.#bytes = bytes;
    this.#visitor = visitor;
  }

  scan(): JsonProblem | undefined {
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#at = 3;
    for (;;) {
      const byte = this.#skipBlanks();
      if (byte === undefined) return this.#atEnd();
      if (this.#state === State.After) this.#after(byte);
      else if (this.#state === State.Colon) this.#colon(byte);
      else if (this.#state === State.Key || this.#state === State.FirstKey) this.#key(byte);
      else this.#value(byte);
      if (this.#problem !== undefined) return this.#problem;
    }
  }

  #skipBlanks(): number | undefined {
    const bytes = this.#bytes;
    let at = this.#at;
    while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
    this.#at = at;
    return bytes[at];
  }

  #inMap(): boolean {
    return this.#bytes[this.#open[this.#open.length - 1] ?? -1] === 0x7b;
  }

  #value(byte: number): void {
    const depth = this.#open.length;
    if (byte === 0x5d && this.#state === State.FirstItem) {
      this.#close();
      return;
    }
    if (depth > 0 && !this.#inMap()) {
      if (byte === 0x5d || byte === 0x2c) {
        this.#fail(byte === 0x5d ? trailingComma("]") : missing("a value"));
        return;
      }
      this.#visitor.item(depth - 1, this.#at);
    }
    if (byte === 0x7b || byte === 0x5b) {
      this.#visitor.open(depth, byte === 0x7b, this.#at);
      this.#open.push(this.#at++);
      this.#state = byte === 0x7b ? State.FirstKey : State.FirstItem;
      return;
    }
    this.#visitor.scalar(this.#at);
    if (byte === 0x22) this.#at = this.#endOfString();
    else this.#word(byte);
    this.#state = State.After;
  }

  #key(byte: number): void {
    if (byte === 0x7d && this.#state === State.FirstKey) {
      this.#close();
      return;
    }
    if (byte !== 0x22) {
      this.#fail(byte === 0x7d ? trailingComma("}") : badKey(byte));
      return;
    }
    const start = this.#at;
    this.#at = this.#endOfString();
    this.#visitor.key(this.#open.length - 1, start + 1, this.#at - 1, 0x22);
    this.#state = State.Colon;
  }

  #colon(byte: number): void {
    if (byte !== 0x3a) {
      this.#fail({ message: `expected \`:\` after the key, found ${this.#found()}` });
      return;
    }
    this.#at++;
    this.#state = State.Value;
  }

  #after(byte: number): void {
    if (this.#open.length === 0) {
      this.#fail({ message: `expected the end of the document, found ${this.#found()}` });
      return;
    }
    const inMap = this.#inMap();
    if (byte === 0x2c) {
      this.#at++;
      this.#state = inMap ? State.Key : State.Value;
    } else if (byte === (inMap ? 0x7d : 0x5d)) {
      this.#close();
    } else {
      this.#fail({
        message: `expected \`,\` or \`${inMap ? "}" : "]"}\`, found ${this.#found()}`,
        ...commentNote(byte),
      });
    }
  }

  #close(): void {
    this.#at++;
    this.#open.pop();
    this.#visitor.close(this.#open.length, this.#at);
    this.#state = State.After;
  }

  /** Offset after the closing quote. */
  #endOfString(): number {
    const bytes = this.#bytes;
    const start = this.#at;
    for (let at = start + 1; ; at++) {
      const byte = bytes[at];
      if (byte === 0x22) return at + 1;
      if (byte === undefined) return this.#failString(bytes.length, start, "the document ends inside a string");
      if (byte === 0x5c) at = this.#escape(at);
      else if (byte < 0x20)
        return this.#failString(at, start, controlMessage(byte), "write it as an escape: `\\n`, `\\t`, `\\u0001`");
    }
  }

  /** Offset of the last byte of an escape. */
  #escape(at: number): number {
    const next = this.#bytes[at + 1];
    if (next === 0x75) {
      const digits = String.fromCharCode(...this.#bytes.subarray(at + 2, at + 6));
      if (/^[0-9a-fA-F]{4}$/.test(digits)) return at + 5;
      this.#problem ??= { offset: at, length: 2, message: "`\\u` needs four hexadecimal digits" };
    } else if (next !== undefined && !'"\\/bfnrt'.includes(String.fromCharCode(next))) {
      const shown = `\\${String.fromCharCode(next)}`;
      this.#problem ??= {
        offset: at,
        length: 2,
        message: `\`${shown}\` is not an escape that JSON has`,
        note: "write a backslash as `\\\\`",
      };
    }
    return at + 1;
  }

  #failString(offset: number, opener: number, message: string, note?: string): number {
    this.#problem ??= { offset, length: 1, message, opener, ...(note === undefined ? {} : { note }) };
    return this.#bytes.length;
  }

  /** A number, `true`, `false`, `null`, or something that is none of them. */
  #word(byte: number): void {
    const start = this.#at;
    let end = start;
    while (isWordByte(this.#bytes[end])) end++;
    const word = String.fromCharCode(...this.#bytes.subarray(start, Math.min(end, start + 400)));
    this.#at = end;
    if (word === "true" || word === "false" || word === "null") return;
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return;
    this.#at = start;
    if (word === "") {
      this.#fail({ message: `expected a value, found ${this.#found()}`, ...commentNote(byte) });
      return;
    }
    this.#fail({ ...badWord(word), length: end - start });
  }

  #atEnd(): JsonProblem | undefined {
    const opener = this.#open[this.#open.length - 1];
    if (opener === undefined && this.#state === State.After) return undefined;
    const message =
      opener === undefined
        ? "the document has no value"
        : `the document ends inside ${this.#inMap() ? "an object" : "an array"}`;
    return { offset: this.#bytes.length, length: 1, message, ...(opener === undefined ? {} : { opener }) };
  }

  #found(): string {
    const end = Math.min(this.#bytes.length, this.#at + 4);
    const character = String.fromCodePoint(
      new TextDecoder().decode(this.#bytes.subarray(this.#at, end)).codePointAt(0) ?? 0xfffd,
    );
    return showCharacter(character);
  }

  #fail(problem: { message: string; note?: string; length?: number }): void {
    this.#problem ??= { offset: this.#at, length: 1, ...problem };
  }
}

function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x5f
  );
}

function badWord(word: string): { message: string; note?: string } {
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  if (/^[+-.]?\d/.test(word))
    return {
      message: `\`${shown}\` is not a JSON number`,
      note: "no leading `0` or `+`, digits on both sides of the point",
    };
  if (/^(NaN|[+-]?Infinity)$/.test(word)) return { message: `\`${shown}\` is not a JSON number` };
  const lower = word.toLowerCase();
  if (["true", "false", "null"].includes(lower))
    return { message: `\`${shown}\` is not a JSON value`, note: `did you mean \`${lower}\`?` };
  return { message: `\`${shown}\` is not a JSON value`, note: "text goes in double quotes" };
}

function badKey(byte: number): { message: string; note?: string } {
  const character = showCharacter(String.fromCharCode(byte));
  if (byte === 0x27)
    return { message: "expected a key in double quotes, found `'`", note: "JSON knows only double quotes" };
  if (isWordByte(byte)) return { message: "expected a key in double quotes", note: "every key goes in double quotes" };
  return {
    message: `expected a key in double quotes, found ${byte < 0x80 ? character : "another character"}`,
    ...commentNote(byte),
  };
}

function missing(what: string): { message: string } {
  return { message: `expected ${what} before \`,\`` };
}

function trailingComma(close: string): { message: string; note: string } {
  return { message: `expected another entry, found \`${close}\``, note: "JSON allows no comma after the last entry" };
}

function commentNote(byte: number): { note?: string } {
  if (byte === 0x2f || byte === 0x23) return { note: "JSON has no comments" };
  return byte === 0x27 ? { note: "JSON knows only double quotes" } : {};
}

function controlMessage(byte: number): string {
  const name = byte === 0x0a || byte === 0x0d ? "a line break" : byte === 0x09 ? "a tab" : "a control character";
  return `a string cannot hold ${name}`;
}

function showCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x20 && code < 0x7f) return `\`${character}\``;
  return `\`U+${code.toString(16).toUpperCase().padStart(4, "0")}\``;
}
