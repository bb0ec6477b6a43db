/**
 * `specmill.tracked.json`: what `specmill new --track` wrote, and what a merge needs later. It is committed, so it is read as the work of a
 * stranger: every value is checked here, and every path again before anything is written to it.
 */

import { scanJson } from "#document/json-scan.ts";
import { locate } from "#document/locate.ts";
import { placeAtByte } from "#document/place.ts";
import { pointerOf } from "#document/pointer.ts";
import { silentVisitor } from "#document/structure.ts";
import type { Place } from "#model/diagnostic.ts";
import { compareText, error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Digest } from "#model/unit.ts";
import { TRACKED_FILE } from "#write/guard.ts";
import type { TrackedOutput, TrackedScaffold, TrackedScaffolds } from "./tracked-scaffold.ts";

const VERSION = 1;
const ABOUT =
  "Files of `specmill new --track` and what they were made from. Commit this file; `specmill generate` keeps it.";

/** The text of the file. The same scaffolds give the same text, whatever the order of their maps. */
export function encodeTracked(scaffolds: TrackedScaffolds): string {
  const value = { version: VERSION, about: ABOUT, scaffolds: sorted(scaffolds, scaffoldToJson) };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Throws SpecmillError, with the place of what is wrong. */
export function decodeTracked(bytes: Uint8Array, file: string = TRACKED_FILE): TrackedScaffolds {
  const reader = new Reader(file, bytes);
  const { version, scaffolds } = reader.object(reader.parse(), []);
  if (typeof version === "number" && version > VERSION) throw newer(version, reader.place(["version"]));
  if (version !== VERSION) throw reader.refuse(["version"], "`version` is not 1");
  const entries = Object.entries(reader.object(scaffolds, ["scaffolds"]));
  return new Map(entries.map(([id, value]) => [id, scaffoldFromJson(value, ["scaffolds", id], reader)]));
}

function scaffoldToJson({ answers, compat, inputs, isWhole, outputs, left, ...rest }: TrackedScaffold): object {
  // JSON has no word for it, but a template may name an answer that is `undefined`, and not one that is missing.
  const unset = Object.keys(answers).filter((name) => answers[name] === undefined);
  return {
    ...rest,
    ...(compat === "strict" ? { compat } : {}),
    answers,
    ...(unset.length > 0 ? { unset } : {}),
    ...(isWhole ? {} : { isWhole }),
    inputs: sorted(inputs, (digest) => digest),
    outputs: sorted(outputs, ({ template, hash, hasConflict, base }) => ({ template, hash, hasConflict, base })),
    ...(left.size > 0 ? { left: [...left].sort(compareText) } : {}),
  };
}

function scaffoldFromJson(value: unknown, at: Path, reader: Reader): TrackedScaffold {
  const raw = reader.object(value, at);
  const text = (key: string) => reader.text(raw[key], [...at, key]);
  const unset = reader.texts(raw.unset ?? [], [...at, "unset"]).map((name) => [name, undefined]);
  const { compat = "default", isWhole = true } = raw;
  if (compat !== "default" && compat !== "strict") throw reader.refuse([...at, "compat"], "`compat` is not known");
  return {
    templates: text("templates"),
    folder: text("folder"),
    generator: text("generator"),
    action: text("action"),
    cwd: text("cwd"),
    compat,
    answers: { ...reader.object(raw.answers, [...at, "answers"]), ...Object.fromEntries(unset) },
    isWhole: isWhole === true,
    inputs: reader.map(raw.inputs, [...at, "inputs"], (one, path) => reader.digest(one, path)),
    outputs: reader.map(raw.outputs, [...at, "outputs"], (one, path) => outputFromJson(one, path, reader)),
    left: new Set(reader.texts(raw.left ?? [], [...at, "left"])),
  };
}

function outputFromJson(value: unknown, at: Path, reader: Reader): TrackedOutput {
  const { template, hash, hasConflict, base } = reader.object(value, at);
  return {
    template: reader.text(template, [...at, "template"]),
    hash: reader.digest(hash, [...at, "hash"]),
    ...(hasConflict === true ? { hasConflict } : {}),
    ...(base === undefined ? {} : { base: reader.text(base, [...at, "base"]) }),
  };
}

function sorted<T, To>(map: ReadonlyMap<string, T>, to: (value: T) => To): Record<string, To> {
  const entries = [...map].sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, to(value)]));
}

type Path = readonly string[];

class Reader {
  readonly #file: string;
  readonly #bytes: Uint8Array;

  constructor(file: string, bytes: Uint8Array) {
    this.#file = file;
    this.#bytes = bytes;
  }

  parse(): unknown {
    const text = Buffer.from(this.#bytes).toString("utf8");
    try {
      return JSON.parse(text);
    } catch (fault) {
      const marker = /^<{7} /m.exec(text);
      if (marker !== null)
        throw damaged("an unfinished merge is in it", this.#placeAt(Buffer.byteLength(text.slice(0, marker.index)), 7));
      const found = scanJson(this.#bytes, silentVisitor);
      const why = found?.message ?? `it is no JSON: ${(fault as Error).message}`;
      throw damaged(why, this.#placeAt(found?.offset ?? 0, found?.length ?? 1));
    }
  }

  object(value: unknown, at: Path): Record<string, unknown> {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw this.refuse(at, `${nameOf(at)} is not an object`);
  }

  map<T>(value: unknown, at: Path, read: (value: unknown, at: Path) => T): ReadonlyMap<string, T> {
    return new Map(Object.entries(this.object(value, at)).map(([key, one]) => [key, read(one, [...at, key])]));
  }

  text(value: unknown, at: Path): string {
    if (typeof value === "string") return value;
    throw this.refuse(at, `${nameOf(at)} is not a text`);
  }

  texts(value: unknown, at: Path): readonly string[] {
    if (!Array.isArray(value)) throw this.refuse(at, `${nameOf(at)} is not a list`);
    return value.map((one, index) => this.text(one, [...at, String(index)]));
  }

  digest(value: unknown, at: Path): Digest {
    if (typeof value === "string" && /^[0-9a-f]{32}$/.test(value)) return value;
    throw this.refuse(at, `${nameOf(at)} is not a hash`);
  }

  place(at: Path): Place {
    return locate(this.#file, this.#bytes, "json", pointerOf([...at]), "value");
  }

  refuse(at: Path, why: string): SpecmillError {
    return damaged(why, this.place(at));
  }

  #placeAt(offset: number, length: number): Place {
    return placeAtByte(this.#file, this.#bytes, offset, { length });
  }
}

function nameOf(at: Path): string {
  return at.length === 0 ? "the file" : `\`${at.at(-1)}\``;
}

/** The files themselves are not in doubt: what is damaged is what is known of them. */
function damaged(why: string, place: Place): SpecmillError {
  const notes = [
    "bring back its committed version; your files are as they were",
    "or delete the entry of the scaffold: its files are then yours alone, and `specmill new … --track` begins anew",
  ];
  return new SpecmillError([error("scaffold/tracked", `\`${TRACKED_FILE}\` cannot be read: ${why}`, { place, notes })]);
}

function newer(version: number, place: Place): SpecmillError {
  const notes = ["use the newer specmill that wrote it"];
  const message = `\`${TRACKED_FILE}\` has version ${version}, and this specmill knows version ${VERSION}`;
  return new SpecmillError([error("scaffold/tracked", message, { place, notes })], exitCodes.usage);
}
