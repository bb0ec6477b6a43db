/** "did you mean": the nearest known name, or nothing when none is near. */

/** Best match of `name` in `known` by edit distance; `undefined` when more than a third of the letters differ. Pure. */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The note to attach to an unknown name: the near one, or the list when it is short enough to read. */
export function suggestNote(name: string, known: readonly string[]): string[] {
  const near = suggest(name, known);
  if (near !== undefined) return [`did you mean \`${near}\`?`];
  if (known.length === 0 || known.length > 12) return [];
  return [`known: ${known.map((one) => `\`${one}\``).join(", ")}`];
}

/** Damerau-Levenshtein (optimal string alignment): a swap of two neighbours counts once, as typing errors do. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
