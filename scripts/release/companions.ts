/** What lies beside the binary in an archive: readme, licences, and what shells and man read where the repository has it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lockedPackage, packageName } from "./locked-packages.ts";
import type { ArchiveEntry } from "./tar.ts";

/** Folders of docs/ that go in as they are: specmill makes them from its table of commands. */
const folders = ["completions", "man"];

/** `bundled` are the folders of the packages that were compiled in, such as `node_modules/zod`. */
export function companions(root: string, bundled: readonly string[]): readonly ArchiveEntry[] {
  const entry = (folder: string, path: string) => ({ path, bytes: new Uint8Array(readFileSync(join(folder, path))) });
  const docs = join(root, "docs");
  const files = ["LICENSE", "README.md"].map((path) => entry(root, path));
  const made = folders.flatMap((folder) => filesIn(docs, folder)).map((path) => entry(docs, path));
  return [...files, ...made, { path: "THIRD-PARTY.txt", bytes: Buffer.from(thirdPartyText(root, bundled)) }];
}

function filesIn(root: string, folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.map((one) =>
    join(one.parentPath, one.name)
      .slice(root.length + 1)
      .replaceAll("\\", "/"),
  );
}

/** The licences ask that their text goes where the code goes. */
function thirdPartyText(root: string, bundled: readonly string[]): string {
  const { version } = lockedPackage(root, "node_modules/bun");
  const bun = `Bun ${version} (MIT) runs specmill and is part of the binary. It holds JavaScriptCore (LGPL-2) and other libraries:
https://bun.com/docs/project/licensing lists them, with their licences and how to link them anew.
`;
  return [
    `The binary of specmill holds the work of others.\n\n${bun}`,
    ...bundled.map((one) => licenseOf(root, one)),
  ].join(`\n${"-".repeat(100)}\n\n`);
}

function licenseOf(root: string, folder: string): string {
  const { version, license = "no licence named" } = lockedPackage(root, folder);
  const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name));
  const text = file === undefined ? "" : `\n${readFileSync(join(root, folder, file), "utf8").trim()}\n`;
  return `${packageName(folder)} ${version} (${license})\n${text}`;
}
