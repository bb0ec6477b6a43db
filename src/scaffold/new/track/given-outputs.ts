/** What an action gives for recorded answers: the files that it adds, and every file that was read to tell. */
import { join, resolve } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import type { ActionTemplate, ChosenAction, Compat, GeneratorHome, Locals, RenderedTemplate } from "../action.ts";
import type { Grounds } from "../find-templates.ts";
import { toOperations } from "../front-matter/operations.ts";
import { collect, renderChoice } from "../new.ts";

/** All that the outputs of an action depend on, but for the files it reads. */
export interface Giving {
  readonly choice: ChosenAction;
  readonly answers: Locals;
  readonly home: GeneratorHome;
  /** Absolute: where `to` counts from. */
  readonly cwd: string;
  readonly compat: Compat;
}

/** A file that the action adds. */
export interface GivenOutput {
  /** As the template has it. */
  readonly to: string;
  /** Absolute. */
  readonly path: string;
  readonly template: ActionTemplate;
  readonly content: Uint8Array;
}

export interface Given {
  /** By path from the root. */
  readonly outputs: ReadonlyMap<string, GivenOutput>;
  /** By path from the root; those outside of the project begin with `../` or are absolute. */
  readonly inputs: ReadonlyMap<string, Digest>;
}

/**
 * Renders the action and runs nothing else of it. `digestOf` takes a path from the root: who renders many actions remembers what it said.
 * Throws SpecmillError with the problems of all templates.
 */
export function giveOutputs(
  giving: Giving,
  grounds: Grounds,
  fs: FileSystem,
  digestOf: (path: string) => Digest | undefined = (path) => fs.hash(absolute(grounds.root, path)),
): Given {
  const read = new Set<string>();
  const places = { cwd: giving.cwd, shown: grounds.root, read: (path: string) => noted(path, read, fs) };
  const rendered = renderChoice(giving.choice, giving.answers, giving.home, places, fs);
  for (const { parsed } of rendered) read.add(parsed.template.path);
  if (giving.home.config.file !== undefined) read.add(giving.home.config.file);
  const outputs = addedBy(rendered, giving, fs, (path) => read.add(path));
  return {
    outputs: new Map(outputs.map((one) => [projectPath(grounds.root, one.path), one])),
    inputs: new Map(
      [...read].map((path) => projectPath(grounds.root, path)).map((path) => [path, digestOf(path) ?? ""]),
    ),
  };
}

/** What the templates add, in order: of two for one file the later one counts. `onRead` is told the files of `from`. */
export function addedBy(
  rendered: readonly RenderedTemplate[],
  { choice, cwd, compat }: Pick<Giving, "choice" | "cwd" | "compat">,
  fs: FileSystem,
  onRead: (path: string) => void = () => {},
): readonly GivenOutput[] {
  const readFrom = (path: string) => {
    const full = join(choice.templates.path, path);
    const bytes = fs.read(full);
    if (bytes !== undefined) onRead(full);
    return bytes;
  };
  // What is worth a warning was told when the action ran.
  const context = { compat, report: () => {}, readFrom, cwdSetup: "." };
  const operations = collect(rendered, (one) => toOperations(one, context)).flat();
  return operations.flatMap((operation) => {
    if (operation.kind !== "add" || operation.rules.skip) return [];
    const { to, body, template } = operation;
    const content = typeof body === "string" ? Buffer.from(body) : body;
    return [{ to, path: resolve(cwd, to), template, content }];
  });
}

function noted(path: string, read: Set<string>, fs: FileSystem): string | undefined {
  const bytes = fs.read(path);
  if (bytes === undefined) return undefined;
  read.add(path);
  return Buffer.from(bytes).toString("utf8");
}
