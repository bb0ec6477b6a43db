/** What a key of a document says, once quotes and escapes are undone: the name that the parsed value has. */
import type { Quote } from "./structure.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The key between two byte offsets, as the parser names it: the plain YAML keys `1.0` and `0x1` are both `1`. */
export function keyText(bytes: Uint8Array, start: number, end: number, quote: Quote): string {
  const text = decoder.decode(bytes.subarray(start, end));
  if (quote === 0) return isResolved(bytes, start, end) ? parsed(text, text) : text;
  const hasEscape = text.includes(quote === 0x22 ? "\\" : "''") || text.includes("\n") || text.includes("\r");
  const mark = String.fromCharCode(quote);
  return hasEscape ? parsed(mark + text + mark, text) : text;
}

/** Whether the key's bytes are its name: no escapes, no number or word that is written in several ways. */
export function isLiteralKey(bytes: Uint8Array, start: number, end: number, quote: Quote): boolean {
  if (quote === 0) return !isResolved(bytes, start, end);
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0x5c || byte === 0x27 || byte === 0x0a || byte === 0x0d) return false;
  }
  return true;
}

/** A plain key that YAML may read as a number, boolean or null. Plain whole numbers are their own name and need no parser. */
function isResolved(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  const length = end - start;
  if (first >= 0x31 && first <= 0x39) {
    for (let at = start; at < end; at++) if ((bytes[at] ?? 0) < 0x30 || (bytes[at] ?? 0) > 0x39) return true;
    return length > 15;
  }
  if (first === 0x30) return length > 1;
  if (first === 0x2b || first === 0x2d || first === 0x2e) return true;
  if (first === 0x7e) return length === 1;
  // nu(ll), tr(ue), fa(lse)
  if (length !== 4 && length !== 5) return false;
  const pair = ((first | 0x20) << 8) | ((bytes[start + 1] ?? 0) | 0x20);
  return pair === 0x6e75 || pair === 0x7472 || pair === 0x6661;
}

function parsed(yaml: string, otherwise: string): string {
  try {
    const value = Bun.YAML.parse(yaml);
    return typeof value === "object" && value !== null ? otherwise : String(value);
  } catch {
    return otherwise;
  }
}
