/** Puts outputs into the index, and where the work tree was as the index had it, into the work tree too: a commit leaves no difference behind. */
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Repository } from "#platform/git.ts";
import type { IndexListing } from "#platform/git-index.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import type { IndexTree } from "./index-tree.ts";
import type { Project } from "./project.ts";
import { membersOf } from "./staged-members.ts";

export interface Staging {
  readonly project: Project;
  readonly repository: Repository;
  /** As it was before. */
  readonly listing: IndexListing;
  readonly tree: IndexTree;
}

/** The paths come from the tree; those that are not there are deleted. Nothing else is staged, and no edit of the work tree is lost. */
export async function putIntoIndex(paths: readonly string[], staging: Staging): Promise<void> {
  const { repository, listing, tree, project } = staging;
  keepStarters(paths, staging);
  await repository.stage(paths, tree.top, listing.hidden.size > 0);
  const isOwn = (path: string) => [listing.differing, listing.untracked, listing.hidden].some((own) => own.has(path));
  const following = paths.filter((path) => !isOwn(path));
  const isMade = (path: string) => fs.stamp(absolute(tree.root, path)) !== undefined;
  for (const path of following) if (!isMade(path)) removeOutput(path, project.root);
  const made = following.filter(isMade);
  await repository.restore(
    made.filter((path) => listing.tracked.has(path)),
    true,
  );
  await repository.restore(
    made.filter((path) => !listing.tracked.has(path) && hasRoom(path, project.root)),
    false,
  );
}

/** What was started for the user is committed as the user has it. */
function keepStarters(paths: readonly string[], { project, tree }: Staging): void {
  const starters = membersOf(tree.root)?.starters;
  for (const path of paths) {
    const own = absolute(project.root, path);
    if (starters?.has(path) !== true || fs.stamp(own)?.type !== "file") continue;
    fs.remove(absolute(tree.root, path));
    fs.copy(own, absolute(tree.root, path));
  }
}

/** With the folders that it leaves empty, as `generate` does. */
function removeOutput(path: string, root: string): void {
  fs.remove(absolute(root, path));
  for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder))
    if (!fs.removeEmptyFolder(absolute(root, folder))) return;
}

/** git would remove what is in the way, a file in the place of a folder too. */
function hasRoom(path: string, root: string): boolean {
  if (fs.stamp(absolute(root, path)) !== undefined) return false;
  for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder)) {
    const there = fs.stamp(absolute(root, folder));
    if (there !== undefined) return there.type === "folder";
  }
  return true;
}
