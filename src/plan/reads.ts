/** What a read looks like now: the other half of staleness. Each digest is computed once, when first asked for. */
import type { Read } from "#model/job.ts";
import type { Digest, Unit, UnitSet } from "#model/unit.ts";
import { hashContent, hashParts } from "#platform/hash.ts";

/** Where reads are looked up. */
export interface ReadSources {
  readonly units: UnitSet;
  /** Output path of a unit in this target. */
  link(unit: string): string | undefined;
  /** Digest of a partial or module of the pack. */
  partial(path: string): Digest | undefined;
}

/** Stands for something that is not there; a unit that appears later changes the read. */
const NOTHING = "";

export class CurrentReads {
  readonly #sources: ReadSources;
  readonly #before: ReadonlyMap<Read, Digest>;
  readonly #digests = new Map<Read, Digest>();

  /** `before` is what the reads looked like at the last run. */
  constructor(sources: ReadSources, before: ReadonlyMap<Read, Digest> = new Map()) {
    this.#sources = sources;
    this.#before = before;
  }

  digest(read: Read): Digest {
    let digest = this.#digests.get(read);
    if (digest === undefined) {
      digest = this.#compute(read);
      this.#digests.set(read, digest);
    }
    return digest;
  }

  #compute(read: Read): Digest {
    const split = read.indexOf(":");
    const what = read.slice(split + 1);
    const { units } = this.#sources;
    switch (read.slice(0, split)) {
      case "data":
        return units.get(what)?.digest ?? NOTHING;
      case "facts":
        return this.#unchangedFacts(what) ?? factsDigest(units.get(what));
      case "origin":
        return originText(units.get(what));
      case "list":
        return hashContent(Array.from(units.list(what), factsText).join("\n"));
      case "content":
        return hashParts(Array.from(units.list(what), (unit) => unit.digest));
      case "link":
        return this.#sources.link(what) ?? NOTHING;
      default:
        return this.#sources.partial(what) ?? NOTHING;
    }
  }

  /** A unit with the same content has the same facts: most need not be hashed. */
  #unchangedFacts(unit: string): Digest | undefined {
    const content = this.#before.get(`data:${unit}`);
    return content !== undefined && content === this.digest(`data:${unit}`)
      ? this.#before.get(`facts:${unit}`)
      : undefined;
  }
}

function originText(unit: Unit | undefined): string {
  return unit === undefined ? NOTHING : `${unit.origin.file}#${unit.origin.pointer}`;
}

function factsDigest(unit: Unit | undefined): Digest {
  return unit === undefined ? NOTHING : hashContent(factsText(unit));
}

function factsText(unit: Unit): string {
  return JSON.stringify([unit.id, unit.kind, unit.name, unit.slug, unit.facts]);
}
