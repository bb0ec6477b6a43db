/** The order of versions of packages, of which not all are semantic: `2018.Sep`, `1.0.0.2`. */
import { compareText } from "#model/diagnostic.ts";

const semantic = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

export function isSemantic(version: string): boolean {
  return semantic.test(version);
}

/** The newest first; irregular versions, for which `Bun.semver` throws, come last. */
export function newestFirst(a: string, b: string): number {
  const [isA, isB] = [isSemantic(a), isSemantic(b)];
  if (isA && isB) return Bun.semver.order(b, a) || compareText(b, a);
  return isA === isB ? compareText(b, a) : isA ? -1 : 1;
}
