/** A repository of git: where it is, what its index holds as files, and what is put into the index. See git-process.ts for how git is run. */
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { FileSystem } from "./file-system.ts";
import { isNoWorkTree } from "./git-index.ts";
import { GitProblem, pathsOf, runGit, tryGit } from "./git-process.ts";
import { isWithin } from "./paths.ts";

/** A repository as seen from a folder in its work tree. */
export interface Repository {
  /** Absolute path of the work tree, with links resolved. */
  readonly top: string;
  /** Where the folder lies in the work tree: "" or `packages/shop/`. */
  readonly prefix: string;
  /** Absolute path of the hooks; `core.hooksPath` is respected. */
  hooks(): Promise<string>;
  /** Whether a path lies in the work tree or in git's own folder: else others use it too. */
  owns(path: string): Promise<boolean>;
  /** Writes the index's version of what the patterns (of git, seen from the folder) name into another work tree. */
  checkOut(workTree: string, patterns: readonly string[], all: boolean): Promise<void>;
  /** Files below the folder in another work tree that are neither in the index nor ignored; seen from the folder. */
  untrackedIn(workTree: string): Promise<readonly string[]>;
  /** Makes the index hold what another work tree has at these paths, deletions too. Paths are seen from the folder. */
  stage(paths: readonly string[], workTree: string, isSparse: boolean): Promise<void>;
  /** Makes the work tree hold what the index has. A file that is there is replaced only with `force`. */
  restore(paths: readonly string[], force: boolean): Promise<void>;
}

/** The repository of a folder; `undefined` when there is none, or no git. Throws GitProblem when git refuses. */
export async function openRepository(folder: string, fs: FileSystem): Promise<Repository | undefined> {
  const asked = await tryGit({ folder, args: ["rev-parse", "--show-cdup", "--absolute-git-dir"] });
  if (asked === undefined || isNoWorkTree(asked)) return undefined;
  if (asked.exitCode !== 0) throw new GitProblem(asked.stderr.trim());
  const printed = new TextDecoder().decode(asked.stdout);
  const here = fs.realPath(folder) ?? folder;
  // A path may hold a line end, but the way up does not: it comes first.
  const top = resolve(here, printed.slice(0, printed.indexOf("\n")));
  const gitFolder = printed.slice(printed.indexOf("\n") + 1, -1);
  const inside = relative(top, here).replaceAll("\\", "/");
  return new GitRepository({ folder: here, top, gitFolder, prefix: inside === "" ? "" : `${inside}/`, fs });
}

interface Place {
  readonly folder: string;
  readonly top: string;
  readonly gitFolder: string;
  readonly prefix: string;
  readonly fs: FileSystem;
}

class GitRepository implements Repository {
  readonly #place: Place;
  readonly top: string;
  readonly prefix: string;

  constructor(place: Place) {
    this.#place = place;
    this.top = place.top;
    this.prefix = place.prefix;
  }

  /** Asked at the top: there a relative `core.hooksPath` begins. */
  hooks(): Promise<string> {
    return this.#answer("--git-path", "hooks");
  }

