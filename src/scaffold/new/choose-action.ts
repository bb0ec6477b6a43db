/** Which action the words of a call mean, by its three rules for words. */
import { join } from "node:path";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { isWithin } from "#platform/paths.ts";
import type { ChosenAction, GeneratorHome, TemplatesFolder } from "./action.ts";

/** The action without a name of its own. */
export const DEFAULT_ACTION = "_default";

/** `undefined` when the words name no generator. Throws SpecmillError for a generator or an action that does not exist. */
export function chooseAction(
  positional: readonly (string | number)[],
  home: GeneratorHome,
  fs: FileSystem,
): ChosenAction | undefined {
  const [generator, second, third] = positional.map(String);
  if (generator === undefined || generator === "") return undefined;
  const templates = folderOf(generator, home, fs);
  const own = templates === undefined ? undefined : generatorFolder(templates, generator);
  if (templates === undefined || own === undefined) throw noGenerator(generator, home);
  const [action, name] = actionOf(own, second, third, fs);
  if (action === undefined) throw notFound(`no action of \`${generator}\` is named`);
  const [first = "", subaction] = action.split(":");
  const folder = join(own, first);
  if (!isWithin(own, folder) || !isFolder(folder, fs))
    throw notFound(`there is no action \`${action}\` of \`${generator}\``);
  return {
    templates,
    generator,
    action,
    folder,
    ...(subaction === undefined ? {} : { subaction }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Rule 1: an action of that name; rule 2: `_default`, and the word is the name; rule 3: an action with a subaction, or none at all. */
function actionOf(own: string, second: string | undefined, third: string | undefined, fs: FileSystem) {
  if (second !== undefined && fs.stamp(join(own, second)) !== undefined) return [second, third] as const;
  if (isFolder(join(own, DEFAULT_ACTION), fs)) return [DEFAULT_ACTION, second] as const;
  return [second, third] as const;
}

/** The folder that has the generator, by the strategy for several. */
function folderOf(generator: string, home: GeneratorHome, fs: FileSystem): TemplatesFolder | undefined {
  const having = home.folders.filter((folder) => {
    const own = generatorFolder(folder, generator);
    return own !== undefined && isFolder(own, fs);
  });
  if (having.length > 1 && home.conflicts === "fail") throw conflict(generator, having);
  return home.conflicts === "override" ? having.at(-1) : having[0];
}

/** Absolute path of a generator; `undefined` when the name lacks the folder's prefix or leads out of it. */
export function generatorFolder({ path, prefix = "" }: TemplatesFolder, generator: string): string | undefined {
  if (!generator.startsWith(prefix) || generator.length === prefix.length) return undefined;
  const own = join(path, generator.slice(prefix.length));
  return isWithin(path, own) && own !== path ? own : undefined;
}

/** Also behind a link: a folder of templates may be a link into another repository. */
function isFolder(path: string, fs: FileSystem): boolean {
  const type = fs.stamp(path)?.type;
  if (type !== "link") return type === "folder";
  const target = fs.realPath(path);
  return target !== undefined && fs.stamp(target)?.type === "folder";
}

function noGenerator(generator: string, home: GeneratorHome): SpecmillError {
  return home.folders.length === 0
    ? notFound("there are no templates here", ["`specmill new --init` writes a first generator to `_templates`"])
    : notFound(`there is no generator \`${generator}\``, generator === "init" ? insteadOfInit : []);
}

/** hygen has a generator `init` of its own. */
const insteadOfInit = [
  "for `hygen init self`: `specmill new --init`",
  "for `hygen init repo`: a template with `setup: owner/repository`, and `--allow-net`",
];

/** The command adds what there is and what was meant. */
function notFound(message: string, notes: readonly string[] = []): SpecmillError {
  return new SpecmillError([error("scaffold/not-found", message, { notes })]);
}

function conflict(generator: string, folders: readonly TemplatesFolder[]): SpecmillError {
  const where = folders.map(({ path }) => `\`${path}\``).join(" and ");
  const notes = ["set `conflictResolutionStrategy` to `override` or `skip`, or give one of the folders a `prefix`"];
  return new SpecmillError([error("scaffold/not-found", `the generator \`${generator}\` is in ${where}`, { notes })]);
}
