/** The pack of a target, ready to render: discovered, its options checked, its templates compiled. */
import type { ConfigPath } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Pack, Template } from "#model/template.ts";
import type { Digest } from "#model/unit.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";
import type { LoadedTemplate } from "./bind.ts";
import { discoverPack, loadEngine } from "./discover.ts";
import type { PackAccess } from "./engines/engine.ts";
import { TemplateError } from "./engines/engine.ts";
import { checkEach } from "./header.ts";
import { packAccess } from "./pack-access.ts";
import { resolvePackOptions } from "./pack-options.ts";
import { templateDigest } from "./template-digest.ts";

export interface LoadRequest {
  /** The pack as the config names it. */
  readonly name: string;
  readonly target: string;
  /** As the config gives them. */
  readonly options: { readonly [name: string]: Json };
  readonly sourceKind: string;
  readonly unitKinds: readonly string[];
  readonly inputs: Inputs;
  /** Hears of every file of the pack that a template reads while it renders. */
  onRead(path: string): void;
  /** Where a part of the config stands. */
  placeOf(path: ConfigPath): Place | Promise<Place>;
  readonly context: Context;
}

export interface LoadedPack {
  readonly pack: Pack;
  readonly templates: readonly LoadedTemplate[];
  /** Template name to digest. */
  readonly digests: ReadonlyMap<string, Digest>;
  /** With the pack's defaults filled in. */
  readonly options: JsonObject;
  fileDigest(path: string): Digest | undefined;
}

/** Throws SpecmillError with every problem of the pack at once. */
export async function loadTemplates(request: LoadRequest): Promise<LoadedPack> {
  const { pack, templates } = await discovered(request);
  const problems = [...(await optionProblems(pack, request)), ...(await kindProblems(pack, request))];
  problems.push(...templates.flatMap((template) => checkEach(template, ["once", ...request.unitKinds]) ?? []));
  const access = packAccess(pack, request.context.root, request.onRead);
  const loaded = await compileAll(templates, access, problems);
  if (problems.length > 0) throw new SpecmillError(problems);
  const files = new Map(pack.files.map((file) => [file.path, file.digest]));
  return {
    pack,
    templates: loaded,
    digests: new Map(templates.map((template) => [template.name, templateDigest(template, pack)])),
    options: resolvePackOptions(pack, request.options, () => undefined).options,
    fileDigest: (path) => files.get(path),
  };
}

/** A problem with the name of the pack stands in the config. */
async function discovered(request: LoadRequest): ReturnType<typeof discoverPack> {
  try {
    return await discoverPack(request.name, request.inputs, request.context);
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    const place = await request.placeOf(["targets", request.target, "pack"]);
    const placed = problem.diagnostics.map((one) => (one.place === undefined ? { ...one, place } : one));
    throw new SpecmillError(placed, problem.exitCode);
  }
}

async function optionProblems(pack: Pack, request: LoadRequest): Promise<readonly Diagnostic[]> {
  if (resolvePackOptions(pack, request.options, () => undefined).problems.length === 0) return [];
  const places = new Map<string, Place>();
  for (const option of Object.keys(request.options)) {
    places.set(option, await request.placeOf(["targets", request.target, "options", option]));
  }
  return resolvePackOptions(pack, request.options, (option) => places.get(option)).problems;
}

async function kindProblems(pack: Pack, request: LoadRequest): Promise<Diagnostic[]> {
  if (pack.source === "any" || pack.source === request.sourceKind) return [];
  const place = await request.placeOf(["targets", request.target, "pack"]);
  const message = `pack \`${pack.name}\` renders sources of kind \`${pack.source}\`, and this source is of kind \`${request.sourceKind}\``;
  return [
    error("pack/source-kind", message, {
      place,
      notes: ["choose another source or pack; `specmill list packs` shows all"],
    }),
  ];
}

async function compileAll(
  templates: readonly Template[],
  access: PackAccess,
  problems: Diagnostic[],
): Promise<LoadedTemplate[]> {
  const loaded: LoadedTemplate[] = [];
  for (const template of templates) {
    try {
      const engine = await loadEngine(template.engine);
      loaded.push({ template, compiled: await engine.compile(template, access) });
    } catch (problem) {
      if (!(problem instanceof TemplateError)) throw problem;
      problems.push(problem.diagnostic);
    }
  }
  return loaded;
}
