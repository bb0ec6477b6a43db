/** How a tracked scaffold is called: as it was called for. */
import type { PreparedAction } from "../new.ts";
import type { TrackedScaffolds } from "./tracked-scaffold.ts";

/** `component new Button`, and ` in packages/shop` where it did not run at the root. */
export function scaffoldName({ choice, answers }: PreparedAction, cwd: string): string {
  const name = typeof answers.name === "string" || typeof answers.name === "number" ? String(answers.name) : "";
  const words = [choice.generator, choice.action, ...(name === "" ? [] : [name])];
  return cwd === "." ? words.join(" ") : `${words.join(" ")} in ${cwd}`;
}

/** The same call again is the same scaffold, when it gives at least one of the same files; else it gets a number. */
export function nameScaffold(
  wanted: string,
  outputs: ReadonlyMap<string, unknown>,
  scaffolds: TrackedScaffolds,
): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} (${number})`;
    const there = scaffolds.get(name);
    if (there === undefined || there.outputs.size === 0) return name;
    if ([...there.outputs.keys(), ...there.left].some((path) => outputs.has(path))) return name;
  }
}
