/**
 * Unpacks gzip piece by piece, with caps: how much may come out, and how many times what went in. A bomb is an error after the first pieces,
 * whatever it would unpack to; so is what is cut or no gzip at all.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { defaultTarLimits } from "./tar.ts";

export interface GunzipLimits {
  /** What messages call the archive. */
  readonly archive: string;
  /** Most bytes that may come out. Default: 500 MB, and what a tar archive needs on top of its files. */
  readonly unpackedBytes?: number;
  /** How many times its size it may unpack to. Default: 100. */
  readonly ratio?: number;
}

const DEFAULT_RATIO = 100;

/** Below, the ratio says nothing: a tar archive of one small file is mostly zeros. */
const FREE_BYTES = 1 << 20;

/** Header and padding of every file. */
const TAR_OVERHEAD_BYTES = defaultTarLimits.files * 1024;

/** gzip unpacks a piece to at most 1,032 times its size at once: 16 MB. */
const PIECE_BYTES = 16_384;

/** The bytes of a gzip file. Throws SpecmillError; stops reading when its own reader stops. */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: GunzipLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const {
    archive,
    unpackedBytes = defaultTarLimits.unpackedBytes + TAR_OVERHEAD_BYTES,
    ratio = DEFAULT_RATIO,
  } = limits;
  const packed: Packed = { bytes: 0, fault: undefined };
  let unpacked = 0;
  for await (const piece of decompress(chunks, packed, archive)) {
    unpacked += piece.length;
    if (unpacked > unpackedBytes)
      throw problem(archive, `is too large: it unpacks to more than ${unpackedBytes} bytes`);
    const isBomb = unpacked > FREE_BYTES && unpacked > packed.bytes * ratio;
    if (isBomb) throw problem(archive, `unpacks to more than ${ratio} times its size`);
    yield piece;
  }
}

/** What has gone in. */
interface Packed {
  bytes: number;
  /** What the maker of the pieces threw. */
  fault: unknown;
}

async function* decompress(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packed: Packed,
  archive: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = streamOf(smallPieces(chunks, packed));
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } catch {
    // What the decompressor throws knows nothing of the archive.
    throw packed.fault ?? problem(archive, "is damaged: it is cut, or no gzip file");
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Asks for a piece only when one is wanted. */
function streamOf<T>(pieces: AsyncGenerator<T, void, undefined>): ReadableStream<T> {
  return new ReadableStream<T>({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}

async function* smallPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packed: Packed,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.slice(at, at + PIECE_BYTES);
        packed.bytes += piece.length;
        yield piece;
      }
    }
  } catch (fault) {
    packed.fault = fault;
    throw fault;
  }
}

function problem(archive: string, what: string): SpecmillError {
  return new SpecmillError([error("fhir/package", `the archive \`${archive}\` ${what}`)]);
}
