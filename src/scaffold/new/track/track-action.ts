/** `specmill new … --track`: remembers what an action wrote, with all that is needed to say later what its templates would write then. */
import { relative } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import type { NewOutcome } from "../new.ts";
import { isSame } from "../writing/project-tree.ts";
import type { Given, GivenOutput } from "./given-outputs.ts";
import { giveOutputs } from "./given-outputs.ts";
import { outputRecord } from "./output-record.ts";
import { toPortable } from "./portable-answers.ts";
import { nameScaffold, scaffoldName } from "./scaffold-name.ts";
import type { TrackContext } from "./track-context.ts";
import { givingOf } from "./track-context.ts";
import type { TrackedOutput, TrackedScaffold } from "./tracked-scaffold.ts";
import { updateTracked } from "./tracked-store.ts";

/** What the run that tracks has to say. */
export interface TrackOutcome {
  readonly name: string;
  /** Paths from the root. */
  readonly tracked: readonly string[];
  /** Templates that do something that is not tracked, as problems name them. */
  readonly untracked: readonly string[];
}

/** Records what the action wrote. Nothing of it is changed. */
export function trackAction(outcome: NewOutcome, context: TrackContext): TrackOutcome {
  const { grounds, fs } = context;
  const given = giveOutputs(givingOf(outcome, context), grounds, fs);
  const wanted = scaffoldName(outcome, projectPath(grounds.root, context.cwd));
  let tracked: readonly string[] = [];
  let name = wanted;
  updateTracked(grounds, fs, (known) => {
    name = nameScaffold(wanted, given.outputs, known);
    const made = scaffoldOf(outcome, given, { ...context, earlier: known.get(name) });
    tracked = [...made.outputs.keys()];
    const others = [...known].map(([other, scaffold]) => [other, withoutOutputs(scaffold, made.outputs)] as const);
    return new Map([...others, [name, made]]);
  });
  return { name, tracked, untracked: otherDoings(outcome, given) };
}

/** Templates that do something else than to add a file. */
function otherDoings({ rendered }: NewOutcome, given: Given): readonly string[] {
  const adding = new Set([...given.outputs.values()].map(({ template }) => template.display));
  return rendered
    .filter(
      ({ parsed, attributes }) =>
        !adding.has(parsed.template.display) && Object.keys(attributes).some((key) => doing.has(key)),
    )
    .map(({ parsed }) => parsed.template.display);
}

/** What a template does that is not a file of its own. */
const doing: ReadonlySet<string> = new Set(["inject", "setup", "sh"]);

function scaffoldOf(
  { choice, answers, files }: NewOutcome,
  given: Given,
  context: TrackContext & { readonly earlier: TrackedScaffold | undefined },
): TrackedScaffold {
  const { grounds, home, compat, earlier, fs } = context;
  const written = new Set(files.map(({ path }) => path));
  // What was there before and was not replaced is the user's.
  const isOurs = ({ path, content }: GivenOutput) => written.has(path) || hasContent(path, content, fs);
  const outputs = new Map<string, TrackedOutput>();
  let isBehind = false;
  for (const [path, output] of given.outputs) {
    const known = earlier?.outputs.get(path);
    const template = relative(choice.folder, output.template.path).replaceAll("\\", "/");
    if (isOurs(output)) outputs.set(path, outputRecord(template, output.content, known));
    else if (known !== undefined) outputs.set(path, known);
    isBehind ||= known !== undefined && !isOurs(output) && known.hash !== hashContent(output.content);
  }
  const shown = (path: string) => projectPath(grounds.root, path);
  return {
    templates: shown(choice.templates.path),
    folder: shown(choice.folder),
    generator: choice.generator,
    action: choice.action,
    cwd: shown(context.cwd),
    compat,
    answers: toPortable(answers, grounds.boundary, []),
    isWhole: home.config.file === undefined,
    // What was left as it was is still to be merged: without inputs nothing counts as seen.
    inputs: isBehind ? new Map() : given.inputs,
    outputs,
    left: new Set(
      [...given.outputs.keys()].filter(
        (path) => !outputs.has(path) && fs.stamp(absolute(grounds.root, path)) !== undefined,
      ),
    ),
  };
}

function hasContent(path: string, content: Uint8Array, fs: FileSystem): boolean {
  const there = fs.read(path);
  return there !== undefined && isSame(there, content);
}

/** A file belongs to one scaffold: to the last one that wrote it. */
function withoutOutputs(scaffold: TrackedScaffold, taken: ReadonlyMap<string, unknown>): TrackedScaffold {
  const lost = [...scaffold.outputs.keys()].filter((path) => taken.has(path));
  if (lost.length === 0) return scaffold;
  const outputs = new Map([...scaffold.outputs].filter(([path]) => !taken.has(path)));
  return { ...scaffold, outputs, left: new Set([...scaffold.left, ...lost]) };
}
