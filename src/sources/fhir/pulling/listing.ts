/**
 * What a registry says of a package: `GET /{name}`. Both registries of FHIR and those of npm speak this dialect with small differences: hashes
 * in either case, dependencies of versions or none, tarballs on another host or left out. What a version says wrongly costs that version.
 */
import type { Json, JsonObject } from "#model/json.ts";
import { isPackageName, isPackageVersion } from "../manifest.ts";
import { isObject, textIn } from "../package-json.ts";

export interface Listing {
  /** In the spelling of the registry. */
  readonly name: string;
  /** The version that the registry calls so. */
  readonly latest: string | undefined;
  readonly releases: ReadonlyMap<string, Release>;
}

export interface Release {
  readonly version: string;
  /** Where its archive is. */
  readonly url: string;
  /** SHA-1 in lower case hex. */
  readonly shasum: string | undefined;
  /** Hashes as npm registries tell them: `sha512-…`, maybe several. */
  readonly integrity: string | undefined;
  /** `undefined` where the registry keeps them to itself: then only the archive tells. */
  readonly dependencies: { readonly [name: string]: string } | undefined;
}

/** The listing, or in words what is wrong with the answer. `registry` is its URL, without a slash at the end. */
export function decodeListing(text: string, asked: string, registry: string): Listing | string {
  const value = parsed(text);
  if (!isObject(value) || !isObject(value.versions)) return "answers with something else than a package";
  const said = textIn(value.name) ?? textIn(value._id) ?? asked;
  if (said.toLowerCase() !== asked.toLowerCase() || !isPackageName(said)) {
    return `answers with \`${said}\``;
  }
  const releases = Object.entries(value.versions).flatMap(([version, release]) => {
    const found = releaseOf(version, release, `${registry}/${said}/${version}`);
    return found === undefined ? [] : [[version, found] as const];
  });
  const tags = value["dist-tags"];
  const latest = isObject(tags) ? textIn(tags.latest) : undefined;
  return { name: said, latest, releases: new Map(releases) };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function releaseOf(version: string, release: Json, ownUrl: string): Release | undefined {
  if (!isPackageVersion(version) || !isObject(release)) return undefined;
  const dist = isObject(release.dist) ? release.dist : {};
  const url = URL.parse(textIn(dist.tarball) ?? ownUrl, ownUrl)?.href;
  if (url === undefined) return undefined;
  return {
    version,
    url,
    shasum: textIn(dist.shasum)?.toLowerCase(),
    integrity: textIn(dist.integrity),
    dependencies: dependenciesOf(release),
  };
}

function dependenciesOf({ dependencies }: JsonObject): { readonly [name: string]: string } | undefined {
  if (!isObject(dependencies)) return undefined;
  const texts = Object.entries(dependencies).filter(([, range]) => textIn(range) !== undefined);
  return Object.fromEntries(texts) as { readonly [name: string]: string };
}
