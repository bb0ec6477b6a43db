/** Which files a project is made of, as its lock says, and what git knows of them. */
import { posix } from "node:path";
import { findFiles, wouldFind } from "#cache/find-files.ts";
import type { Manifest } from "#model/manifest.ts";
import { STARTER } from "#model/manifest.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { IndexListing } from "#platform/git-index.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import { decodeManifest, LOCK_FILE } from "#write/manifest.ts";
import type { Project } from "./project.ts";

/** Paths are seen from the project; inputs may lie beside it (`../`). */
export interface Members {
  readonly inputs: ReadonlySet<string>;
  readonly globs: readonly string[];
  readonly outputs: ReadonlySet<string>;
  /** Outputs that belong to the user once they are there. */
  readonly starters: ReadonlySet<string>;
}

/** A symbolic link of the project, and the file or folder that it leads to in the end. */
export interface LinkTarget {
  readonly link: string;
  readonly target: string;
}

/** As the lock of a folder says; `undefined` when it has none, or a damaged one: then nobody knows. */
export function membersOf(root: string): Members | undefined {
  const bytes = fs.read(absolute(root, LOCK_FILE));
  if (bytes === undefined) return undefined;
  // What is wrong with it is told by the run.
  let isWhole = true;
  const manifest = decodeManifest(Buffer.from(bytes).toString("utf8"), () => {
    isWhole = false;
  });
  return isWhole ? sortOut(manifest) : undefined;
}

function sortOut({ targets }: Manifest): Members {
  const [inputs, globs, outputs, starters] = Array.from({ length: 4 }, () => new Set<string>());
  const members = { inputs, globs, outputs, starters } as Record<keyof Members, Set<string>>;
  for (const claim of targets.values()) {
    for (const name of claim.inputs.keys()) {
      if (name.startsWith("glob:")) members.globs.add(name.slice("glob:".length));
      else members.inputs.add(name);
    }
    for (const [path, { hash }] of claim.outputs) (hash === STARTER ? members.starters : members.outputs).add(path);
  }
  return { ...members, globs: [...members.globs] };
}

/** Whether a path is of the project. Without members every path may be. */
export function isMember(path: string, members: Members | undefined, { config }: Pick<Project, "config">): boolean {
  if (members === undefined || path === LOCK_FILE || path === config) return true;
  const { inputs, globs, outputs, starters } = members;
  if (inputs.has(path) || outputs.has(path) || starters.has(path)) return true;
  return globs.some((glob) => wouldFind(glob, [], path));
}

/**
 * Whether the work tree can answer for the index: no file of the project differs between the two. It must be asked only of a project that
 * is in step, because only then its lock names every input.
 */
export function isSameInIndex(listing: IndexListing, members: Members | undefined, project: Project): boolean {
  const targets = linkTargets(listing, project.root).map(({ target }) => target);
  const isBehindLink = (path: string) => targets.some((target) => path === target || path.startsWith(`${target}/`));
  const isOther = (path: string) => isMember(path, members, project) || isBehindLink(path);
  return ![listing.differing, listing.untracked, listing.hidden].some((paths) => paths.values().some(isOther));
}

/** Of links that lead somewhere. */
export function linkTargets({ links }: IndexListing, root: string): LinkTarget[] {
  const top = links.size === 0 ? root : (fs.realPath(root) ?? root);
  return [...links].flatMap((link) => {
    const target = fs.realPath(absolute(root, link));
    return target === undefined ? [] : [{ link, target: projectPath(top, target) }];
  });
}

/** Where inputs lie that are beside the project: files, and the folders that patterns look into. */
export function placesOutside(members: Members | undefined): string[] {
  if (members === undefined) return [];
  const places = [...members.inputs, ...members.globs.map((glob) => glob.replace(/(?:^|\/)[^/]*[*?[\]{}!].*$/, ""))];
  return [...new Set(places.filter((place) => place === ".." || place.startsWith("../")))];
}

/**
 * Inputs that are there and that git does not keep: ignored ones, those in a submodule or in a repository of their own, those outside of
 * the repository. No commit holds them, so that they are what they are in the work tree.
 */
export function inputsBeyondGit(members: Members | undefined, listing: IndexListing, root: string): string[] {
  if (members === undefined) return [];
  const found = [...members.inputs, ...members.globs.flatMap((glob) => findFiles(glob, [], root, fs).files)];
  const isKept = (path: string) => listing.tracked.has(path) || listing.untracked.has(path);
  const isThere = (path: string) => fs.stamp(absolute(root, path))?.type === "file";
  return [...new Set(found)].filter((path) => !isKept(path) && isThere(path));
}

/** How many folders above the top of the repository the paths lead at most. */
export function stepsAbove(paths: readonly string[], prefix: string): number {
  const steps = paths.map((path) => /^(?:\.\.\/)*/.exec(posix.normalize(prefix + path))?.[0].length ?? 0);
  return Math.max(0, ...steps) / "../".length;
}
