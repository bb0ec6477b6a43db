/** What a template can name: the call's own values, the config's defaults, and what is made of `name`. */
import type { Locals } from "./action.ts";
import { capitalize, pluralize } from "./template-helpers.ts";

/** What a name is when nobody gave one. */
const unnamed = "unnamed";

/**
 * `name` < defaults < `args`, each under the spelling of both hygen and its successor.
 * `Name`, `names` and `Names` come of `name`; a flag of that spelling replaces them. `h` is always the helpers.
 */
export function templateLocals(
  args: Locals,
  defaults: Locals,
  helpers: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const given: Record<string, unknown> = { name: unnamed, ...defaults, ...args };
  return { ...given, ...bothSpellings(given), ...namesOf(given.name), ...given, h: helpers };
}

/** hygen crashes on a name that is no text, such as `--name 123`; here the text of it counts. */
function namesOf(name: unknown): Record<string, string> {
  if (name === undefined || name === null) return {};
  const text = String(name);
  const plural = pluralize(text);
  return { Name: capitalize(text), names: plural, Names: capitalize(plural) };
}

function bothSpellings({ actionfolder, subaction }: Record<string, unknown>): Record<string, unknown> {
  return { actionFolder: actionfolder, subAction: subaction };
}
