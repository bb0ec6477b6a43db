/** All records of a source, numbered through its files: which ids and slugs they have, in a few bytes each. */
import { escapeSegment } from "#document/pointer.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import { slugOf, suffixed, takeSuffix } from "../slug.ts";
import { NumberColumn, TextMap } from "./columns.ts";
import type { Position } from "./facts.ts";
import { identityOf, nameOf } from "./facts.ts";
import type { RecordFile, RecordSeen } from "./record-file.ts";

/** After so many problems with ids in a file, the rest are only counted. */
const maxReported = 20;

export interface RecordSpot {
  readonly file: RecordFile;
  readonly index: number;
}

export class RecordTable {
  readonly idField: string | undefined;
  readonly #files: RecordFile[] = [];
  /** Number of the first record of each file. */
  readonly #firsts: number[] = [];
  readonly #ordinals = new Map<string, number>();
  readonly #suffixes = new NumberColumn();
  readonly #taken = new TextMap();
  readonly #ids = new TextMap();
  /** Of the file that is being read: records whose id may be there already, compared at its end, and records without one. */
  #doubts: { readonly earlier: number; readonly index: number }[] = [];
  #missing: number[] = [];

  constructor(idField: string | undefined) {
    this.idField = idField;
  }

  get length(): number {
    return this.#suffixes.length;
  }

  /** Takes the next record of the file that is being read. */
  see({ value, position }: RecordSeen): void {
    const number = this.length;
    const id = this.idField === undefined ? position.key : identityOf(value, this.idField);
    if (id !== undefined) this.#seeId(id, position.index, number);
    else if (this.idField !== undefined) this.#missing.push(position.index);
    this.#suffixes.push(takeSuffix(slugOf(nameOf(value, position, this.idField)), this.#taken));
  }

  /** Ends the file whose records were seen, the first of which has the number `first`, and reports what is wrong with their ids. */
  finish(file: RecordFile, first: number, report: (problem: Diagnostic) => void): void {
    this.#ordinals.set(file.path, this.#files.length);
    this.#files.push(file);
    this.#firsts.push(first);
    const problems = [
      ...this.#missing.map((index) => () => this.#missingProblem(file, index)),
      ...this.#doubts.map((doubt) => () => this.#duplicateProblem(file, doubt.earlier - first, doubt.index)),
    ];
    for (const make of problems.slice(0, maxReported)) {
      const problem = make();
      if (problem !== undefined) report(problem);
    }
    const left = problems.length - maxReported;
    if (left > 0)
      report(
        error("data/shape", `${left} more records of this file have such an id, or none`, {
          place: { file: file.path },
        }),
      );
    this.#missing = [];
    this.#doubts = [];
  }

  /** Where the record of this number is. */
  spot(number: number): RecordSpot | undefined {
    let low = 0;
    for (let high = this.#firsts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.#firsts[middle] ?? 0) <= number) low = middle;
      else high = middle;
    }
    const file = this.#files[low];
    return file === undefined || number < 0 || number >= this.length
      ? undefined
      : { file, index: number - (this.#firsts[low] ?? 0) };
  }

  /** The number of the record with this id (`record:<path>#<id>`). */
  find(unitId: string): number | undefined {
    for (let mark = unitId.indexOf("#"); mark >= 0; mark = unitId.indexOf("#", mark + 1)) {
      const ordinal = this.#ordinals.get(unitId.slice("record:".length, mark));
      if (ordinal !== undefined) return this.#findIn(ordinal, unitId.slice(mark + 1));
    }
    return undefined;
  }

  slug(number: number, name: string): string {
    return suffixed(slugOf(name), this.#suffixes.at(number));
  }

  /** What identifies a record in its file. */
  identity(value: Json, position: Position): string {
    const own = this.idField === undefined ? position.key : identityOf(value, this.idField);
    return own ?? String(position.index);
  }

  #findIn(ordinal: number, id: string): number | undefined {
    const known = this.#ids.get(`${ordinal}#${id}`);
    const position = /^(0|[1-9]\d*)$/.test(id) ? (this.#firsts[ordinal] ?? 0) + Number(id) : undefined;
    return [known, position].find((number) => number !== undefined && this.#hasId(number, ordinal, id));
  }

  #hasId(number: number, ordinal: number, id: string): boolean {
    const spot = this.spot(number);
    if (spot === undefined || spot.file !== this.#files[ordinal]) return false;
    return this.identity(spot.file.value(spot.index), spot.file.position(spot.index)) === id;
  }

  #seeId(id: string, index: number, number: number): void {
    const key = `${this.#files.length}#${id}`;
    const earlier = this.#ids.get(key);
    if (earlier === undefined) this.#ids.set(key, number);
    else this.#doubts.push({ earlier, index });
  }

  #missingProblem(file: RecordFile, index: number): Diagnostic {
    return error("data/shape", `this record has no usable \`${this.idField}\`, the \`id\` of the source`, {
      place: file.place(file.pointer(index), "key"),
      notes: ["an id is a text, a number or a boolean, and not empty"],
    });
  }

  /** `undefined` when the ids only looked alike. */
  #duplicateProblem(file: RecordFile, earlier: number, index: number): Diagnostic | undefined {
    const field = this.idField ?? "";
    const id = identityOf(file.value(index), field);
    if (id === undefined || id !== identityOf(file.value(earlier), field)) return undefined;
    const placeOf = (record: number) => file.place(`${file.pointer(record)}/${escapeSegment(field)}`, "value");
    return error("data/duplicate-id", `two records have the \`${field}\` \`${id}\``, {
      place: placeOf(index),
      notes: [{ message: "the first one is here", place: placeOf(earlier) }],
    });
  }
}
