/**
 * Spec values in output paths: one value becomes one safe path segment, whatever it holds.
 * The guard of write/ checks every path again.
 */
import { hashContent } from "#platform/hash.ts";

/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;

/** Leaves room for an ending and a temporary suffix below the 255 bytes that file systems allow. */
const longest = 180;

/**
 * Any text as one path segment that every system can write: letters, digits, `.`, `_` and `-`, never hidden, a device,
 * `.`, `..`, empty or too long. Different values may give the same segment; the slug of a unit never does.
 */
export function pathSegment(value: string): string {
  const text = String(value)
    .normalize("NFC")
    .toWellFormed()
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  const name = text === "" ? "_" : device.test(text) ? `_${text}` : text;
  return Buffer.byteLength(name) <= longest ? name : shorten(name, value);
}

/** The start of a name and a digest of the whole of it. */
function shorten(name: string, value: string): string {
  let cut = "";
  for (const character of name) {
    if (Buffer.byteLength(cut + character) > longest - 13) break;
    cut += character;
  }
  return `${cut}-${hashContent(String(value)).slice(0, 12)}`;
}
