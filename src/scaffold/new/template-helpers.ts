/**
 * `h` in templates and hooks: change-case 3 and inflection 1 as they are, because later majors give other names for the
 * same words, and files that exist already carry the old ones.
 */
import * as path from "node:path";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { GeneratorConfig, Locals } from "./action.ts";

/** The functions of inflection 1 that this project calls itself. */
interface Inflection {
  pluralize(word: string): string;
  undasherize?(word: string): string;
}

let inflection: Inflection | undefined;

/** The first letter only, of the text of anything. */
export function capitalize(value: unknown): string {
  const text = String(value);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function pluralize(word: string): string {
  return loadInflection().pluralize(word);
}

/** The helpers of hooks: those of the config are not among them. */
export function hookHelpers(): Readonly<Record<string, unknown>> {
  const changeCase = require("change-case") as typeof import("change-case");
  return { capitalize, changeCase, inflection: loadInflection(), path };
}

/** The helpers of templates, with the config's over them. Throws SpecmillError when a function that makes helpers throws. */
export function templateHelpers(config: GeneratorConfig, args: Locals): Readonly<Record<string, unknown>> {
  return { ...hookHelpers(), ...configHelpers(config, args) };
}

function configHelpers(config: GeneratorConfig, args: Locals): Readonly<Record<string, unknown>> {
  const { helpers } = config;
  if (typeof helpers !== "function") return helpers ?? {};
  try {
    return helpers(args, { ...config, templates: args.templates }) ?? {};
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    const place = config.file === undefined ? undefined : { file: config.file };
    const notes = ["`helpers` is called with the locals of the action and the config, and returns an object"];
    throw new SpecmillError([error("scaffold/hook", `\`helpers\` of the config threw: ${said}`, { place, notes })]);
  }
}

/** `transform` looks its steps up in the module itself, so what hygen adds goes in there too. */
function loadInflection(): Inflection {
  inflection ??= Object.assign(require("inflection") as Inflection, { undasherize });
  return inflection;
}

/** `foo-bar_baz` -> `FooBarBaz`. Throws on an empty part, as it does in hygen: an empty name would go unnoticed. */
function undasherize(word: string): string {
  const parts = word.split(/[-_]/);
  if (parts.includes("")) throw new TypeError(`undasherize: \`${word}\` has an empty part`);
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase()).join("");
}
