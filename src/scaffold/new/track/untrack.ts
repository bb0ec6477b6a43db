/** Letting go of tracked files: by scaffold, by path or by folder. Pure. */
import { isInside } from "#platform/paths.ts";
import type { TrackedScaffold, TrackedScaffolds } from "./tracked-scaffold.ts";

/** What was named, as typed and as a path from the root. */
export interface Named {
  readonly name: string;
  readonly path: string;
}

export interface Untracked {
  readonly known: TrackedScaffolds;
  /** Paths that are tracked no more, sorted. */
  readonly released: readonly string[];
  /** Names that mean nothing. */
  readonly unknown: readonly string[];
}

export function untrack(scaffolds: TrackedScaffolds, asked: readonly Named[]): Untracked {
  const known = new Map<string, TrackedScaffold>();
  const released: string[] = [];
  const met = new Set<Named>();
  for (const [id, scaffold] of scaffolds) {
    const isNamed = (path: string) => {
      const found = asked.filter((one) => one.name === id || isInside(one.path, path));
      for (const one of found) met.add(one);
      return found.length > 0;
    };
    const gone = [...scaffold.outputs.keys()].filter(isNamed);
    const isWhole = asked.some(({ name }) => name === id);
    released.push(...gone);
    if (!isWhole) known.set(id, letGo(scaffold, new Set(gone)));
  }
  const unknown = asked.filter((one) => !met.has(one)).map(({ name }) => name);
  return { known, released: released.sort(), unknown };
}

/** The scaffold's templates still give them: they are remembered as the user's, so that they are not made again. */
function letGo(scaffold: TrackedScaffold, gone: ReadonlySet<string>): TrackedScaffold {
  if (gone.size === 0) return scaffold;
  const outputs = new Map([...scaffold.outputs].filter(([path]) => !gone.has(path)));
  return { ...scaffold, outputs, left: new Set([...scaffold.left, ...gone]) };
}
