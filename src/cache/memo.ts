/** What sources keep from run to run, one file a source: JSON behind a checksum. Unusable means empty. */
import { join } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { replaceFile } from "./replace-file.ts";

export class MemoFile {
  readonly #path: string;
  readonly #fs: FileSystem;
  #old: Record<string, unknown> | undefined;
  readonly #used = new Map<string, unknown>();
  #newCount = 0;

  /** `build` is part of the file's name: another build of specmill may compute other facts. */
  constructor(folder: string, source: string, build: string, fs: FileSystem) {
    this.#path = join(folder, `${Bun.hash(`${source}\0${build}`).toString(16)}.json`);
    this.#fs = fs;
  }

  get(digest: string): unknown {
    if (this.#used.has(digest)) return this.#used.get(digest);
    this.#old ??= this.#load();
    if (!Object.hasOwn(this.#old, digest)) return undefined;
    const value = this.#old[digest];
    this.#used.set(digest, value);
    return value;
  }

  set(digest: string, value: unknown): void {
    this.#newCount++;
    this.#used.set(digest, value);
  }

  /** Writes what was used in this run, when enough of it is new: the file is written whole, and a few entries are faster computed again. */
  save(): void {
    const old = this.#old === undefined ? 0 : Object.keys(this.#old).length;
    const isWorthwhile = this.#newCount > 0 && this.#newCount >= old / 50;
    if (!isWorthwhile && old <= this.#used.size * 2) return;
    const body = JSON.stringify(Object.fromEntries(this.#used));
    this.#fs.makeFolder(join(this.#path, ".."));
    replaceFile(this.#path, `${checksum(body)}\n${body}`, this.#fs);
    this.#newCount = 0;
  }

  #load(): Record<string, unknown> {
    const text = this.#text();
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return end > 0 && checksum(body) === text.slice(0, end) ? (JSON.parse(body) as Record<string, unknown>) : {};
  }

  /** "" where there is no file, or none that may be read. */
  #text(): string {
    try {
      return Buffer.from(this.#fs.read(this.#path) ?? []).toString("utf8");
    } catch {
      return "";
    }
  }
}

function checksum(text: string): string {
  return Bun.hash(text).toString(16);
}
