/**
 * Tracked scaffolds and their templates: what has to change so that the files follow, with the user's edits kept. Nothing is written here,
 * and no hook, question or command runs: the answers are known.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText, error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute } from "#platform/paths.ts";
import { TRACKED_FILE } from "#write/guard.ts";
import type { GeneratorConfig } from "../action.ts";
import type { Grounds } from "../find-templates.ts";
import type { LoadedConfig } from "../generator-config.ts";
import { loadGeneratorConfig } from "../generator-config.ts";
import type { ProjectTree } from "../writing/project-tree.ts";
import { openTree } from "../writing/project-tree.ts";
import type { OutputNews, ScaffoldNews } from "./follow-scaffold.ts";
import { settleScaffold } from "./follow-scaffold.ts";
import type { Given, Giving } from "./given-outputs.ts";
import { guardScaffold } from "./guard-scaffold.ts";
import { fromPortable } from "./portable-answers.ts";
import type { InputLook } from "./tracked-inputs.ts";
import { lookAtInputs, subactionOf } from "./tracked-inputs.ts";
import type { TrackedScaffold, TrackedScaffolds } from "./tracked-scaffold.ts";

export interface FollowContext {
  readonly grounds: Grounds;
  readonly fs: FileSystem;
  /** Everything is rendered, whatever is known of the inputs. */
  readonly rebuilds: boolean;
  /** Templates and `.hygen.js` are code. */
  readonly mayRunCode: boolean;
  /** Whether the user named this path, to be replaced by what the template gives. */
  mayReplace(path: string): boolean;
  readonly signal: AbortSignal;
}

export interface Followed {
  /** How many tracked files there are. */
  readonly outputs: number;
  readonly rendered: number;
  readonly news: readonly OutputNews[];
  readonly problems: readonly Diagnostic[];
  /** What is known from now on, once the news are on the disk. */
  readonly scaffolds: TrackedScaffolds;
  /** Set when code would have to run and may not. */
  readonly isRefused: boolean;
}

/** Problems are collected, over all scaffolds; one that has some stays as it is. */
export async function followTracked(scaffolds: TrackedScaffolds, context: FollowContext): Promise<Followed> {
  const follower = new Follower(context);
  const known = new Map<string, TrackedScaffold>();
  for (const [id, scaffold] of [...scaffolds].sort(([a], [b]) => compareText(a, b))) {
    const next = context.signal.aborted ? scaffold : await follower.follow(id, scaffold);
    if (next !== undefined) known.set(id, next);
  }
  const { news, problems, outputs, rendered, isRefused } = follower;
  return { news, problems, outputs, rendered, isRefused, scaffolds: known };
}

class Follower {
  readonly news: OutputNews[] = [];
  readonly problems: Diagnostic[] = [];
  outputs = 0;
  rendered = 0;
  isRefused = false;
  readonly #context: FollowContext;
  readonly #look: InputLook;
  readonly #configs = new Map<string, Promise<LoadedConfig>>();
  readonly #tree: ProjectTree;

  constructor(context: FollowContext) {
    this.#context = context;
    this.#tree = openTree(context.fs);
    this.#look = lookAtInputs(context.grounds, context.fs);
  }

  /** What is known of it from now on; `undefined` when nothing of it is left. */
  async follow(id: string, scaffold: TrackedScaffold): Promise<TrackedScaffold | undefined> {
    try {
      const { grounds, fs } = this.#context;
      guardScaffold(id, scaffold, grounds);
      const present = [...scaffold.outputs.keys()].filter(
        (path) => fs.stamp(absolute(grounds.root, path)) !== undefined,
      );
      if (present.length === 0) return undefined;
      this.outputs += present.length;
      return this.#take(
        settleScaffold({ id, scaffold, given: await this.#give(id, scaffold), tree: this.#tree }, this.#context),
      );
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      this.isRefused ||= problem.exitCode === exitCodes.untrusted;
      this.problems.push(...problem.diagnostics);
      return scaffold;
    }
  }

  #take({ news, problems, scaffold }: ScaffoldNews): TrackedScaffold {
    this.news.push(...news);
    this.problems.push(...problems);
    return scaffold;
  }

  /** `undefined` when nothing has changed, and nothing has to be loaded to know that. */
  async #give(id: string, scaffold: TrackedScaffold): Promise<Given | undefined> {
    const { grounds, rebuilds, mayRunCode, fs } = this.#context;
    const file = this.#look.configOf(absolute(grounds.root, scaffold.cwd));
    const isKnown = file === undefined && scaffold.isWhole && !rebuilds;
    if (isKnown && this.#look.isUnchanged(scaffold)) return undefined;
    if (!mayRunCode) throw untrusted(id, file);
    if (fs.list(absolute(grounds.root, scaffold.folder)) === undefined) throw gone(id, scaffold);
    const config = file === undefined ? {} : (await this.#config(file)).config;
    const { giveOutputs } = await import("./given-outputs.ts");
    const given = giveOutputs(givingOf(scaffold, config, grounds), grounds, fs, this.#look.digestOf);
    this.rendered += given.outputs.size;
    return given;
  }

  #config(file: string): Promise<LoadedConfig> {
    const loaded = this.#configs.get(file) ?? loadGeneratorConfig(file);
    this.#configs.set(file, loaded);
    return loaded;
  }
}

/** The call as it was, with the answers that were given then. */
function givingOf(scaffold: TrackedScaffold, config: GeneratorConfig, { root, boundary }: Grounds): Giving {
  const { generator, action, answers, compat } = scaffold;
  const templates = { path: absolute(root, scaffold.templates), isInside: true };
  const subaction = subactionOf(action);
  const choice = { templates, generator, action, folder: absolute(root, scaffold.folder) };
  return {
    choice: subaction === undefined ? choice : { ...choice, subaction },
    answers: fromPortable(answers, boundary),
    home: { folders: [templates], conflicts: "fail", config },
    cwd: config.cwd ?? absolute(root, scaffold.cwd),
    compat,
  };
}

function untrusted(id: string, config: string | undefined): SpecmillError {
  const why = config === undefined ? "the templates of `%` have changed" : "`%` has a `.hygen.js`";
  const notes = [
    "leave `--untrusted` out to run them",
    ...(config === undefined ? ["`specmill generate` notes that their files are in step; commit what it writes"] : []),
  ];
  const message = `${why.replace("%", () => id)}, and templates are code, which \`--untrusted\` forbids`;
  return new SpecmillError(
    [error("scaffold/untrusted", message, { place: { file: TRACKED_FILE }, notes })],
    exitCodes.untrusted,
  );
}

function gone(id: string, { folder }: TrackedScaffold): SpecmillError {
  const notes = [
    "bring them back, or let go of the files: they are then yours alone",
    `\`specmill new --untrack "${id}"\` does that`,
  ];
  const message = `the templates of \`${id}\` in \`${folder}\` are gone`;
  return new SpecmillError([error("scaffold/tracked", message, { place: { file: TRACKED_FILE }, notes })]);
}
