/** Where the tokens of YAML end. Pure functions over bytes; an offset past the end counts as a line break. */

export function isBreak(byte: number | undefined): boolean {
  return byte === undefined || byte === 0x0a || byte === 0x0d;
}

/** A blank, a line break, or the end: what has to follow an indicator. */
export function isBlank(byte: number | undefined): boolean {
  return byte === undefined || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Offset of the first byte at or after `at` that is no space or tab. */
export function skipBlanks(bytes: Uint8Array, at: number): number {
  let end = at;
  while (bytes[end] === 0x20 || bytes[end] === 0x09) end++;
  return end;
}

/** Offset of the line feed at or after `at`. Native search: the loops of a short run are not compiled yet, and most bytes are skipped here. */
export function endOfLine(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(0x0a, at);
  return end < 0 ? bytes.length : end;
}

/** Offset of the line after the one that holds `at`. */
export function afterLine(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(0x0a, at);
  return end < 0 ? bytes.length : end + 1;
}

/** The same bytes with every carriage return that stands alone as a line feed, so that only line feeds end lines. Offsets stay. */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  let copy: Uint8Array | undefined;
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes[at + 1] === 0x0a) continue;
    copy ??= bytes.slice();
    copy[at] = 0x0a;
  }
  return copy ?? bytes;
}

/** The end of an anchor, tag or alias in block context. */
export function endOfToken(bytes: Uint8Array, at: number): number {
  let end = at;
  while (!isBlank(bytes[end])) end++;
  return end;
}

/** Offset after the closing quote of the scalar whose opening quote is at `at`. */
export function endOfQuoted(bytes: Uint8Array, at: number): number {
  const quote = bytes[at];
  for (let end = at + 1; end < bytes.length; end++) {
    const byte = bytes[end];
    if (byte === 0x5c && quote === 0x22) end++;
    else if (byte === quote) {
      if (quote === 0x22 || bytes[end + 1] !== quote) return end + 1;
      end++;
    }
  }
  return bytes.length;
}

/** The end of a plain key in block context, without the blanks before its `:`; -1 when no `:` makes the text at `at` a key. */
export function endOfPlainKey(bytes: Uint8Array, at: number): number {
  const length = bytes.length;
  for (let here = at; here < length; here++) {
    const byte = bytes[here] ?? 0;
    // Most bytes are letters, which lie above all that matters here.
    if (byte > 0x3a) continue;
    if (byte === 0x3a && isBlank(bytes[here + 1])) return trimEnd(bytes, at, here);
    if (byte === 0x0a || (byte === 0x23 && here > at && isBlank(bytes[here - 1]))) return -1;
  }
  return -1;
}

/** The end of the first line of a plain scalar in block context, without a comment and the blanks before it. */
export function endOfPlainLine(bytes: Uint8Array, at: number): number {
  const length = bytes.length;
  let here = at;
  while (here < length && bytes[here] !== 0x0a && !(bytes[here] === 0x23 && isBlank(bytes[here - 1]))) here++;
  return trimEnd(bytes, at, here);
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(bytes[at - 1])) at--;
  return at;
}

/** Offset of the line after a block scalar whose header (`|`, `>-`, `|2`) is at `at`; `parent` is the column of the collection around it. */
export function endOfBlockScalar(bytes: Uint8Array, at: number, parent: number): number {
  let line = afterLine(bytes, at);
  let content = explicitColumn(bytes, at, parent);
  while (line < bytes.length) {
    let start = line;
    while (bytes[start] === 0x20) start++;
    const column = start - line;
    if (!isBreak(bytes[start])) {
      if (content === undefined) {
        if (column <= parent) return line;
        content = column;
      }
      if (column < content || (column === 0 && isDocumentMarker(bytes, start))) return line;
    }
    line = afterLine(bytes, start);
  }
  return bytes.length;
}

function explicitColumn(bytes: Uint8Array, at: number, parent: number): number | undefined {
  for (let end = at + 1; !isBlank(bytes[end]); end++) {
    const digit = (bytes[end] ?? 0) - 0x30;
    if (digit >= 1 && digit <= 9) return Math.max(parent, 0) + digit;
  }
  return undefined;
}

function isDocumentMarker(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return (byte === 0x2d || byte === 0x2e) && bytes[at + 1] === byte && bytes[at + 2] === byte && isBlank(bytes[at + 3]);
}
