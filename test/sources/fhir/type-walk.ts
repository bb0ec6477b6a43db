/**
 * What a type has by its definition alone, read without the code under test: the paths of its elements, and which of them are there for
 * others (`Patient.contact.id` is one of every Element). Tests hold type models against it.
 */
import type { JsonObject } from "../../../src/model/json.ts";

interface RawElement {
  readonly path: string;
  readonly id: string;
  readonly max: string;
  readonly base: { readonly path: string; readonly max: string };
  readonly type?: readonly { readonly code: string }[];
  readonly contentReference?: string;
}

export interface Walked {
  /** Paths of elements that the type declares. */
  readonly own: readonly string[];
  /** Path to the path of the element that declared it. */
  readonly inherited: ReadonlyMap<string, string>;
  /** Paths with elements below them, in the order of the definition. */
  readonly nested: readonly string[];
  readonly contentReferences: number;
  /** `[x]` elements by the number of their types. */
  readonly choices: readonly number[];
  readonly systemTypes: number;
}

export function walk(definition: JsonObject): Walked {
  const { element } = definition.snapshot as unknown as { readonly element: readonly RawElement[] };
  const below = element.slice(1).filter(({ max }) => max !== "0");
  const root = element[0]?.path ?? "";
  const isOwn = ({ base }: RawElement) => base.path.split(".")[0] === root;
  const own = below.filter(isOwn);
  return {
    own: own.map(({ path }) => path),
    inherited: new Map(below.filter((one) => !isOwn(one)).map(({ path, base }) => [path, base.path])),
    nested: own.map(({ path }) => path).filter((path) => below.some((one) => one.path.startsWith(`${path}.`))),
    contentReferences: own.filter(({ contentReference }) => contentReference !== undefined).length,
    choices: own.filter(({ path }) => path.endsWith("[x]")).map(({ type }) => type?.length ?? 0),
    systemTypes: below.filter(({ type }) => type?.[0]?.code.startsWith("http://hl7.org/fhirpath/") === true).length,
  };
}
