/**
 * Finds a pack by its name in the config and the templates in it, with their headers checked.
 * A pack of the project is code: in untrusted mode it is refused before anything of it runs.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggest, suggestNote } from "#model/suggest.ts";
import type { Pack, PackFile, Template } from "#model/template.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";
import { folderOf, isInside, join, projectPath } from "#platform/paths.ts";
import { builtInPack, builtInPackNames } from "./built-in-packs.ts";
import type { Engine } from "./engines/engine.ts";
import { TemplateError } from "./engines/engine.ts";
import { engines } from "./engines/registry.gen.ts";
import { checkHeader, headerPlace } from "./header.ts";
import { readLocalPack } from "./local-pack.ts";
import { packAccess } from "./pack-access.ts";
import { readPackManifest } from "./pack-manifest.ts";

export interface DiscoveredPack {
  /** Plain data: it can be sent to a thread, which makes its own `packAccess` from it. */
  readonly pack: Pack;
  /** Sorted by name. */
  readonly templates: readonly Template[];
}

/**
 * The pack that the config calls `name`: a built-in one, or a folder when it starts with `./`, `../` or `/`.
 * Throws SpecmillError with all problems of the pack. A problem with the name itself has no place: the caller knows where it stands.
 */
export async function discoverPack(name: string, inputs: Inputs, context: Context): Promise<DiscoveredPack> {
  const pack = isLocal(name) ? await localPack(name, inputs, context) : await builtIn(name, inputs, context);
  const templates: Template[] = [];
  const problems: Diagnostic[] = [];
  for (const file of pack.files.filter(isTemplateFile)) {
    const found = await readTemplate(file, pack, context.root);
    if ("header" in found) templates.push(found);
    else problems.push(...found);
  }
  if (problems.length > 0) throw new SpecmillError(problems);
  return { pack, templates };
}

/** The engine for a file of a pack; nothing is loaded to find it. */
export function engineOf(path: string): keyof typeof engines | undefined {
  const names = Object.keys(engines) as (keyof typeof engines)[];
  return names.find((name) => engines[name].extensions.some((ending) => path.endsWith(ending)));
}

/** Loads an engine by the name that a template carries. */
export async function loadEngine(name: string): Promise<Engine> {
  return (await engines[name as keyof typeof engines].load()).engine;
}

/** Whether the config means a folder. */
export function isLocal(name: string): boolean {
  return /^(?:\.\.?(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(name);
}

function isTemplateFile({ path }: PackFile): boolean {
  const isPrivate = path.split("/").some((part) => part.startsWith("_") || part === "example" || part === "..");
  return !isPrivate && !path.endsWith(".d.ts") && engineOf(path) !== undefined;
}

/** The template, or what is wrong with its header. */
async function readTemplate(file: PackFile, pack: Pack, root: string): Promise<Template | readonly Diagnostic[]> {
  const engine = engineOf(file.path);
  if (engine === undefined) return [];
  const access = packAccess(pack, root);
  try {
    const { header: raw = {}, bodyLine } = await (await loadEngine(engine)).header(file, access);
    const draft = { name: file.path, file, engine, bodyLine, displayPath: access.display(file.path) };
    const { header, problems } = checkHeader(raw, file.path, headerPlace(draft));
    return header === undefined ? problems : { ...draft, header };
  } catch (thrown) {
    if (thrown instanceof TemplateError) return [thrown.diagnostic];
    throw thrown;
  }
}

async function localPack(name: string, inputs: Inputs, context: Context): Promise<Pack> {
  if (context.untrusted) {
    const notes = ["built-in packs run in untrusted mode"];
    const problem = error("template/untrusted", `the templates of \`${name}\` are code and would have to run`, {
      notes,
    });
    throw new SpecmillError([problem], exitCodes.untrusted);
  }
  const folder = /^(?:\/|[A-Za-z]:)/.test(name) ? projectPath(context.root, name) : join(name.replaceAll("\\", "/"));
  const pack = await readLocalPack({ name, folder }, inputs, context);
  if (pack !== undefined) return pack;
  const near = suggest(folder, foldersNear(folder, inputs));
  const notes = near === undefined ? [] : [`did you mean \`${near.startsWith("../") ? near : `./${near}`}\`?`];
  throw new SpecmillError(
    [error("config/unknown-pack", `there is no pack in \`${name}\``, { notes })],
    exitCodes.usage,
  );
}

/** Pack folders beside the one that is not there, and in the usual places. */
function foldersNear(folder: string, inputs: Inputs): string[] {
  const places = new Set([folderOf(folder), "templates", "."]);
  const patterns = [...places].map((place) => join(place, "*/pack.yaml"));
  return [...new Set(patterns.flatMap((pattern) => inputs.glob(pattern)).map(folderOf))];
}

async function builtIn(name: string, inputs: Inputs, context: Context): Promise<Pack> {
  const found = await builtInPack(name);
  if (found === undefined) throw new SpecmillError([unknownPack(name, inputs)], exitCodes.usage);
  const text = found.files.find((file) => file.path === "pack.yaml")?.text ?? "";
  const problems: Diagnostic[] = [];
  const manifest = await readPackManifest(`${name}/pack.yaml`, text, (problem) => problems.push(problem));
  if (manifest === undefined) throw new SpecmillError(problems);
  for (const problem of problems) context.report(problem);
  return { name, ...manifest, files: found.files };
}

function unknownPack(name: string, inputs: Inputs): Diagnostic {
  const folder = foldersNear(name, inputs).find((one) => one === name || one.endsWith(`/${name}`));
  const isFolder = folder !== undefined && isInside(".", folder);
  const notes = isFolder
    ? [`did you mean \`./${folder}\`? the path of a pack of your own starts with \`./\``]
    : suggestNote(name, builtInPackNames());
  return error("config/unknown-pack", `there is no built-in pack \`${name}\``, { notes });
}
