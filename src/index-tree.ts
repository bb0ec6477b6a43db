/**
 * The index as files: a folder of its own with what git is about to commit, laid out as the work tree is, so that a project can be judged
 * and generated in it. What no commit holds (installed programs, inputs that git ignores) is as it is in the work tree.
 */
import { dirname, join } from "node:path";
import { realFileSystem as fs, linkFolder, makeTemporaryFolder } from "#platform/file-system.ts";
import type { Repository } from "#platform/git.ts";
import type { IndexListing } from "#platform/git-index.ts";
import { absolute } from "#platform/paths.ts";
import type { Project } from "./project.ts";
import type { LinkTarget, Members } from "./staged-members.ts";
import { inputsBeyondGit, linkTargets, placesOutside, stepsAbove } from "./staged-members.ts";

export interface IndexTree {
  /** Absolute path of the folder that stands for the work tree. */
  readonly top: string;
  /** Absolute path of the project in it. */
  readonly root: string;
}

export interface IndexTreeRequest {
  readonly project: Project;
  readonly repository: Repository;
  readonly listing: IndexListing;
  readonly members: Members | undefined;
}

/** Calls with the folder, and removes it at every end. */
export async function inIndexTree<Result>(
  request: IndexTreeRequest,
  use: (tree: IndexTree) => Promise<Result>,
): Promise<Result> {
  const { project, repository, listing, members } = request;
  const temporary = makeTemporaryFolder("specmill-index");
  try {
    const beyond = inputsBeyondGit(members, listing, project.root);
    // Deep enough that a way out of the repository does not lead out of what is removed in the end.
    const top = join(temporary, ...Array.from({ length: stepsAbove(beyond, repository.prefix) + 1 }, () => "tree"));
    const tree = { top, root: join(top, repository.prefix) };
    fs.makeFolder(tree.root);
    await repository.checkOut(top, patternsOf(request), listing.hidden.size > 0);
    const targets = linkTargets(listing, project.root);
    for (const one of targets) if (stepsAbove([one.target], repository.prefix) > 0) leadOut(one, project, tree);
    for (const path of beyond) copyFile(absolute(project.root, path), absolute(tree.root, path));
    linkPrograms(request, tree);
    return await use(tree);
  } finally {
    fs.removeFolder(temporary);
  }
}

/** The project, its inputs beside it, and the files of the folders above it: formatters and git look there for their settings. */
function patternsOf({ project, repository: { prefix }, listing, members }: IndexTreeRequest): string[] {
  // A link may lead by way of others: then all of the repository is there.
  const isOutside = ({ link, target }: LinkTarget) => target.startsWith("..") || listing.differing.has(link);
  if (linkTargets(listing, project.root).some(isOutside)) return [":(top)"];
  const above = parentsOf(prefix).map((folder) => `:(top,glob)${escapeGlob(folder)}*`);
  const beside = placesOutside(members).filter((place) => stepsAbove([place], prefix) === 0);
  return [".", ...above, ...beside.map((place) => `:(literal)${place}`)];
}

/** `packages/shop/` -> "", `packages/`. */
function parentsOf(prefix: string): string[] {
  const names = prefix.split("/").slice(0, -1);
  return names.map((_, at) =>
    names
      .slice(0, at)
      .map((name) => `${name}/`)
      .join(""),
  );
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[\]\\]/g, "\\$&");
}

/** A link out of the repository leads to the same place as in the work tree. */
function leadOut({ link, target }: LinkTarget, { root }: Project, tree: IndexTree): void {
  if (fs.stamp(absolute(tree.root, link))?.type !== "link") return;
  fs.remove(absolute(tree.root, link));
  linkFolder(absolute(fs.realPath(root) ?? root, target), absolute(tree.root, link));
}

function copyFile(from: string, to: string): void {
  if (fs.stamp(to) !== undefined) return;
  fs.makeFolder(dirname(to));
  fs.copy(from, to);
}

/** Where package managers put what a formatter or a template of the project needs. */
const INSTALLED = ["node_modules", "vendor", ".venv", "venv"];

function linkPrograms({ project, repository: { top, prefix } }: IndexTreeRequest, tree: IndexTree): void {
  for (const name of INSTALLED) linkFolder(join(project.root, name), join(tree.root, name));
  for (const folder of parentsOf(prefix))
    linkFolder(join(top, folder, "node_modules"), join(tree.top, folder, "node_modules"));
}
