/**
 * Where an action may write: inside the project, never into what git and specmill keep for themselves (docs/security.md).
 * Unlike a target's output, it may touch `package.json` and the files of other tools: that is what generators are made for.
 */
import { dirname, join, relative } from "node:path";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { isWithin, projectPath } from "#platform/paths.ts";
import type { Refusal } from "#write/guard.ts";
import { refusalDiagnostic, refusePath, refusePlace } from "#write/guard.ts";
import type { ActionTemplate } from "../action.ts";
import { attributePlace } from "../front-matter/attribute-place.ts";
import type { ProjectTree } from "./project-tree.ts";

/** Guarded files that an action may change, as patterns of the config's `allow`. `.git`, `.specmill` and `node_modules` are not among them. */
export const actionAllows: readonly string[] = [
  ...[".github", ".husky", ".vscode"].flatMap((folder) => [`${folder}/**`, `**/${folder}/**`]),
  "package.json",
  "specmill.{yaml,yml,json,toml}",
  "specmill.config.ts",
];

export interface Bounds {
  /** Absolute. */
  readonly boundary: string;
  /** Absolute paths, named by the user; what lies in them may be written too. */
  readonly outside: readonly string[];
}

/** The folder that a commit names a file from: the boundary, or the named place outside of it, or what there is of its way. */
export function writeRoot(path: string, { boundary, outside }: Bounds, fs: FileSystem): string {
  if (isWithin(boundary, path)) return boundary;
  const place = outside.find((folder) => isWithin(folder, path)) ?? dirname(path);
  let root = place === path ? dirname(place) : place;
  while (fs.stamp(root) === undefined && dirname(root) !== root) root = dirname(root);
  return root;
}

/**
 * Where a path leads when links in the project are followed, as long as they stay in it: a folder of a monorepo may be a link to another
 * one. A path that leads elsewhere is handed back as it is, for the guard to refuse.
 */
function throughLinks(path: string, bounds: Bounds, fs: FileSystem): string {
  try {
    return followed(path, bounds, fs) ?? path;
  } catch {
    // A name that the system refuses: the guard says why.
    return path;
  }
}

function followed(path: string, { boundary, outside }: Bounds, fs: FileSystem): string | undefined {
  let there = path;
  while (fs.stamp(there) === undefined && dirname(there) !== there) there = dirname(there);
  const real = fs.realPath(there);
  if (real === undefined) return undefined;
  const target = join(real, relative(there, path));
  for (const folder of [boundary, ...outside]) {
    const top = fs.realPath(folder) ?? folder;
    if (isWithin(top, target)) return join(folder, relative(top, target));
  }
  return undefined;
}

/** A file that is to be written, and the front matter key that says so. */
export interface Target {
  /** Absolute. */
  readonly path: string;
  /** As the template has it. */
  readonly to: string;
  readonly key: "to" | "setup";
  readonly template: ActionTemplate;
}

/**
 * The path that a target is written at: itself, or where links in the project lead. Throws SpecmillError when it may not be written, or
 * cannot be beside what the action writes already.
 */
export function guardOutput(target: Target, bounds: Bounds, fs: FileSystem, tree?: ProjectTree): string {
  const { path, key, template } = target;
  const refusal = refusalOf(target, bounds, fs, tree);
  if (refusal === undefined) return path;
  const real = refusal.code === "write/symlink" ? throughLinks(path, bounds, fs) : path;
  if (real !== path) return guardOutput({ ...target, path: real }, bounds, fs, tree);
  const fix = refusal.code === "write/path" ? advice[key] : refusal.fix;
  const place = attributePlace(template, key);
  throw new SpecmillError([refusalDiagnostic(projectPath(bounds.boundary, path), { ...refusal, fix }, { place })]);
}

function refusalOf(target: Target, bounds: Bounds, fs: FileSystem, tree?: ProjectTree): Refusal | undefined {
  const { path } = target;
  const inside = [bounds.boundary, ...bounds.outside].find((folder) => isWithin(folder, path));
  if (inside === undefined) throw outside(target, bounds);
  const root = inside === path ? dirname(path) : inside;
  const shown = projectPath(root, path);
  return refusePath(shown, ".", actionAllows) ?? refusePlace(shown, root, fs) ?? refusePending(path, root, tree);
}

const advice = {
  to: "change `to`, or the name that it is made from",
  setup: "leave it out of the folder, or choose another place with `--to`",
};

function refusePending(path: string, root: string, tree: ProjectTree | undefined): Refusal | undefined {
  const obstacle = tree?.obstacle(path);
  if (obstacle === undefined) return undefined;
  const other = projectPath(root, obstacle);
  const why = isWithin(path, obstacle)
    ? `is the folder of \`${other}\`, which the action writes too`
    : `needs a folder where the action writes the file \`${other}\``;
  return { code: "write/path", why, fix: "" };
}

function outside({ path, to, key, template }: Target, { boundary }: Bounds): SpecmillError {
  const notes = [`\`--allow-outside ${path}\` lets this one be written, a folder all that lies in it`];
  const message = `\`${to}\` lies outside the project \`${boundary}\``;
  const problem = error("write/outside", message, { place: attributePlace(template, key), notes });
  return new SpecmillError([problem], exitCodes.usage);
}
