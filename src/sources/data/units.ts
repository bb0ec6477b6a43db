/** The units of a `data` source, made when they are asked for: what is held is in record-table.ts and in the files. */
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest, Facts, Origin, Unit, UnitList, UnitSet } from "#model/unit.ts";
import { hashContent, hashParts } from "#platform/hash.ts";
import { digestWithSlug, slugs } from "../slug.ts";
import { factsOf, nameOf } from "./facts.ts";
import type { RecordFile } from "./record-file.ts";
import type { RecordTable } from "./record-table.ts";

export const unitKinds = ["file", "record"] as const;

export class DataUnits implements UnitSet {
  readonly kinds = unitKinds;
  readonly #files: readonly RecordFile[];
  readonly #fileSlugs: readonly string[];
  readonly #ordinals: ReadonlyMap<string, number>;
  readonly #table: RecordTable;

  constructor(files: readonly RecordFile[], table: RecordTable) {
    const slugOfFile = slugs();
    this.#files = files;
    this.#fileSlugs = files.map((file) => slugOfFile(baseName(file.path)));
    this.#ordinals = new Map(files.map((file, ordinal) => [file.path, ordinal]));
    this.#table = table;
  }

  list(kind: string): UnitList {
    if (kind === "file") return listOf(this.#files.length, (at) => this.#fileUnit(at));
    return listOf(kind === "record" ? this.#table.length : 0, (at) => this.#recordUnit(at));
  }

  get(id: string): Unit | undefined {
    const ordinal = id.startsWith("file:") ? this.#ordinals.get(id.slice("file:".length)) : undefined;
    if (ordinal !== undefined) return this.#fileUnit(ordinal);
    const number = id.startsWith("record:") ? this.#table.find(id) : undefined;
    return number === undefined ? undefined : this.#recordUnit(number);
  }

  place(unit: Unit, pointer = ""): Place {
    const file = this.#files[this.#ordinals.get(unit.origin.file) ?? -1];
    if (file === undefined) return { file: unit.origin.file };
    return file.place(unit.origin.pointer + pointer, pointer === "" ? "key" : "value");
  }

  #fileUnit(ordinal: number): Unit | undefined {
    const file = this.#files[ordinal];
    return file === undefined ? undefined : new FileUnit(file, this.#fileSlugs[ordinal] ?? "unnamed");
  }

  #recordUnit(number: number): Unit | undefined {
    const spot = this.#table.spot(number);
    return spot === undefined ? undefined : new RecordUnit(this.#table, number, spot.file, spot.index);
  }
}

function listOf(length: number, make: (at: number) => Unit | undefined): UnitList {
  return {
    length,
    *[Symbol.iterator]() {
      for (let at = 0; at < length; at++) {
        const unit = make(at);
        if (unit !== undefined) yield unit;
      }
    },
  };
}

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/(?<=.)\.[^.]*$/, "");
}

class FileUnit implements Unit {
  readonly kind = "file";
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly facts: Facts;
  readonly digest: Digest;
  readonly origin: Origin;
  readonly #file: RecordFile;

  constructor(file: RecordFile, slug: string) {
    this.id = `file:${file.path}`;
    this.name = baseName(file.path);
    this.slug = slug;
    this.facts = file.count === undefined ? { path: file.path } : { path: file.path, records: file.count };
    this.digest = digestWithSlug(file.digest, slug);
    this.origin = { file: file.path, pointer: "" };
    this.#file = file;
  }

  get data(): Json {
    return this.#file.content();
  }
}

/** A record knows where it is; it is read when something else about it is asked for, and then kept as long as the unit. */
class RecordUnit implements Unit {
  readonly kind = "record";
  readonly #table: RecordTable;
  readonly #number: number;
  readonly #file: RecordFile;
  readonly #index: number;
  #data: Json | undefined;

  constructor(table: RecordTable, number: number, file: RecordFile, index: number) {
    this.#table = table;
    this.#number = number;
    this.#file = file;
    this.#index = index;
  }

  get id(): string {
    return `record:${this.#file.path}#${this.#table.identity(this.data, this.#file.position(this.#index))}`;
  }

  get name(): string {
    return nameOf(this.data, this.#file.position(this.#index), this.#table.idField);
  }

  get slug(): string {
    return this.#table.slug(this.#number, this.name);
  }

  get facts(): Facts {
    return factsOf(this.data, this.#file.position(this.#index), this.#table.idField);
  }

  get digest(): Digest {
    const { key } = this.#file.position(this.#index);
    const text = JSON.stringify(this.data);
    // The key is a fact, so a record that only changed its key has changed.
    return digestWithSlug(key === undefined ? hashContent(text) : hashParts([key, text]), this.slug);
  }

  get origin(): Origin {
    return { file: this.#file.path, pointer: this.#file.pointer(this.#index) };
  }

  get data(): Json {
    this.#data ??= this.#file.value(this.#index);
    return this.#data;
  }
}
