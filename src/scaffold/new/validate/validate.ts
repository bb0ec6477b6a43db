/** `specmill new --validate`: looks at every template of every action, here or in several threads, and finds the same problems in the same order. */
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, sortDiagnostics } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { GeneratorHome } from "../action.ts";
import { foldersOf } from "../listing/generator-scan.ts";
import { readTemplates, templatePaths } from "../template-files.ts";
import { validateTemplate } from "./validate-template.ts";

/** A batch of templates of one templates folder; plain data, so that it can go to a thread. */
export interface ValidateTask {
  /** Absolute. */
  readonly templates: string;
  readonly paths: readonly string[];
  /** Absolute: the folder that problems name files from. */
  readonly shown: string;
}

export interface Validation {
  readonly templates: number;
  readonly problems: readonly Diagnostic[];
}

export interface ValidateContext {
  readonly fs: FileSystem;
  /** Absolute: the folder that problems name files from. */
  readonly shown: string;
  /** Looks at batches elsewhere too; without it all is done here. */
  readonly inThreads?: (tasks: readonly ValidateTask[]) => Promise<readonly Diagnostic[]>;
}

/** Below that, starting a thread takes longer than it saves. */
const WORTH_THREADS = 1500;
const BATCH = 250;

/** The templates of all actions, or of the named generator, or of its named action. Throws SpecmillError when there is none of that name. */
export async function validateAll(
  home: GeneratorHome,
  names: readonly string[],
  context: ValidateContext,
): Promise<Validation> {
  const { fs, shown, inThreads } = context;
  const tasks = actionsOf(home, names, fs).flatMap(({ templates, folder }) => {
    const paths = templatePaths(folder, fs);
    return paths.length === 0 ? [] : [{ templates, paths, shown }];
  });
  const templates = tasks.reduce((sum, { paths }) => sum + paths.length, 0);
  const batches = inBatches(tasks);
  const found =
    inThreads !== undefined && templates >= WORTH_THREADS
      ? await inThreads(batches)
      : batches.flatMap((task) => validateBatch(task, fs));
  return { templates, problems: sortDiagnostics(found) };
}

/** Reads and checks what a task names. */
export function validateBatch({ templates, paths, shown }: ValidateTask, fs: FileSystem): readonly Diagnostic[] {
  return readTemplates(paths, shown, fs).flatMap((template) => validateTemplate(template, templates, fs));
}

interface ActionFolder {
  readonly templates: string;
  readonly folder: string;
}

/** Also of a generator that another folder's hides: it is somebody's. */
function actionsOf(home: GeneratorHome, names: readonly string[], fs: FileSystem): readonly ActionFolder[] {
  const [generator, action] = names;
  const generators = home.folders.flatMap(({ path, prefix = "" }) =>
    foldersOf(path, fs).map((name) => ({ name: `${prefix}${name}`, folder: join(path, name), templates: path })),
  );
  const wanted = named(generator, generators, "generator");
  const actions = wanted.flatMap(({ folder, templates }) =>
    foldersOf(folder, fs).map((name) => ({ name, folder: join(folder, name), templates })),
  );
  return named(action, actions, `\`${generator}\` action`);
}

/** All of them when no name is given. */
function named<T extends { readonly name: string }>(
  name: string | undefined,
  all: readonly T[],
  what: string,
): readonly T[] {
  if (name === undefined) return all;
  const found = all.filter((one) => one.name === name);
  if (found.length > 0) return found;
  const notes = suggestNote(name, [...new Set(all.map((one) => one.name))]);
  throw new SpecmillError([error("scaffold/not-found", `there is no ${what} \`${name}\``, { notes })]);
}

/** Small enough that no thread waits long for the last one. */
function inBatches(tasks: readonly ValidateTask[]): readonly ValidateTask[] {
  const batches: ValidateTask[] = [];
  for (const { templates, paths, shown } of tasks) {
    const last = batches.at(-1);
    if (last?.templates === templates && last.paths.length + paths.length <= BATCH) {
      batches[batches.length - 1] = { ...last, paths: [...last.paths, ...paths] };
    } else {
      for (let at = 0; at < paths.length; at += BATCH)
        batches.push({ templates, paths: paths.slice(at, at + BATCH), shown });
    }
  }
  return batches;
}
