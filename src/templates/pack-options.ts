/** The options of a target: checked against its pack, with the pack's defaults filled in. */
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { suggestNote } from "#model/suggest.ts";
import type { Pack } from "#model/template.ts";
import { optionProblem } from "./pack-manifest.ts";

export interface PackOptions {
  /** Every option of the pack, in its order: the same for a default and for the same value written out. */
  readonly options: JsonObject;
  readonly problems: readonly Diagnostic[];
}

/** Merges and checks. `placeOf` finds an option in the config. Pure. */
export function resolvePackOptions(
  pack: Pick<Pack, "name" | "options">,
  given: { readonly [name: string]: Json },
  placeOf: (option: string) => Place | undefined,
): PackOptions {
  const known = Object.keys(pack.options);
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const option = Object.hasOwn(pack.options, name) ? pack.options[name] : undefined;
    if (option === undefined) {
      const notes = known.length === 0 ? ["it has no options"] : suggestNote(name, known);
      const message = `the pack \`${pack.name}\` has no option \`${name}\``;
      return [error("pack/option", message, { place: placeOf(name), notes })];
    }
    const problem = optionProblem(option, value);
    if (problem === undefined) return [];
    const { message, notes } = problem;
    return [error("pack/option", `the option \`${name}\` ${message}`, { place: placeOf(name), notes })];
  });
  const options = Object.entries(pack.options).map(([name, option]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, value ?? option.default] as const;
  });
  return { options: Object.fromEntries(options), problems };
}
