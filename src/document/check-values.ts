/** What must hold of a parsed value: not deeper than the cap, no cycle (YAML aliases can make one), only numbers that JSON has. */

export type Flaw = "too-deep" | "not-finite";

/**
 * The first flaw of a value, level by level: neither depth nor a cycle can hurt it. A container in `depth` others is too deep.
 * About 2 ms a megabyte of JSON. `mayShare` says that a container may be in several places, as aliases of YAML make it.
 */
export function firstFlaw(value: unknown, depth: number, mayShare = false): Flaw | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return "not-finite";
  let level: object[] = typeof value === "object" && value !== null ? [value] : [];
  for (let at = 0; level.length > 0; at++) {
    if (at >= depth) return "too-deep";
    const next: object[] = [];
    for (const container of level) if (!collectChildren(container, next)) return "not-finite";
    level = mayShare && next.length > crowd ? [...new Set(next)] : next;
  }
  return undefined;
}

/** A larger level may be few containers many times over: aliases in a cycle would double the level at every step. */
const crowd = 20_000;

/** Adds the containers that lie in a container; false when it holds a number that is not finite. */
function collectChildren(container: object, into: object[]): boolean {
  if (Array.isArray(container)) {
    for (const child of container) if (!collect(child, into)) return false;
    return true;
  }
  for (const key in container) if (!collect((container as Record<string, unknown>)[key], into)) return false;
  return true;
}

function collect(child: unknown, into: object[]): boolean {
  if (typeof child === "object" && child !== null) into.push(child);
  else if (typeof child === "number") return Number.isFinite(child);
  return true;
}

/** The keys that lead to the first number that is not finite. */
export function pathToNotFinite(value: unknown): string[] | undefined {
  return findPath(value, (child) => typeof child === "number" && !Number.isFinite(child));
}

/** The keys that lead to the first container that holds itself. */
export function pathToCycle(value: unknown): string[] | undefined {
  return findPath(value, (child, above) => typeof child === "object" && child !== null && above.includes(child));
}

interface Step {
  readonly container: object;
  readonly keys: readonly string[];
  next: number;
}

/** Depth first, without recursion; `above` are the containers on the way. */
function findPath(value: unknown, test: (child: unknown, above: readonly object[]) => boolean): string[] | undefined {
  if (test(value, [])) return [];
  if (typeof value !== "object" || value === null) return undefined;
  const steps: Step[] = [stepInto(value)];
  const above: object[] = [value];
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const key = step.keys[step.next++];
    if (key === undefined) {
      steps.pop();
      above.pop();
      continue;
    }
    const child = (step.container as Record<string, unknown>)[key];
    if (test(child, above)) return steps.map((each) => each.keys[each.next - 1] ?? "");
    if (typeof child !== "object" || child === null) continue;
    steps.push(stepInto(child));
    above.push(child);
  }
  return undefined;
}

function stepInto(container: object): Step {
  return { container, keys: Object.keys(container), next: 0 };
}
