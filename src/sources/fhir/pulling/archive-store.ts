/**
 * From the URL of an archive to a package in the cache: downloaded beside the cache, held against its hashes before it is unpacked, indexed
 * and moved in place. Whatever fails, the cache is as it was.
 */
import { dirname } from "node:path";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { HttpError } from "#platform/http.ts";
import type { PullContext, SourceInput } from "../../source.ts";
import { archiveLimits } from "../archive-limits.ts";
import { decodeManifest } from "../manifest.ts";
import type { Options } from "../options.ts";
import type { PackageManifest } from "../package.ts";
import type { CacheFolder } from "../package-in-cache.ts";
import { openFromCache } from "../package-in-cache.ts";
import type { ArchiveHashes } from "./archive-hash.ts";
import { cachedManifest } from "./cached-package.ts";
import { ensureIndexJson } from "./index-json.ts";
import { install } from "./install.ts";
import { noArchive, wrongPackage } from "./pull-problems.ts";
import { recordPackage } from "./record-package.ts";
import type { RegistryClient } from "./registry-client.ts";
import type { Sleep } from "./retry.ts";
import { Slots } from "./slots.ts";
import { unpack } from "./unpack.ts";
import { Workbench, writing } from "./workbench.ts";

/** An archive that is wanted. */
export interface WantedArchive {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** Throws SpecmillError when what came is not what it should be. */
  verify(hashes: ArchiveHashes): void;
}

export interface StoredPackage {
  readonly manifest: PackageManifest;
  readonly hashes: ArchiveHashes;
}

/** Unpacking keeps one core busy, and the next archive ready. */
const UNPACKED_AT_ONCE = 2;

export class ArchiveStore implements Disposable {
  readonly #input: SourceInput<Options>;
  readonly #context: PullContext;
  readonly #cache: CacheFolder;
  readonly #client: RegistryClient;
  readonly #sleep: Sleep;
  readonly #unpacking = new Slots(UNPACKED_AT_ONCE);
  #bench: Workbench | undefined;

  constructor(
    input: SourceInput<Options>,
    context: PullContext,
    world: { readonly cache: CacheFolder; readonly client: RegistryClient; readonly sleep: Sleep },
  ) {
    this.#input = input;
    this.#context = context;
    this.#cache = world.cache;
    this.#client = world.client;
    this.#sleep = world.sleep;
  }

  /** Absolute path of the folder that a package has in the cache. */
  homeOf(name: string, version: string): string {
    return `${this.#cache.path}/${name}#${version}`;
  }

  /** Throws SpecmillError when it cannot be had, and then `undefined` is for "there is no such archive". */
  async store(wanted: WantedArchive): Promise<StoredPackage | undefined> {
    // Only now: a pull that has everything asks nothing of the cache but to be read.
    this.#bench ??= Workbench.open(this.#cache, this.#context.fs);
    const place = this.#bench.place();
    return writing(this.#cache, async () => {
      try {
        const hashes = await this.#download(wanted, `${place}/package.tgz`);
        if (hashes === undefined) return undefined;
        wanted.verify(hashes);
        return await this.#unpacking.run(() => this.#putInPlace(wanted, hashes, place));
      } finally {
        this.#context.fs.removeFolder(place);
      }
    });
  }

  [Symbol.dispose](): void {
    this.#bench?.[Symbol.dispose]();
  }

  async #download({ name, version, url }: WantedArchive, file: string): Promise<ArchiveHashes | undefined> {
    const { fs } = this.#context;
    try {
      return await this.#client.download(url, () => {
        fs.remove(file);
        return fs.createStream(file);
      });
    } catch (problem) {
      if (!(problem instanceof HttpError)) throw problem;
      throw noArchive(`${name}@${version}`, url, `\`${new URL(url).host}\` ${problem.message}`);
    }
  }

  async #putInPlace(wanted: WantedArchive, hashes: ArchiveHashes, place: string): Promise<StoredPackage> {
    const { name, version } = wanted;
    const { fs, signal } = this.#context;
    const fresh = `${place}/${name}#${version}`;
    const sizeBytes = await this.#unpack(wanted, `${place}/package.tgz`, fresh);
    signal.throwIfAborted();
    const manifest = this.#checkedManifest(wanted, fresh);
    ensureIndexJson(`${fresh}/package`, fs);
    // The reader's index is made of what came out of the archive, before anyone else can lay hands on it.
    const shelf = { path: place, shown: this.#cache.shown };
    openFromCache({ name, version, integrity: hashes.integrity }, shelf, this.#input.name, { fs, report: () => {} });
    const target = this.homeOf(name, version);
    fs.makeFolder(dirname(target));
    const before = install(fresh, target, `${place}/aside`, fs);
    if (before === "replaced") this.#reportReplaced(name, version);
    if (before !== "same") {
      await recordPackage({ cache: this.#cache.path, name, version, sizeBytes }, { fs, signal, sleep: this.#sleep });
    }
    return { manifest, hashes };
  }

  async #unpack({ name, version }: WantedArchive, file: string, folder: string): Promise<number> {
    const id = `${name}@${version}`;
    try {
      this.#context.fs.makeFolder(folder);
      return await unpack(file, folder, archiveLimits(id, this.#input.options), this.#context);
    } catch (problem) {
      const { code } = problem as NodeJS.ErrnoException;
      if (problem instanceof SpecmillError || !/^(?:EISDIR|ENOTDIR|EEXIST)$/.test(code ?? "")) throw problem;
      const message = `the archive \`${id}\` has a file and a folder of the same name`;
      throw new SpecmillError([error("fhir/package", message)]);
    }
  }

  #checkedManifest({ name, version, url }: WantedArchive, folder: string): PackageManifest {
    const { fs, report } = this.#context;
    const { limits } = this.#input;
    const id = `${name}@${version}`;
    const manifest = cachedManifest(folder, limits, fs);
    if (manifest === undefined) throw this.#manifestProblem(id, folder);
    if (manifest.name.toLowerCase() !== name.toLowerCase()) {
      throw wrongPackage(id, url, `${manifest.name}@${manifest.version}`);
    }
    if (manifest.version !== version) {
      report(warning("fhir/package", `\`${id}\` calls itself version \`${manifest.version}\``));
    }
    return manifest;
  }

  /** What decoding says, with the package that it says it of. */
  #manifestProblem(id: string, folder: string): SpecmillError {
    const bytes = this.#context.fs.read(`${folder}/package/package.json`) ?? new Uint8Array(0);
    try {
      decodeManifest({ bytes, limits: this.#input.limits, report: () => {} });
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      const told = problem.diagnostics.map(({ message }) => message).join("; ");
      return new SpecmillError([
        error("fhir/package", `the archive \`${id}\` has a manifest that cannot be used: ${told}`),
      ]);
    }
    return new SpecmillError([error("fhir/package", `the archive \`${id}\` has a manifest that cannot be used`)]);
  }

  #reportReplaced(name: string, version: string): void {
    const message = `\`${name}@${version}\` in the package cache \`${this.#cache.shown}\` was not what its archive has`;
    const notes = ["it is now: what had been changed there is gone"];
    this.#context.report(warning("fhir/integrity", message, { notes }));
  }
}
