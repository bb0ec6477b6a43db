/** `setup: owner/repository`, as degit and hygen write it -> where it is and which part of it is meant. Pure. */

export interface RepositoryName {
  readonly url: string;
  /** Below the top of the repository; "" for all of it. */
  readonly folder: string;
  readonly ref?: string;
}

/** `owner/repo`, `owner/repo/folder`, `owner/repo#branch`; `github:` or the address of GitHub may stand before it. */
const NAME =
  /^(?:github:|https:\/\/github\.com\/)?(?<owner>[\w][\w.-]*)\/(?<repo>[\w.][\w.-]*?)(?:\.git)?(?:\/(?<folder>[^#]+))?(?:#(?<ref>.+))?$/;

/** Nothing that git could take for an option, and no way out. `undefined` when it is no such name. */
export function repositoryName(text: string): RepositoryName | undefined {
  const { owner = "", repo = "", folder = "", ref } = NAME.exec(text)?.groups ?? {};
  const parts = folder.split("/").filter((part) => part !== "");
  if (owner === "" || repo === "." || repo === ".." || parts.some((part) => part === ".." || part === ".git"))
    return undefined;
  if (ref !== undefined && !/^\w[\w./-]*$/.test(ref)) return undefined;
  const name = { url: `https://github.com/${owner}/${repo}`, folder: parts.join("/") };
  return ref === undefined ? name : { ...name, ref };
}
