/** The install scripts of a release: those of install/, with its version and its address filled in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface InstallerFacts {
  readonly version: string;
  /** Folder of the release's files, with `{version}` where the version stands in it; empty: the user names one. */
  readonly baseUrl: string;
}

/** File name -> text. */
export function installers(root: string, facts: InstallerFacts): Readonly<Record<string, string>> {
  // The address becomes part of a script: no character that a shell could take for more than text.
  if (!/^(?:https?:\/\/[\w.~:/%{}-]+)?$/.test(facts.baseUrl))
    throw new Error(`\`${facts.baseUrl}\` is no http address`);
  const filled = (name: string, version: string, baseUrl: string) => {
    const text = readFileSync(join(root, "install", name), "utf8");
    const lines = [version, baseUrl];
    if (lines.some((line) => !text.includes(`\n${line}""\n`)))
      throw new Error(`install/${name} has no place to fill in`);
    return text
      .replace(`\n${version}""\n`, `\n${version}"${facts.version}"\n`)
      .replace(`\n${baseUrl}""\n`, `\n${baseUrl}"${facts.baseUrl}"\n`);
  };
  return {
    "install.sh": filled("install.sh", "release_version=", "release_base_url="),
    "install.ps1": filled("install.ps1", "$ReleaseVersion = ", "$ReleaseBaseUrl = "),
  };
}
