/** Sources by the names that a user typed. */
import type { Config, SourceConfig } from "#model/config.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";

/** The sources with these names, all when none is given. Throws SpecmillError, exit 2, for a name that is not in the config. */
export function selectSources({ sources, file }: Config, names: readonly string[]): readonly SourceConfig[] {
  const known = sources.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problems = unknown.map((name) =>
      error("config/unknown-source", `there is no source \`${name}\` in \`${file}\``, {
        notes: suggestNote(name, known),
      }),
    );
    throw new SpecmillError(problems, exitCodes.usage);
  }
  return names.length === 0 ? sources : sources.filter(({ name }) => names.includes(name));
}
