/**
 * File-name-safe names for units, shared by the sources.
 * Invariant: a slug is `[a-z0-9._-]+`, fits every file system, and depends only on the names that came before it.
 */

import type { Digest } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";

/** Long enough to tell names apart, short enough that folder + slug + ending stay below the 255 bytes of a file name. */
const maxLength = 80;

/** Windows takes these for devices, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/;

/** Letters that NFKD leaves whole, as they are written where the letter is missing. */
const letters: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ı", "i"],
]);

/** Which slugs are taken; the value is the last suffix given to a name that wanted this slug. A `Map` will do. */
export interface TakenSlugs {
  get(slug: string): number | undefined;
  set(slug: string, lastSuffix: number): unknown;
}

/** Gives each name a slug that no earlier name of this call got: the second comer ends in `-2`. */
export function slugs(taken: TakenSlugs = new Map()): (name: string) => string {
  return (name) => {
    const base = slugOf(name);
    return suffixed(base, takeSuffix(base, taken));
  };
}

/** The slug that a name wants: pure, never empty. */
export function slugOf(name: string): string {
  // Most names need nothing: an early answer saves 4 ms on a document with 3,000 of them.
  if (name.length <= maxLength && /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$/.test(name) && !reserved.test(name))
    return name;
  const plain = (/^\p{ASCII}*$/u.test(name) ? name.toLowerCase() : toAscii(name)).replace(/[^a-z0-9._-]+/g, "-");
  const slug = trim(trim(plain).slice(0, maxLength));
  if (slug === "") return "unnamed";
  return reserved.test(slug) ? `_${slug}` : slug;
}

/** Accents go, letters without a plain form become a dash. */
function toAscii(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase();
  return plain.replace(/\P{ASCII}/gu, (letter) => letters.get(letter) ?? (/\p{M}/u.test(letter) ? "" : "-"));
}

/** The suffix that makes `base` unique, 1 for none; the slug is taken from then on. */
export function takeSuffix(base: string, taken: TakenSlugs): number {
  const last = taken.get(base);
  if (last === undefined) {
    taken.set(base, 1);
    return 1;
  }
  for (let suffix = last + 1; ; suffix++) {
    const slug = suffixed(base, suffix);
    if (taken.get(slug) !== undefined) continue;
    taken.set(base, suffix);
    taken.set(slug, 1);
    return suffix;
  }
}

/** `base` with its suffix, cut so that the whole keeps the length. */
export function suffixed(base: string, suffix: number): string {
  if (suffix === 1) return base;
  const ending = `-${suffix}`;
  return base.slice(0, maxLength - ending.length) + ending;
}

/**
 * A unit's digest with what its slug takes from other units: the suffix of a second comer. A slug without one follows from the unit's own
 * name, and its digest stays as it is.
 */
export function digestWithSlug(digest: Digest, slug: string): Digest {
  return /-\d+$/.test(slug) ? hashParts([digest, slug]) : digest;
}

/** A leading dot hides a file, a trailing one is dropped by Windows, and dashes at the ends only come from replaced characters. */
function trim(slug: string): string {
  return slug.replace(/^[.-]+|[.-]+$/g, "");
}
