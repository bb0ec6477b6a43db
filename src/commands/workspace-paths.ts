/**
 * Reports for other programs name files from the top of the repository; a project may lie further down. No path in them is absolute:
 * what lies outside of the repository is told in words, at the config.
 */
import { dirname, relative } from "node:path";
import { configNames, findConfig } from "#config/find.ts";
import type { Diagnostic, Note, Place } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { join } from "#platform/paths.ts";
import type { Environment } from "#platform/terminal.ts";

export interface Workspace {
  /** Absolute, with `/`. */
  readonly top: string;
  /** The project's folder as seen from `top`; "" when it is the same, or lies outside of what a pipeline calls its workspace. */
  readonly folder: string;
  /** The config as seen from `top`. */
  readonly config: string;
}

/** The workspace of a pipeline, or else the repository around the project, or else the project alone. */
export function findWorkspace(env: Environment, cwd: string, named: string | undefined): Workspace {
  const { root, config } = locate(cwd, named);
  const tops = [env.GITHUB_WORKSPACE, env.CI_PROJECT_DIR, repositoryOf(root)].filter(isSet);
  for (const top of tops.map((path) => fs.realPath(path) ?? path)) {
    const folder = slashed(relative(top, root));
    if (!isOutside(folder)) return { top: slashed(top), folder, config: join(folder === "" ? "." : folder, config) };
  }
  return { top: slashed(root), folder: "", config };
}

/** A call without a usable config is reported by the command itself; here it only means that nothing is known. */
function locate(cwd: string, named: string | undefined): { root: string; config: string } {
  const unknown = { root: cwd, config: configNames[0] };
  try {
    const found = findConfig(cwd, fs, named);
    if (found === undefined) return unknown;
    const root = fs.realPath(found.root) ?? found.root;
    return { root, config: slashed(relative(found.root, found.file)) };
  } catch {
    return unknown;
  }
}

/** `.git` is a folder, or a file in a linked work tree. */
function repositoryOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (fs.stamp(join(slashed(folder), ".git")) !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** Above the top, on another drive, in the home folder, or no file at all. */
function isOutside(path: string): boolean {
  return path === ".." || /^(?:\.\.\/|\/|~\/|[A-Za-z]:[\\/]|[a-z][a-z0-9+.-]*:\/\/)/.test(path);
}

/** The event with its files as seen from the top of the workspace. Pure. */
export function inWorkspace(event: Event, workspace: Workspace): Event {
  if (event.type === "output" || event.type === "snapshot") {
    return { ...event, path: fromTop(event.path, workspace) ?? event.path };
  }
  return event.type === "diagnostic" ? { ...event, diagnostic: moved(event.diagnostic, workspace) } : event;
}

/** `undefined` for what lies outside. */
function fromTop(path: string, { top, folder }: Workspace): string | undefined {
  if (path.startsWith(`${top}/`)) return path.slice(top.length + 1);
  if (isOutside(path) && !path.startsWith("../")) return undefined;
  const found = folder === "" ? path : join(folder, path);
  return isOutside(found) ? undefined : found;
}

function moved(diagnostic: Diagnostic, workspace: Workspace): Diagnostic {
  const { place, message } = diagnostic;
  const notes = diagnostic.notes.map((note) => movedNote(note, workspace));
  const words = { ...diagnostic, message: withoutTop(message, workspace), notes };
  if (place === undefined) return words;
  const file = fromTop(place.file, workspace);
  if (file !== undefined) return { ...words, place: { ...place, file } };
  const where = { message: `it is in \`${outsidePlace(place)}\`, outside of the repository` };
  return { ...words, notes: [where, ...notes], place: { file: workspace.config } };
}

function movedNote(note: Note, workspace: Workspace): Note {
  const message = withoutTop(note.message, workspace);
  if (note.place === undefined) return { message };
  const file = fromTop(note.place.file, workspace);
  if (file !== undefined) return { message, place: { ...note.place, file } };
  return { message: `\`${outsidePlace(note.place)}\`: ${message}` };
}

/** The last part of an absolute path: the folders above it are those of one machine. */
function outsidePlace({ file, line, column }: Place): string {
  const isOfMachine = /^(?:\/|[A-Za-z]:[\\/])/.test(file);
  const shown = isOfMachine ? file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1) : file;
  return [shown, line, column].filter((part) => part !== undefined).join(":");
}

function withoutTop(text: string, { top }: Workspace): string {
  return top.length > 1 ? text.replaceAll(`${top}/`, "") : text;
}
