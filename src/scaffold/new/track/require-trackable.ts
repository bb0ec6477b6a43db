/** What `--track` cannot keep is refused here, before the action has written anything. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute, isWithin, projectPath } from "#platform/paths.ts";
import type { Locals } from "../action.ts";
import type { PreparedAction } from "../new.ts";
import { isSame } from "../writing/project-tree.ts";
import type { Given, GivenOutput } from "./given-outputs.ts";
import { addedBy, giveOutputs } from "./given-outputs.ts";
import type { Unportable } from "./portable-answers.ts";
import { fromPortable, toPortable } from "./portable-answers.ts";
import type { TrackContext } from "./track-context.ts";
import { givingOf } from "./track-context.ts";
import { readTracked } from "./tracked-store.ts";

/** Why not, and what to do about it. */
type Refusal = readonly [message: string, fix: string];

/** Throws SpecmillError when the recorded answers would not give the same files again, here and on any other machine. */
export function requireTrackable(prepared: PreparedAction, context: TrackContext): void {
  const { grounds, fs } = context;
  // A damaged file is told of now, not when everything is written.
  readTracked(grounds, fs);
  const unportable: Unportable[] = [];
  const answers = toPortable(prepared.answers, grounds.boundary, unportable);
  refuse([...origins(prepared, context), ...secretAnswers(context), ...unportable.map(unportableAnswer)]);
  refuse(differences(prepared, answers, context));
}

function refuse(refusals: Iterable<Refusal>): void {
  const last = "nothing was written; without `--track` the action runs";
  const problems = [...refusals].map(
    ([message, fix]): Diagnostic => error("scaffold/tracked", message, { notes: [fix, last] }),
  );
  if (problems.length > 0) throw new SpecmillError(problems);
}

function* origins({ choice }: PreparedAction, { grounds, home }: TrackContext): Generator<Refusal> {
  const fix = "other machines have other ones: copy them into the project";
  if (!choice.templates.isInside) yield ["templates from outside the project cannot be tracked", fix];
  const { file } = home.config;
  if (file !== undefined && !isWithin(grounds.boundary, file))
    yield [`\`${file}\` lies outside the project, so its actions cannot be tracked`, fix];
}

function* secretAnswers({ secrets }: TrackContext): Generator<Refusal> {
  const fix = "take the secret from somewhere else than a question";
  for (const name of secrets)
    yield [`the answer to \`${name}\` is a secret, and \`--track\` keeps answers in a file`, fix];
}

function unportableAnswer({ name, why }: Unportable): Refusal {
  const fix = "texts, numbers, booleans, lists and plain objects can be kept";
  return [`the value of \`${name}\` ${why}, which cannot be kept`, fix];
}

/** Renders again from what would be kept, and compares. */
function* differences(prepared: PreparedAction, answers: Locals, context: TrackContext): Generator<Refusal> {
  const { grounds, fs } = context;
  const giving = givingOf(prepared, context);
  const again = giveOutputs({ ...giving, answers: fromPortable(answers, grounds.boundary) }, grounds, fs);
  const added = addedBy(prepared.rendered, giving, fs);
  if (added.length === 0)
    yield ["the action adds no file, so there is nothing to track", "injections, commands and `setup` happen once"];
  for (const output of added) yield* difference(output, again, context);
  for (const path of again.inputs.keys()) {
    if (!isWithin(grounds.boundary, absolute(grounds.root, path)))
      yield [
        `\`${path}\` is read from outside the project, so the action cannot be tracked`,
        "copy it into the project",
      ];
  }
}

function* difference(output: GivenOutput, again: Given, { grounds }: TrackContext): Generator<Refusal> {
  const { path, to, content, template } = output;
  const other = again.outputs.get(projectPath(grounds.root, path));
  if (!isWithin(grounds.boundary, path))
    yield [`\`${to}\` lies outside the project and cannot be tracked`, "let `to` lead into the project"];
  // Of two templates for one file the later one counts.
  else if (other !== undefined && other.template.path !== template.path) return;
  else if (other === undefined || !isSame(other.content, content)) {
    const message = `\`${template.display}\` gives another text each time, so nobody can tell whether it has changed`;
    yield [message, "the time, chance and the machine are no answers: give them as a flag"];
  } else if (grounds.boundary.length > 1 && Buffer.from(content).includes(grounds.boundary)) {
    const message = `\`${template.display}\` writes the folder of this machine, \`${grounds.boundary}\`, into its file`;
    yield [message, "elsewhere it would be another one: make the path relative"];
  }
}
