/** A text as one word: small, and not found a second time by those who search the project. */
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** A text that was packed by somebody else must not fill the memory. */
const MAX_LENGTH = 64 << 20;

/** Deflated and in base64. */
export function packText(text: Uint8Array): string {
  return Buffer.from(deflateRawSync(text, { level: 9 })).toString("base64");
}

/** `undefined` for what was not packed here. */
export function unpackText(packed: string): Uint8Array | undefined {
  try {
    return inflateRawSync(Buffer.from(packed, "base64"), { maxOutputLength: MAX_LENGTH });
  } catch {
    return undefined;
  }
}

/** The text of UTF-8 bytes, with its byte order mark; `undefined` for anything else. */
export function textOrBinary(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
