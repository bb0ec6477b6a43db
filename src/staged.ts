/**
 * `check --staged`: the same pipeline over what git is about to commit. Where index and work tree agree on every file of the project and
 * the work tree is in step, so is the index. Else the index is written to a folder of its own and judged there. Neither work tree nor
 * index is touched, unless the outputs are to be staged (stage-outputs.ts).
 */
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Event } from "#model/event.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { openRepository } from "#platform/git.ts";
import type { IndexListing } from "#platform/git-index.ts";
import { listIndex } from "#platform/git-index.ts";
import { GitProblem } from "#platform/git-process.ts";
import { absolute } from "#platform/paths.ts";
import type { Trace } from "#platform/trace.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import { generate } from "./generate.ts";
import type { StagedOutcome } from "./judge-index.ts";
import type { Project } from "./project.ts";
import { findProject } from "./project.ts";
import type { Members } from "./staged-members.ts";
import { isMember, isSameInIndex, linkTargets, membersOf, placesOutside, stepsAbove } from "./staged-members.ts";

/** Judges the index; with `stage`, brings its outputs in step with its inputs. Throws SpecmillError where there is no repository. */
export async function checkStaged(
  request: PipelineRequest,
  host: Host,
  { stage, trace }: { readonly stage: boolean; readonly trace?: Trace | undefined },
): Promise<StagedOutcome> {
  const project = findProject(request.cwd, request.config);
  const members = membersOf(project.root);
  try {
    const asked = listing(project, members);
    // git works while the work tree is looked at. It may also refuse before that has ended.
    asked.catch(() => {});
    const seen = await look(request, host, trace);
    const index = await asked;
    refuseUnmerged(index);
    const isAnswer = seen.exitCode === exitCodes.inStep && isSameInIndex(index, members, project);
    if (isAnswer || host.signal.aborted) {
      for (const event of seen.events) host.emit(event);
      return { exitCode: seen.exitCode };
    }
    return await judgeIndex(request, { host, stage, trace, project, members, listing: index });
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem;
    throw new SpecmillError([error("git/failed", `git refused: ${problem.message}`)]);
  }
}

/** Inputs beside the project count too, also those that a link leads to. */
async function listing(project: Project, members: Members | undefined): Promise<IndexListing> {
  const named = placesOutside(members);
  const first = named.length > 0 ? undefined : await listIndex(project.root, []);
  if (named.length === 0 && first === undefined) throw noRepository();
  const linked = first === undefined ? [] : placesBehindLinks(first, project);
  if (first !== undefined && linked.length === 0) return first;
  const repository = await openRepository(project.root, fs);
  const inside = [...named, ...linked].filter((place) => stepsAbove([place], repository?.prefix ?? "") === 0);
  const found = await listIndex(project.root, inside);
  if (found === undefined) throw noRepository();
  return found;
}

function placesBehindLinks(index: IndexListing, { root }: Project): string[] {
  const targets = linkTargets(index, root).map(({ target }) => target);
  return targets.filter((target) => target === ".." || target.startsWith("../"));
}

function noRepository(): SpecmillError {
  const notes = ["run it in a work tree of git, with git on the PATH; `specmill check` needs none"];
  return new SpecmillError(
    [error("git/no-repository", "`--staged` looks at the index of git, and there is none", { notes })],
    exitCodes.usage,
  );
}

/** git commits nothing before that is settled. */
function refuseUnmerged({ unmerged }: IndexListing): void {
  const [first] = unmerged;
  if (first === undefined) return;
  const others = unmerged.size === 1 ? "" : ` and of ${unmerged.size - 1} more`;
  const notes = ["merge by hand what is yours, run `specmill generate` for the outputs, then `git add` all of it"];
  const message = `the merge of this file${others} is not finished`;
  throw new SpecmillError([error("git/unmerged", message, { place: { file: first }, notes })]);
}

/** The work tree's answer, kept back until it is known whether it counts. */
async function look(request: PipelineRequest, host: Host, trace: Trace | undefined) {
  const events: Event[] = [];
  const emit = (event: Event) => void (event.type === "progress" ? host.emit(event) : events.push(event));
  try {
    const { exitCode } = await generate(request, { ...host, emit }, trace);
    return { exitCode, events };
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    return { exitCode: problem.exitCode, events };
  }
}

interface Judging {
  readonly host: Host;
  readonly stage: boolean;
  readonly trace: Trace | undefined;
  readonly project: Project;
  readonly members: Members | undefined;
  readonly listing: IndexListing;
}

async function judgeIndex(request: PipelineRequest, judging: Judging): Promise<StagedOutcome> {
  const { project, members, listing } = judging;
  const [{ inIndexTree }, { judge }] = await Promise.all([import("./index-tree.ts"), import("./judge-index.ts")]);
  const repository = await openRepository(project.root, fs);
  if (repository === undefined) throw noRepository();
  return inIndexTree({ project, repository, listing, members }, (tree) => {
    const config = configIn(tree.root, request, project);
    const isHalfStaged = [...listing.differing].some(
      (path) => isMember(path, members, project) && !isOutput(path, members),
    );
    return judge({ ...request, ...config, cwd: tree.root }, { ...judging, repository, tree, isHalfStaged });
  });
}

function isOutput(path: string, members: Members | undefined): boolean {
  return path === LOCK_FILE || members?.outputs.has(path) === true || members?.starters.has(path) === true;
}

/** The index may have a config of another name, or none: then the search must not go on in the folders above. */
function configIn(root: string, request: PipelineRequest, { config }: Project): { config?: string } {
  if (request.config === undefined && configNames.some((name) => fs.stamp(absolute(root, name)) !== undefined))
    return {};
  if (fs.stamp(absolute(root, config)) !== undefined) return { config };
  const notes = [`\`git add ${config}\` puts it there`];
  throw new SpecmillError(
    [error("config/not-found", `\`${config}\` is not in the index, and so in no commit`, { notes })],
    exitCodes.usage,
  );
}
