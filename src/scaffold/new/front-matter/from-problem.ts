/** What to say when the file of `from` is not there. */
import { posix } from "node:path";
import { suggest } from "#model/suggest.ts";

export interface FromProblem {
  readonly message: string;
  readonly notes: readonly string[];
}

/** `listFrom` gives the names in a folder of the templates; without it nothing is suggested. */
export function fromProblem(from: string, { listFrom }: { listFrom?(folder: string): readonly string[] }): FromProblem {
  const folder = posix.dirname(from);
  const near = suggest(posix.basename(from), listFrom?.(folder) ?? []);
  return {
    message: `there is no file \`${from}\` in the templates folder`,
    notes: [
      ...(near === undefined ? [] : [`did you mean \`${posix.join(folder, near)}\`?`]),
      "`from` counts from the templates folder, not from the template",
    ],
  };
}
