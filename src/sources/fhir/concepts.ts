/** Sets of codes that know whether they are all that there should be. A code belongs to its system: the same code of two is two. */
import type { ConceptData } from "./unit-data.ts";

export interface ConceptSet {
  /** By {@link conceptKey}, in the order of the definition. Fewer than there should be when the set is incomplete, never others. */
  readonly concepts: ReadonlyMap<string, ConceptData>;
  /** Why it is incomplete, in words. */
  readonly incomplete?: string;
}

export function conceptKey({ system = "", code }: ConceptData): string {
  return `${system}|${code}`;
}

/** Of a code that is there twice the first stays. */
export function conceptSet(concepts: Iterable<ConceptData>, incomplete?: string): ConceptSet {
  const byKey = new Map<string, ConceptData>();
  for (const concept of concepts) {
    const key = conceptKey(concept);
    if (!byKey.has(key)) byKey.set(key, concept);
  }
  return withReason(byKey, incomplete);
}

export function emptySet(incomplete: string): ConceptSet {
  return { concepts: new Map(), incomplete };
}

export function union(sets: readonly ConceptSet[]): ConceptSet {
  return conceptSet(
    sets.flatMap(({ concepts }) => [...concepts.values()]),
    firstReason(sets),
  );
}

/** What all of them have, in the order of the first. A set that is known to be empty leaves nothing to be unsure of. */
export function intersection(sets: readonly [ConceptSet, ...ConceptSet[]]): ConceptSet {
  const [first, ...others] = sets;
  const concepts = new Map([...first.concepts].filter(([key]) => others.every((set) => set.concepts.has(key))));
  const isSurelyEmpty = sets.some((set) => set.concepts.size === 0 && set.incomplete === undefined);
  return withReason(concepts, isSurelyEmpty ? undefined : firstReason(sets));
}

function firstReason(sets: readonly ConceptSet[]): string | undefined {
  return sets.find(({ incomplete }) => incomplete !== undefined)?.incomplete;
}

function withReason(concepts: ReadonlyMap<string, ConceptData>, incomplete: string | undefined): ConceptSet {
  return incomplete === undefined ? { concepts } : { concepts, incomplete };
}
