/** In which packages a package looks up its references. Pure. */

/** Itself, then what it depends on, nearest first and in the order of the manifests; each once, so that cycles end. */
export function scopeOf(id: string, dependenciesOf: (id: string) => readonly string[]): readonly string[] {
  const scope = new Set([id]);
  for (const one of scope) for (const dependency of dependenciesOf(one)) scope.add(dependency);
  return [...scope];
}
