/** The caps on an archive, for its bytes and for its files: the same whether `pull` unpacks it or a project reads it. */
import type { GunzipLimits } from "./gunzip.ts";
import type { Options } from "./options.ts";
import type { TarLimits } from "./tar.ts";
import { defaultTarLimits } from "./tar.ts";

/** The caps of the options for an archive that messages call `archive`. */
export function archiveLimits(
  archive: string,
  { limits = {} }: Pick<Options, "limits">,
): { readonly gunzip: GunzipLimits; readonly tar: TarLimits } {
  const { unpackedBytes = defaultTarLimits.unpackedBytes, files = defaultTarLimits.files, ratio } = limits;
  // Tar needs a header and padding for every file.
  const packed = { archive, unpackedBytes: unpackedBytes + files * 1024 };
  return {
    gunzip: ratio === undefined ? packed : { ...packed, ratio },
    tar: { archive, unpackedBytes, files },
  };
}
