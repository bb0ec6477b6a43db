/**
 * A package that `pull` put into the shared cache. The cache lies outside of the project and differs from machine to machine, so nothing in it
 * is an input: the lock file says which package it is, and the index beside it what its files were when it was scanned. A file that is
 * another by now is an error.
 */
import { replaceFile } from "#cache/replace-file.ts";
import { checkSize } from "#document/check-bytes.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { checkedParts } from "./kept-parts.ts";
import { isPackageName, isPackageVersion } from "./manifest.ts";
import type { Options } from "./options.ts";
import type { IndexEntry } from "./package.ts";
import type { PackageContent } from "./package-content.ts";
import { mayHoldDefinition, placedIn } from "./package-content.ts";
import { leftOut, scanFile } from "./package-entry.ts";
import type { PackageIndex } from "./package-index.ts";
import { decodeIndex, encodeIndex } from "./package-index.ts";
import type { DefinitionFile } from "./package-scan.ts";
import { indexPackage } from "./package-scan.ts";
import { defaultTarLimits } from "./tar.ts";

/** Beside the folder `package`; other tools leave it alone, as specmill does theirs. */
export const INDEX_FILE = ".specmill-index.json";

/** Where packages are shared. */
export interface CacheFolder {
  /** Absolute. */
  readonly path: string;
  /** As it is named in messages and places, the same on every machine: `~/.fhir/packages`. */
  readonly shown: string;
}

/** What a package of the cache needs of the context: no inputs. */
export interface CacheContext {
  readonly fs: FileSystem;
  report(problem: Diagnostic): void;
}

export interface CachedPackage {
  readonly name: string;
  readonly version: string;
  /** Of the archive that it was unpacked from; "" for a package that may change, whose index is then not kept. */
  readonly integrity: string;
}

/** Where packages are kept, by the options or where all FHIR tools look. `home` is the user's folder. */
export function cacheFolder({ cache }: Pick<Options, "cache">, root: string, home: string): CacheFolder {
  const shown = (cache ?? "~/.fhir/packages").replace(/(?<=.)\/+$/, "");
  const path = shown.startsWith("~/") ? `${home}${shown.slice(1)}` : absolute(root, shown);
  return { path, shown };
}

/** An index is for every project of the machine, so the caps of one are not in it: these are the caps of unpacking. */
const indexLimits: Limits = { documentBytes: defaultTarLimits.entryBytes, depth: 500, renderMs: 0 };

/** `undefined` when the cache does not have it. Throws SpecmillError when what it has is no package. `source` is for messages. */
export function openFromCache(
  wanted: CachedPackage,
  cache: CacheFolder,
  source: string,
  { fs, report }: CacheContext,
): PackageContent | undefined {
  if (!isPackageName(wanted.name) || !isPackageVersion(wanted.version)) return undefined;
  const cached = new CachedFolder(wanted, cache, source, fs);
  const index = cached.index();
  if (index === undefined) return undefined;
  for (const problem of index.problems) report(placedIn(cached.shown, problem));
  return {
    manifest: index.manifest,
    entries: index.entries,
    read: (entry) => cached.read(entry),
    pathOf: ({ file }) => `${cached.shown}/${file}`,
  };
}

class CachedFolder {
  /** The folder `package`, for messages and places. */
  readonly shown: string;
  readonly #home: string;
  readonly #wanted: CachedPackage;
  readonly #source: string;
  readonly #fs: FileSystem;

  constructor(wanted: CachedPackage, cache: CacheFolder, source: string, fs: FileSystem) {
    const folder = `${wanted.name}#${wanted.version}`;
    this.shown = `${cache.shown}/${folder}/package`;
    this.#home = `${cache.path}/${folder}`;
    this.#wanted = wanted;
    this.#source = source;
    this.#fs = fs;
  }

  index(): PackageIndex | undefined {
    try {
      return this.#keptIndex() ?? this.#scan();
    } catch (fault) {
      if (fault instanceof SpecmillError) throw fault;
      const { code = "unknown error" } = fault as NodeJS.ErrnoException;
      const message = `\`${this.shown}\` cannot be read: ${code}`;
      throw new SpecmillError([error("source/unreadable", message, { place: { file: this.shown } })]);
    }
  }

  read(entry: IndexEntry): Uint8Array {
    const { file } = entry;
    const bytes = this.#fs.read(`${this.#home}/package/${file}`);
    const read = bytes === undefined ? undefined : checkedParts(bytes, entry);
    if (read !== undefined) return read;
    throw this.#tampered(file, bytes === undefined ? "is gone" : "is not what was unpacked");
  }

  /** What is damaged is no index, whatever is wrong with it. */
  #keptIndex(): PackageIndex | undefined {
    if (this.#wanted.integrity === "") return undefined;
    try {
      const bytes = this.#fs.read(`${this.#home}/${INDEX_FILE}`);
      return bytes === undefined ? undefined : decodeIndex(decoder.decode(bytes), this.#wanted.integrity);
    } catch {
      return undefined;
    }
  }

  #scan(): PackageIndex | undefined {
    const manifest = this.#fs.read(`${this.#home}/package/package.json`);
    if (manifest === undefined) return undefined;
    const files = (this.#fs.list(`${this.#home}/package`) ?? [])
      .filter(({ name, type }) => type === "file" && mayHoldDefinition(name))
      .map(({ name }) => this.#scanFile(name));
    const index = indexPackage({ manifest, files }, this.shown, indexLimits);
    const { name } = index.manifest;
    if (name.toLowerCase() !== this.#wanted.name.toLowerCase())
      throw this.#tampered("package.json", `is that of \`${name}\``);
    this.#keep(index);
    return index;
  }

  #scanFile(file: string): DefinitionFile {
    const path = `${this.#home}/package/${file}`;
    const tooLarge = checkSize("", this.#fs.stamp(path)?.size ?? 0, indexLimits);
    if (tooLarge !== undefined) return { file, digest: "", scanned: { sizeBytes: 0, problem: leftOut(tooLarge) } };
    const bytes = this.#fs.read(path) ?? new Uint8Array(0);
    return { file, digest: hashContent(bytes), scanned: scanFile(bytes, indexLimits) };
  }

  /** A cache that may only be read is as good: then every run scans. */
  #keep(index: PackageIndex): void {
    if (this.#wanted.integrity === "") return;
    try {
      replaceFile(`${this.#home}/${INDEX_FILE}`, encodeIndex(index, this.#wanted.integrity), this.#fs);
    } catch {
      return;
    }
  }

  #tampered(file: string, what: string): SpecmillError {
    const { name, version } = this.#wanted;
    const notes = [
      `something has changed the shared cache; run \`specmill pull ${this.#source}\` to get \`${name}@${version}\` again`,
    ];
    const place = { file: `${this.shown}/${file}` };
    return new SpecmillError([
      error("fhir/integrity", `\`${file}\` of \`${name}@${version}\` ${what}`, { place, notes }),
    ]);
  }
}

const decoder = new TextDecoder();
