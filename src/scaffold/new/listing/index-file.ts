/**
 * The index of a templates folder as bytes: stamps to be compared in bulk, then the names they belong to, then what was seen as JSON.
 * Reading it makes no object for a stamp. Anything that is not exactly as it was written counts as nothing.
 */
import { openAligned } from "#platform/file-system.ts";
import { fingerprint } from "#platform/hash.ts";
import { changedStamps, STAMP_WORDS } from "#platform/stat-batch.ts";
import type { ActionEntry } from "./action-facts.ts";
import type { ScannedGenerator, Watched } from "./generator-scan.ts";

/** What is known of one generator. */
export interface KnownGenerator {
  readonly generator: ScannedGenerator;
  /** Everything that was looked at for it. */
  readonly watched: readonly WatchedRow[];
}

export interface WatchedRow extends Watched {
  /** Changed so shortly before it was looked at that its stamp proves nothing. */
  readonly isRacy: boolean;
}

/** Words of a row: stamp, owner, where its name begins. The owner is 0 for the templates folder, else the number of a generator, from 1. */
const OWNER = STAMP_WORDS;
const NAME = OWNER + 1;
const ROW = NAME + 1;
const RACY = 0x8000_0000;

/** Words of the head: mark, four of the fingerprint of all that follows, number of rows, bytes of names. */
const HEAD = 7;
const MARK = 0x31_6e_67_73;

export class GeneratorIndex {
  readonly generators: readonly ScannedGenerator[];
  readonly #rows: Uint32Array;
  readonly #names: Uint8Array<ArrayBuffer>;

  private constructor(generators: readonly ScannedGenerator[], rows: Uint32Array, names: Uint8Array<ArrayBuffer>) {
    this.generators = generators;
    this.#rows = rows;
    this.#names = names;
  }

  /** `undefined` when there is none, when it is damaged, and when another build wrote it: that one may have looked for other things. */
  static read(path: string, build: string): GeneratorIndex | undefined {
    const file = openAligned(path);
    if (file === undefined) return undefined;
    try {
      return GeneratorIndex.#decode(file.read(0, file.size), build);
    } catch {
      return undefined;
    } finally {
      file.close();
    }
  }

  static #decode(bytes: Uint8Array<ArrayBuffer>, build: string): GeneratorIndex | undefined {
    if (bytes.length < HEAD * 4) return undefined;
    const head = new Uint32Array(bytes.buffer, 0, HEAD);
    if (head[0] !== MARK || !sumOf(bytes).every((word, at) => word === head[at + 1])) return undefined;
    const [count, nameBytes] = [head[5] as number, head[6] as number];
    const rows = new Uint32Array(bytes.buffer, HEAD * 4, count * ROW);
    const names = bytes.slice(HEAD * 4 + rows.byteLength, HEAD * 4 + rows.byteLength + nameBytes);
    const text = Buffer.from(bytes.buffer, HEAD * 4 + rows.byteLength + nameBytes).toString("utf8");
    const [writer, generators] = JSON.parse(text) as [string, readonly Packed[]];
    return writer === build ? new GeneratorIndex(generators.map(unpack), rows, names) : undefined;
  }

  /** Numbers of what has to be looked at again: 0 for the names in the templates folder, n for the n-th generator. */
  doubtful(templates: string): ReadonlySet<number> {
    const rows = this.#rows;
    const count = rows.length / ROW;
    const request = {
      root: templates,
      names: this.#names,
      count,
      rows,
      stride: ROW,
      nameWord: NAME,
      follows: () => true,
    };
    const owners = new Set(changedStamps(request).map((row) => ((rows[row * ROW + OWNER] as number) & ~RACY) >>> 0));
    for (let at = OWNER; at < rows.length; at += ROW) {
      const owner = rows[at] as number;
      if (owner >= RACY) owners.add(owner - RACY);
    }
    return owners;
  }

  /** All rows of the generators that `wanted` numbers, for an index that is written anew. */
  watched(wanted: (owner: number) => boolean): ReadonlyMap<number, readonly WatchedRow[]> {
    const paths = Buffer.from(this.#names.buffer).toString("utf8").split("\0");
    const found = new Map<number, WatchedRow[]>();
    for (let row = 0; row < this.#rows.length / ROW; row++) {
      const at = row * ROW;
      const owner = ((this.#rows[at + OWNER] as number) & ~RACY) >>> 0;
      if (!wanted(owner)) continue;
      const rows = found.get(owner) ?? [];
      // What is racy was doubtful, and is looked at anew.
      rows.push({ path: paths[row] ?? "", stamp: this.#rows.slice(at, at + STAMP_WORDS), isRacy: false });
      found.set(owner, rows);
    }
    return found;
  }
}

export interface IndexContent {
  readonly build: string;
  /** What says which generators there are: the templates folder, and what its links lead to. */
  readonly own: readonly WatchedRow[];
  readonly known: readonly KnownGenerator[];
}

/** The bytes of an index. Pure. */
export function encodeIndex({ build, own, known }: IndexContent): Uint8Array {
  const rows = [
    ...own.map((row) => ({ ...row, owner: 0 })),
    ...known.flatMap(({ watched }, at) => watched.map((row) => ({ ...row, owner: at + 1 }))),
  ];
  const words = new Uint32Array(HEAD + rows.length * ROW);
  const names: Buffer[] = [];
  let nameBytes = 0;
  for (const [row, { path, stamp, isRacy, owner }] of rows.entries()) {
    const at = HEAD + row * ROW;
    words.set(stamp, at);
    words[at + OWNER] = isRacy ? owner + RACY : owner;
    words[at + NAME] = nameBytes;
    const name = Buffer.from(`${path}\0`);
    names.push(name);
    nameBytes += name.length;
  }
  words.set([MARK, 0, 0, 0, 0, rows.length, nameBytes]);
  const text = JSON.stringify([build, known.map(({ generator }) => pack(generator))]);
  const bytes = Buffer.concat([new Uint8Array(words.buffer), ...names, Buffer.from(text)]);
  bytes.set(new Uint8Array(sumOf(bytes).buffer), 4);
  return bytes;
}

/** Four words of everything behind their own place. */
function sumOf(bytes: Uint8Array): Uint32Array {
  const sum = fingerprint(bytes.subarray(5 * 4));
  return Uint32Array.from([0, 8, 16, 24], (at) => Number.parseInt(sum.slice(at, at + 8), 16));
}

/** Lists instead of mappings: a third of the text. */
type Packed = readonly [name: string, actions: readonly PackedAction[]];
type PackedAction = readonly [name: string, flags?: readonly string[], description?: string];

function pack({ name, actions }: ScannedGenerator): Packed {
  return [name, actions.map(packAction)];
}

function packAction({ name, flags, description }: ActionEntry): PackedAction {
  if (description !== undefined) return [name, flags, description];
  return flags.length === 0 ? [name] : [name, flags];
}

function unpack([name, actions]: Packed): ScannedGenerator {
  return {
    name,
    actions: actions.map(([action, flags = [], description]) =>
      description === undefined ? { name: action, flags } : { name: action, description, flags },
    ),
  };
}
