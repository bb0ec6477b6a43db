/** What may come out of an archive: files and folders whose names stay below the folder that they are unpacked into. Pure. */

export type TarEntryType =
  | "file"
  | "folder"
  | "hard link"
  | "symbolic link"
  | "device"
  | "sparse file"
  | "special entry";

/** Deeper is no package, and the names of some systems end there. */
const MAX_DEPTH = 32;

/** What every file system takes. */
const MAX_NAME_BYTES = 255;

/** By the flag of its header; old archives write a folder as a file whose name ends with a slash. */
export function entryType(flag: string, path: string): TarEntryType {
  if (flag === "0" || flag === "7") return path.endsWith("/") ? "folder" : "file";
  if (flag === "5") return "folder";
  if (flag === "1") return "hard link";
  if (flag === "2") return "symbolic link";
  if (flag === "S") return "sparse file";
  return "346".includes(flag) ? "device" : "special entry";
}

/** In words why an entry must not be unpacked; `undefined` when it may be. */
export function unsafeEntry(path: string, type: TarEntryType): string | undefined {
  const shown = `\`${path.replace(/\p{Cc}/gu, "\u{fffd}")}\``;
  if (type !== "file" && type !== "folder") return `${shown} is a ${type}`;
  if (/\p{Cc}/u.test(path)) return `the name ${shown} has control characters`;
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return `${shown} is an absolute path`;
  if (path.includes("\\")) return `${shown} has a backslash`;
  const segments = segmentsOf(path);
  if (segments.includes("..")) return `${shown} leads out of the folder`;
  if (segments.length === 0 && type === "file") return "an entry has no name";
  if (segments.length > MAX_DEPTH) return `${shown} lies in more than ${MAX_DEPTH} folders`;
  const isLong = segments.some((segment) => Buffer.byteLength(segment) > MAX_NAME_BYTES);
  return isLong ? `${shown} has a name of more than ${MAX_NAME_BYTES} bytes` : undefined;
}

/** `./package//x/` is `package/x`. */
export function normalPath(path: string): string {
  return segmentsOf(path).join("/");
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
