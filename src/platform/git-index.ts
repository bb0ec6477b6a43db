/** What git knows of the files of a folder: its index, and how the work tree differs from it. One process. */
import { GitProblem, tryGit } from "./git-process.ts";

/** Paths are seen from the folder that was asked about. */
export interface IndexListing {
  /** Everything in the index. */
  readonly tracked: ReadonlySet<string>;
  /** Files whose work tree version is another one than the index's, or is gone. */
  readonly differing: ReadonlySet<string>;
  /** Neither in the index nor ignored. What lies in a repository of its own is one path that ends in `/`. */
  readonly untracked: ReadonlySet<string>;
  /** In the index, and the work tree is not looked at: left out by a sparse checkout, or said to be unchanged by the user. */
  readonly hidden: ReadonlySet<string>;
  /** Of a merge that is not finished. */
  readonly unmerged: ReadonlySet<string>;
  /** Symbolic links in the index. */
  readonly links: ReadonlySet<string>;
}

/**
 * Lists the folder and the paths beside it in `more`, which must lie in the same repository. `undefined` when there is no work tree of
 * git, or no git. Throws GitProblem when git refuses.
 */
export async function listIndex(folder: string, more: readonly string[]): Promise<IndexListing | undefined> {
  const kinds = ["--cached", "--modified", "--deleted", "--others", "--exclude-standard"];
  const args = ["ls-files", "-z", "-v", "--stage", ...kinds, "--", ".", ...more.map((path) => `:(literal)${path}`)];
  const result = await tryGit({ folder, args });
  if (result === undefined || isNoWorkTree(result)) return undefined;
  if (result.exitCode !== 0) throw new GitProblem(result.stderr.trim());
  return sortOut(new TextDecoder().decode(result.stdout).split("\0"));
}

export function isNoWorkTree({ exitCode, stderr }: { readonly exitCode: number; readonly stderr: string }): boolean {
  return exitCode === 128 && /not a git repository|must be run in a work tree/.test(stderr);
}

/**
 * `H 100644 <hash> 0<tab>path`, and `? path` for what is not in the index. The letter says what it is; it is a small one for files that the
 * user said to be unchanged.
 */
function sortOut(lines: readonly string[]): IndexListing {
  const [tracked, differing, untracked, hidden, unmerged, links] = Array.from({ length: 6 }, () => new Set<string>());
  const listing = { tracked, differing, untracked, hidden, unmerged, links } as Record<keyof IndexListing, Set<string>>;
  for (const line of lines) {
    const letter = line[0];
    if (letter === "?") listing.untracked.add(line.slice(2));
    if (letter === undefined || letter === "?") continue;
    const path = line.slice(line.indexOf("\t") + 1);
    listing.tracked.add(path);
    if (line.startsWith("120000", 2)) listing.links.add(path);
    if (letter === "C" || letter === "R") listing.differing.add(path);
    else if (letter === "M") listing.unmerged.add(path);
    else if (letter === "S" || letter !== letter.toUpperCase()) listing.hidden.add(path);
  }
  return listing;
}
