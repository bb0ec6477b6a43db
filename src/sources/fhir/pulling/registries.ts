/**
 * The registries of a source, asked one after the other. Each is asked once for each package; one that cannot be reached at all is not asked
 * again. What every one of them said is kept in words, for the error that names them all.
 */

import { SpecmillError } from "#model/errors.ts";
import { HttpError } from "#platform/http.ts";
import type { Listing, Release } from "./listing.ts";
import { decodeListing } from "./listing.ts";
import type { RegistryClient } from "./registry-client.ts";
import type { WantedVersion } from "./wanted-version.ts";
import { chooseRelease, knownVersions } from "./wanted-version.ts";

/** A version that a registry has. */
export interface Offer {
  readonly name: string;
  readonly registry: string;
  readonly release: Release;
}

export interface Search {
  readonly offer: Offer | undefined;
  /** What the registries before it said, or all of them; a sentence each. */
  readonly tried: readonly string[];
  /** One of them did not say whether it has it. */
  readonly isUnsure: boolean;
}

/** A registry did not answer, or not to the point. `why` goes on where a sentence begins with its name. */
interface Failure {
  readonly why: string;
}

export class Registries {
  /** Without a slash at the end. */
  readonly urls: readonly string[];
  readonly #client: RegistryClient;
  readonly #asked = new Map<string, Promise<Listing | Failure | undefined>>();
  readonly #unreachable = new Map<string, Failure>();

  constructor(urls: readonly string[], client: RegistryClient) {
    this.urls = urls.map((url) => url.replace(/\/+$/, ""));
    this.#client = client;
  }

  /** The first that has it, of all or of those after one. */
  async find(name: string, wanted: WantedVersion, after?: string): Promise<Search> {
    const tried: string[] = [];
    let isUnsure = false;
    for (const registry of this.urls.slice(after === undefined ? 0 : this.urls.indexOf(after) + 1)) {
      const listing = await this.#listing(registry, name);
      const release = listing === undefined || "why" in listing ? undefined : chooseRelease(wanted, listing);
      if (release !== undefined) {
        return { offer: { name: (listing as Listing).name, registry, release }, tried, isUnsure };
      }
      isUnsure ||= listing !== undefined && "why" in listing;
      tried.push(`\`${registry}\` ${inWords(listing)}`);
    }
    return { offer: undefined, tried, isUnsure };
  }

  #listing(registry: string, name: string): Promise<Listing | Failure | undefined> {
    const key = `${registry}/${name.toLowerCase()}`;
    const asked = this.#asked.get(key) ?? this.#ask(registry, name);
    this.#asked.set(key, asked);
    return asked;
  }

  async #ask(registry: string, name: string): Promise<Listing | Failure | undefined> {
    const unreachable = this.#unreachable.get(registry);
    if (unreachable !== undefined) return unreachable;
    try {
      // A scope is one segment of the path, slash and all, as npm asks for it.
      const text = await this.#client.text(`${registry}/${name.replace("/", "%2f")}`);
      if (text === undefined) return undefined;
      const listing = decodeListing(text, name, registry);
      return typeof listing === "string" ? { why: listing } : listing;
    } catch (problem) {
      return this.#failure(registry, problem);
    }
  }

  #failure(registry: string, problem: unknown): Failure {
    // The other kind is a listing that was sent as a bomb.
    if (problem instanceof SpecmillError) return { why: `answers with something else than a package` };
    if (!(problem instanceof HttpError)) throw problem;
    const failure = { why: problem.message };
    if (problem.isTransient && problem.status === undefined) this.#unreachable.set(registry, failure);
    return failure;
  }
}

function inWords(listing: Listing | Failure | undefined): string {
  if (listing === undefined) return "does not have it";
  return "why" in listing ? listing.why : `has ${knownVersions(listing)}`;
}
