/** A parsed document as nodes. */
import type { Json } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { fingerprint } from "#platform/hash.ts";
import type { Node } from "./document.ts";
import { isMapping } from "./walk.ts";

/** `value` must not change from now on. */
export function valueNode(value: Json): Node {
  return new ValueNode(value);
}

class ValueNode implements Node {
  readonly #value: Json;
  #digest: Digest | undefined;
  #members: ReadonlyMap<string, Node> | undefined;

  constructor(value: Json) {
    this.#value = value;
  }

  get digest(): Digest {
    this.#digest ??= fingerprint(JSON.stringify(this.#value));
    return this.#digest;
  }

  get isMapping(): boolean {
    return isMapping(this.#value);
  }

  get members(): ReadonlyMap<string, Node> | undefined {
    if (this.#value === null || typeof this.#value !== "object") return undefined;
    this.#members ??= new Map(Object.entries(this.#value).map(([key, value]) => [key, new ValueNode(value)]));
    return this.#members;
  }

  /** Those of parsed documents were checked when the files were put together. */
  references(): readonly string[] {
    return [];
  }

  mentions(): boolean {
    return true;
  }

  value(): Json {
    return structuredClone(this.#value);
  }
}
