/** Which version is meant: exact, `latest`, a wildcard, a range, or a build that no registry has. Pure. */
import { isSemantic, newestFirst } from "../version-order.ts";
import type { Listing, Release } from "./listing.ts";

export type WantedVersion =
  | { readonly kind: "exact"; readonly version: string }
  | { readonly kind: "latest" }
  | { readonly kind: "range"; readonly range: string }
  /** `dev`, `current`, `current$branch`: what a build has put into the cache of this machine. */
  | { readonly kind: "build"; readonly word: string };

/** `undefined` for what is none of them. `Bun.semver` takes any word and says that everything fits, so it is only asked about ranges. */
export function parseWantedVersion(text: string): WantedVersion | undefined {
  const word = text.trim();
  if (word === "" || word === "latest") return { kind: "latest" };
  if (/^(?:dev|current)(?:\$[\w.-]+)?$/.test(word)) return { kind: "build", word };
  if (isSemantic(word) || irregular.test(word)) return { kind: "exact", version: word };
  return word.split("||").every(isAlternative) ? { kind: "range", range: word } : undefined;
}

const part = String.raw`(?:\d+|[xX*])`;
const label = String.raw`(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?`;
/** Old packages: `2018.Sep`, `1.0.0.2`. */
const irregular = /^\d[\w-]*(?:\.\d+){3,}[\w.-]*$|^\d+\.?[A-Za-z]{2,}[\w.-]*$/;
const version = String.raw`v?${part}(?:\.${part}){0,2}${label}`;
const hyphen = new RegExp(`^${version} +- +${version}$`);
const comparator = new RegExp(`^(?:[~^]|[<>]=?|=)? *${version}$`);

function isAlternative(text: string): boolean {
  const trimmed = text.trim();
  // A space between an operator and its version belongs to both.
  const comparators = trimmed.replace(/([~^<>=]) +/g, "$1").split(/ +/);
  return hyphen.test(trimmed) || comparators.every((one) => comparator.test(one));
}

/** What a registry has for it; `undefined` when nothing fits. Pre-releases fit only where they are asked for. */
export function chooseRelease(wanted: WantedVersion, listing: Listing): Release | undefined {
  if (wanted.kind === "exact") return listing.releases.get(wanted.version);
  if (wanted.kind === "latest") return latestOf(listing);
  if (wanted.kind === "build") return undefined;
  // `1.0` is a range, unless there is just that.
  return listing.releases.get(wanted.range) ?? highest(listing, (one) => Bun.semver.satisfies(one, wanted.range));
}

/** In words of a user: the newest first, and not all of many. */
export function knownVersions({ releases }: Listing): string {
  const sorted = [...releases.keys()].sort(newestFirst);
  const shown = sorted.slice(0, 5).map((one) => `\`${one}\``);
  const more = sorted.length - shown.length;
  return shown.length === 0 ? "no version of it" : `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What the registry says, as long as it has it; else the highest that is no pre-release; else the highest. */
function latestOf(listing: Listing): Release | undefined {
  const said = listing.latest === undefined ? undefined : listing.releases.get(listing.latest);
  return said ?? highest(listing, (one) => !one.includes("-")) ?? highest(listing, () => true);
}

function highest({ releases }: Listing, fits: (version: string) => boolean): Release | undefined {
  const [best] = [...releases.keys()].filter((one) => isSemantic(one) && fits(one)).sort(newestFirst);
  return best === undefined ? undefined : releases.get(best);
}
