/**
 * Reads inputs and remembers what each looked like, so that the next run can tell that nothing changed without opening one.
 * Invariant: a recorded hash is the hash of the bytes that the stages saw, and a stamp is trusted only outside the racy window.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { ABSENT } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readRange, streamFile } from "#platform/file-system.ts";
import { hashContent, hashParts, StreamHash } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import { isAbsentStamp, isFileStamp, sameStamp, statWords } from "#platform/stat-batch.ts";
import type { FoundFiles } from "./find-files.ts";
import { findFiles } from "./find-files.ts";
import type { HeldFile } from "./held-file.ts";
import type { RacyFloor } from "./racy.ts";
import { isRacy } from "./racy.ts";
import type { StatRow } from "./stat-table.ts";

export interface TrackerOptions {
  readonly root: string;
  readonly fs: FileSystem;
  /** What the last run knew of a path. */
  known(path: string): StatRow | undefined;
  readonly floor: RacyFloor;
  /** Files that the first look has read already. */
  readonly held?: ReadonlyMap<string, HeldFile>;
}

/** A glob that was walked, for the next unchanged test. */
export interface GlobRecord {
  readonly pattern: string;
  readonly ignore: readonly string[];
  readonly hash: Digest;
}

/** How often a file that is being written is read again before giving up. */
const ATTEMPTS = 3;

export class InputTracker {
  readonly #options: TrackerOptions;
  readonly #rows = new Map<string, StatRow>();
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #globs = new Map<string, GlobRecord>();
  readonly #scopes = new Map<string, Set<string>>();
  readonly #streamed = new Set<string>();
  /** Files that were asked for and not read yet. */
  readonly #probed = new Set<string>();
  #ignore: readonly string[] = [];

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  /** Folders that no glob looks into: the targets' own outputs are not inputs. */
  ignoreFolders(folders: readonly string[]): void {
    this.#ignore = folders;
  }

