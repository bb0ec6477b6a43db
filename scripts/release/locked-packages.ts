/** What package-lock.json says of a package: the one place that knows which bytes a version is. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

export interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly license?: string;
}

interface LockFile {
  readonly packages: Readonly<Record<string, Partial<LockedPackage>>>;
}

/** `path` as the lock file writes it, such as `node_modules/zod`. Throws when it pins no such package. */
export function lockedPackage(root: string, path: string): LockedPackage {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as LockFile;
  const { version, integrity, license } = packages[path] ?? {};
  if (version === undefined || integrity === undefined) throw new Error(`package-lock.json does not pin \`${path}\``);
  return { version, integrity, ...(license === undefined ? {} : { license }) };
}

/** `/home/me/specmill/node_modules/@b/c/x.js` -> `node_modules/@b/c`; undefined for a file of the project itself. */
export function packageFolder(root: string, path: string): string | undefined {
  const inside = relative(root, path).replaceAll("\\", "/");
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(inside)?.[0];
}

/** The name of the package that lies there. */
export function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}
