/** The manifest of a package from the first bytes of its archive: enough to tell what it is, without unpacking the rest. */
import { constants, gunzipSync } from "node:zlib";

const BLOCK = 512;
/** The first files of a package; what unpacks to more is none that one wants to look into here. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The text of `package/package.json`; "" when the archive has none at its start, or is no archive. */
export function manifestInArchive(start: Uint8Array): string {
  const bytes = unpack(start);
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = Buffer.from(bytes.subarray(at, at + BLOCK)).toString("latin1");
    const size = Number.parseInt(header.slice(124, 136), 8);
    if (!(size >= 0)) return "";
    const name = header.slice(0, header.indexOf("\0"));
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (name === "package/package.json") return new TextDecoder().decode(content);
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return "";
}

/** What the bytes unpack to; the archive goes on behind them. */
function unpack(start: Uint8Array): Uint8Array {
  try {
    return gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_BYTES });
  } catch {
    return new Uint8Array(0);
  }
}
