/** The elements of a profile by their ids: `Observation.component:systolic.code`. */
import type { ProfileElement } from "./_types.ts";

export class ProfileTree {
  readonly #byId: ReadonlyMap<string, ProfileElement>;
  readonly #children = new Map<string, ProfileElement[]>();
  readonly #slices = new Map<string, ProfileElement[]>();
  readonly root: ProfileElement | undefined;

  constructor(elements: readonly ProfileElement[]) {
    this.root = elements[0];
    this.#byId = new Map(elements.map((element) => [element.id, element]));
    for (const element of elements.slice(1)) {
      const { parent, sliced } = placeOf(element.id);
      if (sliced === undefined) append(this.#children, parent, element);
      else append(this.#slices, sliced, element);
    }
  }

  at(id: string): ProfileElement | undefined {
    return this.#byId.get(id);
  }

  /** Elements directly below, without slices. */
  children(id: string): readonly ProfileElement[] {
    return this.#children.get(id) ?? [];
  }

  /** Slices of an element, without those that are slices of slices. */
  slices(id: string): readonly ProfileElement[] {
    return this.#slices.get(id) ?? [];
  }

  /** The element below by the name in a path; `value` finds `value[x]`. */
  child(id: string, name: string): ProfileElement | undefined {
    return this.at(`${id}.${name}`) ?? this.at(`${id}.${name}[x]`);
  }
}

interface Place {
  readonly parent: string;
  /** Of a slice: the element that it is one of. */
  readonly sliced?: string;
}

function placeOf(id: string): Place {
  const dot = id.lastIndexOf(".");
  const colon = id.indexOf(":", dot);
  const parent = id.slice(0, Math.max(0, dot));
  if (colon === -1) return { parent };
  const slash = id.indexOf("/", colon);
  return { parent, sliced: slash === -1 ? id.slice(0, colon) : id.slice(0, slash) };
}

function append(lists: Map<string, ProfileElement[]>, key: string, element: ProfileElement): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [element]);
  else list.push(element);
}

export function withoutVersion(url: string): string {
  const bar = url.indexOf("|");
  return bar === -1 ? url : url.slice(0, bar);
}