  /** Inputs whose reads are remembered under `name`, so that a target can say what it was made from. */
  scope(name: string): Inputs {
    const seen = this.#scopes.get(name) ?? new Set<string>();
    this.#scopes.set(name, seen);
    const noted = (path: string): string => {
      seen.add(path);
      return path;
    };
    return {
      read: (path) => this.#read(noted(path)),
      digest: (path) => this.digest(noted(path)),
      stream: (path) => this.#stream(noted(path)),
      range: (path, start, end) => readRange(absolute(this.#options.root, path), start, end),
      glob: (pattern) => {
        noted(`glob:${pattern}`);
        return this.#glob(pattern);
      },
      exists: (path) => this.#exists(noted(path)),
      realPath: (path) => {
        const found = this.#options.fs.realPath(absolute(this.#options.root, path));
        return found === undefined ? undefined : projectPath(this.#realRoot(), found);
      },
    };
  }

  /** What the scopes read, as a target's claim lists it. */
  claims(scopes: readonly string[]): Map<string, Digest> {
    this.#readProbed();
    const names = new Set<string>();
    for (const scope of scopes) for (const name of this.#scopes.get(scope) ?? []) names.add(name);
    const claims = new Map<string, Digest>();
    for (const name of [...names].sort()) {
      const hash = name.startsWith("glob:") ? this.#globs.get(name.slice(5))?.hash : this.#rows.get(name)?.hash;
      claims.set(name, hash === undefined || hash === "" ? ABSENT : hash);
    }
    return claims;
  }

  /** Whether a claimed input is still what it was; the answer is recorded under `scope` as any other read. */
  matches(scope: string, name: string, claimed: Digest): boolean {
    const inputs = this.scope(scope);
    if (name.startsWith("glob:")) {
      inputs.glob(name.slice(5));
      return this.#globs.get(name.slice(5))?.hash === claimed;
    }
    // A folder is no file, and reading it would be an error.
    if (claimed === ABSENT && !inputs.exists(name)) return true;
    // Another size than that of the last run is another content: then the stage that needs it reads it, under its own caps.
    const last = this.#rows.has(name) ? undefined : this.#options.known(name);
    if (last?.hash === claimed && claimed !== ABSENT && !sameSize(last.stamp, this.#stat(name))) return false;
    return (inputs.digest(name) ?? ABSENT) === claimed;
  }

  rows(): Iterable<StatRow> {
    this.#readProbed();
    return this.#rows.values();
  }

  globs(): Iterable<GlobRecord> {
    return this.#globs.values();
  }

  /** Throws when a file that was read in pieces has changed since. */
  verifyStreams(): void {
    for (const path of this.#streamed) {
      const row = this.#rows.get(path);
      if (row !== undefined && !sameStamp(row.stamp, this.#stat(path))) throw changed(path);
    }
  }

  digest(path: string): Digest | undefined {
    const row = this.#rows.get(path);
    if (row !== undefined) return row.role === "input" ? row.hash : undefined;
    const stamp = this.#stat(path);
    if (isAbsentStamp(stamp)) return this.#recordAbsent(path, stamp);
    const hash = this.#knownHash(path, stamp);
    if (hash !== undefined) {
      this.#rows.set(path, { path, role: "input", stamp, hash, racy: false });
      return hash;
    }
    this.#read(path);
    return this.#rows.get(path)?.hash;
  }

  /** Whether there is such a file. It is not read, so that its size can be judged before. */
  #exists(path: string): boolean {
    const row = this.#rows.get(path);
    if (row !== undefined) return row.role === "input";
    const stamp = this.#stat(path);
    if (isAbsentStamp(stamp)) return this.#recordAbsent(path, stamp) !== undefined;
    if (!isFileStamp(stamp)) return false;
    this.#probed.add(path);
    return true;
  }

  /** That there was a file is recorded with its content, as every input is. */
  #readProbed(): void {
    for (const path of this.#probed) this.digest(path);
    this.#probed.clear();
  }

  #read(path: string): Uint8Array | undefined {
    const held = this.#bytes.get(path);
    if (held !== undefined) return held;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = this.#stat(path);
      if (isAbsentStamp(before)) return this.#recordAbsent(path, before);
      if (!isFileStamp(before)) throw unreadable(path, "it is not a file");
      const known = this.#options.held?.get(path);
      if (known !== undefined && sameStamp(known.stamp, before)) return this.#hold(path, before, known);
      const bytes = this.#open(path);
      if (bytes === undefined || !sameStamp(before, this.#stat(path))) continue;
      const hash = this.#knownHash(path, before) ?? hashContent(bytes);
      return this.#hold(path, before, { bytes, hash, racy: isRacy(before, this.#options.floor) });
    }
    throw changed(path);
  }

  #open(path: string): Uint8Array | undefined {
    try {
      return this.#options.fs.read(absolute(this.#options.root, path));
    } catch (problem) {
      throw unreadable(path, plainWords((problem as Error).message));
    }
  }

  #hold(
    path: string,
    stamp: Uint32Array,
    { bytes, hash, racy }: Pick<HeldFile, "bytes" | "hash" | "racy">,
  ): Uint8Array {
    this.#rows.set(path, { path, role: "input", stamp, hash, racy });
    this.#bytes.set(path, bytes);
    return bytes;
  }

  #knownHash(path: string, stamp: Uint32Array): Digest | undefined {
    const known = this.#options.known(path);
    const isTrusted = known !== undefined && !known.racy && known.hash !== "" && sameStamp(known.stamp, stamp);
    return isTrusted ? known.hash : undefined;
  }

  #recordAbsent(path: string, stamp: Uint32Array): undefined {
    this.#rows.set(path, { path, role: "absent", stamp, hash: "", racy: false });
    return undefined;
  }

  async *#stream(path: string): AsyncIterable<Uint8Array> {
    const before = this.#stat(path);
    const known = this.#rows.get(path);
    if (isAbsentStamp(before)) {
      this.#recordAbsent(path, before);
      return;
    }
    if (known !== undefined && !sameStamp(known.stamp, before)) throw changed(path);
    const hash = new StreamHash();
    for await (const piece of streamFile(absolute(this.#options.root, path))) {
      hash.update(piece);
      yield piece;
    }
    if (!sameStamp(before, this.#stat(path))) throw changed(path);
    this.#streamed.add(path);
    this.#rows.set(path, {
      path,
      role: "input",
      stamp: before,
      hash: hash.digest(),
      racy: isRacy(before, this.#options.floor),
    });
  }

  #glob(pattern: string): readonly string[] {
    const found = this.#find(pattern);
    this.#globs.set(pattern, { pattern, ignore: this.#ignore, hash: hashParts(found.files) });
    for (const path of found.folders) {
      const stamp = this.#stat(path);
      this.#rows.set(path, { path, role: "folder", stamp, hash: "", racy: isRacy(stamp, this.#options.floor) });
    }
    for (const path of found.dangling) {
      const stamp = this.#stat(path);
      if (isAbsentStamp(stamp)) this.#recordAbsent(path, stamp);
    }
    return found.files;
  }

  #find(pattern: string): FoundFiles {
    try {
      return findFiles(pattern, this.#ignore, this.#options.root, this.#options.fs);
    } catch (problem) {
      const { path = this.#options.root, message } = problem as NodeJS.ErrnoException;
      throw unreadable(projectPath(this.#options.root, path), plainWords(message));
    }
  }

  #stat(path: string): Uint32Array {
    return statWords(absolute(this.#options.root, path), true);
  }

  #realRoot(): string {
    return this.#options.fs.realPath(this.#options.root) ?? this.#options.root;
  }
}

/** `EACCES: permission denied, open '/…'` without the code and the absolute path. */
function plainWords(message: string): string {
  return message.replace(/^[A-Z0-9]+: /, "").replace(/, \w+( '.*)?$/s, "");
}

function sameSize(a: Uint32Array, b: Uint32Array): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function unreadable(path: string, why: string): SpecmillError {
  const note = "check that the path is right and that you may read it";
  return new SpecmillError([
    error("source/unreadable", `\`${path}\` cannot be read: ${why}`, { place: { file: path }, notes: [note] }),
  ]);
}

function changed(path: string): SpecmillError {
  const note = "something else is writing it: run again when that is done";
  return new SpecmillError([
    error("source/changed", `\`${path}\` changed while it was read`, { place: { file: path }, notes: [note] }),
  ]);
}
