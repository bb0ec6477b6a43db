/**
 * The codes that a value set stands for, as far as the packages tell: http://hl7.org/fhir/valueset.html#compositions. No terminology
 * server is asked: what is not in a package makes the set incomplete, with the reason.
 */
import type { JsonObject } from "#model/json.ts";
import type { CodeSystem } from "./code-system.ts";
import { MOST_CONCEPTS, readCodeSystem } from "./code-system.ts";
import { pickCodes } from "./code-system-filter.ts";
import type { ConceptSet } from "./concepts.ts";
import { conceptSet, emptySet, intersection, union } from "./concepts.ts";
import type { Scope } from "./scope.ts";
import { objectAt, objectsAt, textAt, textsAt } from "./snapshot-fields.ts";
import type { ConceptData } from "./unit-data.ts";
import { carriedExpansion } from "./value-set-expansion.ts";

export interface ExpandedValueSet {
  /** In the order of the definition, each once. Codes that only group others are left out, those out of use are not. */
  readonly concepts: readonly ConceptData[];
  /** Why they are not all, in words; absent when they are. */
  readonly incomplete?: string;
}

export function expandValueSet(definition: JsonObject, scope: Scope): ExpandedValueSet {
  const { concepts, incomplete } = new Expander(scope).expand(definition);
  return { concepts: [...concepts.values()], ...(incomplete === undefined ? {} : { incomplete }) };
}

/** Expands one value set and those that it includes; each code system is read once. */
class Expander {
  readonly #scope: Scope;
  readonly #systems = new Map<string, CodeSystem | undefined>();
  readonly #sets = new Map<string, ConceptSet>();
  /** URLs of the value sets that are being expanded, each for the one before it. */
  readonly #chain = new Set<string>();
  /** Concepts that went into a set so far: value sets that include one another can multiply. */
  #work = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  expand(definition: JsonObject): ConceptSet {
    const carried = carriedExpansion(definition);
    if (carried !== undefined) return this.#counted(conceptSet(carried));
    const compose = objectAt(definition, "compose");
    const url = textAt(definition, "url") ?? "";
    const includes = compose === undefined ? [] : objectsAt(compose, "include");
    if (compose === undefined || includes.length === 0) return emptySet(`\`${url}\` does not say which codes it has`);
    this.#chain.add(url);
    const included = union(includes.map((include) => this.#include(include)));
    const set = objectsAt(compose, "exclude").reduce((left, exclude) => this.#exclude(left, exclude), included);
    this.#chain.delete(url);
    return this.#counted(set);
  }

  /** All conditions of an include hold at once: its value sets, its system, its codes or filters. */
  #include(include: JsonObject): ConceptSet {
    const [first, ...others] = textsAt(include, "valueSet").map((url) => this.#valueSet(url));
    const system = textAt(include, "system");
    if (system === undefined)
      return first === undefined ? emptySet("a part of it names no code system") : intersection([first, ...others]);
    if (first === undefined) return this.#counted(this.#ofSystem(system, include));
    const isWhole = objectsAt(include, "concept").length === 0 && objectsAt(include, "filter").length === 0;
    return isWhole
      ? ofSystem(intersection([first, ...others]), system)
      : intersection([this.#ofSystem(system, include), first, ...others]);
  }

  /** What has to go but is not known would leave too many: then nothing is left, with the reason. */
  #exclude(from: ConceptSet, exclude: JsonObject): ConceptSet {
    const system = textAt(exclude, "system");
    const isWhole = ["concept", "filter", "valueSet"].every((key) => !Object.hasOwn(exclude, key));
    const excluded = isWhole && system !== undefined ? ofSystem(from, system) : this.#include(exclude);
    if (!isWhole && excluded.incomplete !== undefined) return emptySet(excluded.incomplete);
    const concepts = new Map([...from.concepts].filter(([key]) => !excluded.concepts.has(key)));
    return { ...from, concepts };
  }

  #ofSystem(url: string, include: JsonObject): ConceptSet {
    const version = textAt(include, "version");
    const system = this.#system(version === undefined ? url : `${url}|${version}`);
    const listed = objectsAt(include, "concept");
    if (listed.length > 0) return conceptSet(listed.flatMap((concept) => listedConcept(concept, url, system)));
    if (system === undefined) return emptySet(`the code system \`${url}\` is in none of the packages`);
    if (system.incomplete !== undefined) return emptySet(system.incomplete);
    return filtered(system, objectsAt(include, "filter"));
  }

  #system(url: string): CodeSystem | undefined {
    if (!this.#systems.has(url)) {
      const found = this.#scope.find("CodeSystem", url);
      this.#systems.set(url, found === undefined ? undefined : readCodeSystem(found.json()));
    }
    return this.#systems.get(url);
  }

  #valueSet(url: string): ConceptSet {
    const known = this.#sets.get(url);
    if (known !== undefined) return known;
    const definition = this.#scope.find("ValueSet", url)?.json();
    if (definition === undefined) return emptySet(`the value set \`${url}\` is in none of the packages`);
    if (this.#chain.has(textAt(definition, "url") ?? url)) return emptySet(`the value set \`${url}\` includes itself`);
    const set = this.expand(definition);
    this.#sets.set(url, set);
    return set;
  }

  #counted(set: ConceptSet): ConceptSet {
    this.#work += set.concepts.size;
    return this.#work > MOST_CONCEPTS ? emptySet(`it takes more than ${MOST_CONCEPTS} codes to expand it`) : set;
  }
}

/** Without properties of the system: it may be large, and it is not part of the answer. */
function conceptData({ system, code, display, definition }: ConceptData): ConceptData {
  return {
    ...(system === undefined ? {} : { system }),
    code,
    ...(display === undefined ? {} : { display }),
    ...(definition === undefined ? {} : { definition }),
  };
}

/** A code that is listed needs no code system; where there is one it tells what the list does not. */
function listedConcept(concept: JsonObject, system: string, known: CodeSystem | undefined): readonly ConceptData[] {
  const code = textAt(concept, "code");
  const defined = code === undefined ? undefined : known?.concepts.get(code);
  if (code === undefined || defined?.isAbstract === true) return [];
  const display = textAt(concept, "display") ?? defined?.display;
  return [conceptData({ ...defined, system, code, ...(display === undefined ? {} : { display }) })];
}

function filtered(system: CodeSystem, filters: readonly JsonObject[]): ConceptSet {
  const picks = filters.map((filter) => pickCodes(filter, system));
  const reason = picks.find((picked) => typeof picked === "string");
  if (typeof reason === "string") return emptySet(reason);
  const concepts = [...system.concepts.values()].filter(
    ({ code, isAbstract }) => !isAbstract && picks.every((picked) => typeof picked !== "string" && picked.has(code)),
  );
  return conceptSet(concepts.map(conceptData));
}

function ofSystem(set: ConceptSet, url: string): ConceptSet {
  return { ...set, concepts: new Map([...set.concepts].filter(([, { system }]) => system === url)) };
}
