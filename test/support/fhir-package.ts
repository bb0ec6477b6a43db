/** FHIR packages made on the fly: their files as an object, and archives of them, also such as no honest program would write. */
import { gzipSync } from "node:zlib";

export interface PackageParts {
  readonly name?: string;
  readonly version?: string;
  readonly fhirVersions?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Path in the folder `package` -> content; objects become JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
}

/** The files of a package by their path in the archive: `package/package.json`, … */
export function packageFiles(parts: PackageParts): Record<string, string> {
  const { name = "test.package", version = "1.0.0", fhirVersions, dependencies, files = {} } = parts;
  const all = { "package.json": { name, version, fhirVersions, dependencies }, ...files };
  return Object.fromEntries(Object.entries(all).map(([path, content]) => [`package/${path}`, textOf(content)]));
}

/** The same files below another folder, as a project or a cache has them. */
export function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

export function tgzOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
  return gzipSync(tarOf(entries));
}

/** A definition with what every one has; `more` wins. */
export function definition(resourceType: string, id: string, more: object = {}): object {
  return { resourceType, id, url: `http://example.org/${resourceType}/${id}`, name: id, status: "active", ...more };
}

export interface TarPart {
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** The letter in the header; `0` is a file. */
  readonly flag?: string;
  /** What the header claims, where that is not the length of the content. */
  readonly size?: number;
  /** Writes over bytes of the header, before the checksum is made. */
  readonly patch?: (header: Uint8Array) => void;
  /** Writes over bytes of the finished header. */
  readonly damage?: (header: Uint8Array) => void;
}

/** `end` is what follows the last entry: two blocks of zeros, as a rule. */
export function tarOf(parts: readonly TarPart[], end: Uint8Array = new Uint8Array(1024)): Uint8Array {
  return Buffer.concat([...parts.flatMap(blocksOf), end]);
}

/** A pax header for the next entry. */
export function pax(fields: Readonly<Record<string, string>>, flag = "x"): TarPart {
  const lines = Object.entries(fields).map(([key, value]) => paxLine(` ${key}=${value}\n`));
  return { path: "PaxHeader/x", flag, content: lines.join("") };
}

export function write(block: Uint8Array, at: number, text: string): void {
  block.set(Buffer.from(text), at);
}

/** The length in front of a line counts itself. */
function paxLine(rest: string): string {
  const bytes = Buffer.byteLength(rest);
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length++;
  return `${length}${rest}`;
}

function blocksOf({ path, content = "", flag = "0", size, patch, damage }: TarPart): Uint8Array[] {
  const bytes = Buffer.from(content as string);
  const header = new Uint8Array(512);
  write(header, 0, path);
  write(header, 100, "0000644\0");
  write(header, 124, `${(size ?? bytes.length).toString(8).padStart(11, "0")}\0`);
  write(header, 156, flag);
  write(header, 257, "ustar\0" + "00");
  patch?.(header);
  write(header, 148, "        ");
  const sum = header.reduce((total, byte) => total + byte, 0);
  write(header, 148, `${sum.toString(8).padStart(6, "0")}\0 `);
  damage?.(header);
  return [header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}