  async owns(path: string): Promise<boolean> {
    const common = await this.#answer("--git-common-dir");
    return [this.top, common, this.#place.gitFolder].some((one) => isWithin(one, path));
  }

  async checkOut(workTree: string, patterns: readonly string[], all: boolean): Promise<void> {
    const { folder, fs } = this.#place;
    // The bytes go from one call to the next as they are: not every path is UTF-8.
    const list = await runGit({ folder, args: ["ls-files", "-z", "--full-name", "--", ...patterns] });
    const args = ["checkout-index", "--force", ...(all ? ["--ignore-skip-worktree-bits"] : []), "-z", "--stdin"];
    if (list.length > 0) await this.#inWorkTree(workTree, args, list);
    // What was only announced (`git add --intent-to-add`) is in the index without content, and is not committed.
    const announced = ["diff-files", "--name-only", "--diff-filter=A", "--ignore-submodules", "-z", "--", ...patterns];
    for (const path of pathsOf(await runGit({ folder, args: announced }))) fs.remove(join(workTree, path));
  }

  async untrackedIn(workTree: string): Promise<readonly string[]> {
    const { prefix } = this;
    const below = prefix === "" ? [] : [`:(literal)${prefix}`];
    const args = ["ls-files", "--others", "--exclude-standard", "-z", "--", ...below];
    const paths = pathsOf(await this.#inWorkTree(workTree, args));
    return paths.map((path) => path.slice(prefix.length));
  }

  async stage(paths: readonly string[], workTree: string, isSparse: boolean): Promise<void> {
    const list = paths.map((path) => `${this.prefix + path}\0`).join("");
    const args = ["--literal-pathspecs", "add", "--all", "--force", ...(isSparse ? ["--sparse"] : [])];
    const add = [...args, "--pathspec-from-file=-", "--pathspec-file-nul"];
    const next = this.#indexAfterwards();
    const alike = next === undefined ? [] : await this.#alike(paths, next);
    await this.#inWorkTree(workTree, add, list);
    const both = alike.map((path) => `${path}\0`).join("");
    if (next !== undefined && both !== "") await this.#inWorkTree(workTree, add, both, next);
  }

  async restore(paths: readonly string[], force: boolean): Promise<void> {
    if (paths.length === 0) return;
    const args = ["checkout-index", "--index", ...(force ? ["--force"] : []), "-z", "--stdin"];
    await runGit({ folder: this.#place.folder, args, input: paths.map((path) => `${path}\0`).join("") });
  }

  /** git in another work tree, and standing at its top. */
  #inWorkTree(workTree: string, args: readonly string[], input: string | Uint8Array<ArrayBuffer> = "", index = "") {
    // What a sparse checkout leaves out is here in this one, and that must not end the sparse checkout.
    const settings = ["-c", "sparse.expectFilesOutsideOfPatterns=true"];
    const places = [...settings, `--git-dir=${this.#place.gitFolder}`, `--work-tree=${workTree}`];
    const indexFile = index === "" ? this.#indexFile() : index;
    return runGit({ folder: workTree, args: [...places, ...args], input, indexFile });
  }

  async #answer(...question: string[]): Promise<string> {
    const printed = await runGit({ folder: this.top, args: ["rev-parse", ...question] });
    const path = new TextDecoder().decode(printed).slice(0, -1);
    return isAbsolute(path) ? path : resolve(this.top, path);
  }

  /** A relative one begins at the top, wherever git stands. */
  #indexFile(): string | undefined {
    const named = process.env.GIT_INDEX_FILE;
    return named === undefined ? undefined : resolve(this.top, named);
  }

  /**
   * `git commit PATH` commits an index of its own, and has the one ready that counts afterwards. What is added to the commit is added there
   * too, or it would look undone.
   */
  #indexAfterwards(): string | undefined {
    const index = this.#indexFile();
    if (index === undefined || !/^next-index-\d+\.lock$/.test(basename(index))) return undefined;
    const next = join(dirname(index), "index.lock");
    return this.#place.fs.stamp(next) === undefined ? undefined : next;
  }

  /** Of these paths, seen from the top, those that both indexes have alike: the others are about another commit. */
  async #alike(paths: readonly string[], other: string): Promise<string[]> {
    const [one, two] = await Promise.all([this.#entries(this.#indexFile()), this.#entries(other)]);
    return paths.map((path) => this.prefix + path).filter((path) => one.get(path) === two.get(path));
  }

  /** Path, seen from the top, to mode and content. */
  async #entries(indexFile: string | undefined): Promise<Map<string, string>> {
    const below = this.prefix === "" ? [] : [`:(literal)${this.prefix}`];
    const args = ["ls-files", "--stage", "-z", "--", ...below];
    const lines = pathsOf(await runGit({ folder: this.top, args, indexFile }));
    return new Map(lines.map((line) => [line.slice(line.indexOf("\t") + 1), line.slice(0, line.indexOf("\t"))]));
  }
}
