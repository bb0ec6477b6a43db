/** Annotations name files from the top of the repository; a project may lie further down. */
import { relative } from "node:path";
import { findConfig } from "#config/find.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { join } from "#platform/paths.ts";

/** The project's folder as seen from the workspace: "" when it is the workspace, lies outside of it, or is not known. */
export function folderInWorkspace(workspace: string | undefined, cwd: string, config: string | undefined): string {
  if (workspace === undefined || workspace === "") return "";
  const folder = relative(workspace, rootOf(cwd, config)).replaceAll("\\", "/");
  return folder.startsWith("..") || folder.startsWith("/") ? "" : folder;
}

/** A call without a usable config is reported by the command itself; here it only means that nothing is known. */
function rootOf(cwd: string, config: string | undefined): string {
  try {
    return findConfig(cwd, fs, config)?.root ?? cwd;
  } catch {
    return cwd;
  }
}

/** The event with its files as seen from the workspace. Pure. */
export function inWorkspace(event: Event, folder: string): Event {
  if (folder === "") return event;
  if (event.type === "output") return { ...event, path: join(folder, event.path) };
  return event.type === "diagnostic" ? { ...event, diagnostic: moved(event.diagnostic, folder) } : event;
}

function moved(diagnostic: Diagnostic, folder: string): Diagnostic {
  const { place } = diagnostic;
  if (place === undefined || place.file.startsWith("/")) return diagnostic;
  return { ...diagnostic, place: { ...place, file: join(folder, place.file) } };
}
