/**
 * A JSON document of one file as nodes, without parsing it: a node is a range of bytes, and only a node whose value is asked for is parsed.
 * Invariant: equal to what parsing the whole would give, or `SliceError`, upon which the whole is parsed and its problems are reported.
 */
import { duplicateKeyFinder } from "#document/duplicate-keys.ts";
import type { Member } from "#document/json-members.ts";
import { asBuffer, isValue, members, outline, skipSpace, skipString, textOf } from "#document/json-members.ts";
import { scanJson } from "#document/json-scan.ts";
import type { Json } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { fingerprint } from "#platform/hash.ts";
import type { Node } from "./document.ts";

/** A piece of the text is not JSON. */
export class SliceError extends Error {
  override name = "SliceError";
}

/** Deep enough for paths -> path -> method and components -> section -> name. */
const outlineLevels = 3;

/** The root; `undefined` when the text is not one JSON object. A value deeper than `maxDepth` is refused when it is asked for. */
export function sliceRoot(bytes: Uint8Array, maxDepth: number): SliceNode | undefined {
  const root = outline(bytes, outlineLevels);
  return root !== undefined && bytes[root.start] === openObject
    ? new SliceNode(asBuffer(bytes), root, maxDepth)
    : undefined;
}

/** As in parse.ts of document/: keys that are there twice are looked for up to this size, since that costs as much as parsing. */
const maxKeyCheck = 1_000_000;

function checkKeys(slice: Uint8Array): void {
  const finder = duplicateKeyFinder(slice);
  scanJson(slice, finder);
  if (finder.found.length > 0) throw new SliceError("a key twice");
}

const openObject = 0x7b;
const openList = 0x5b;
const quote = 0x22;
const colon = 0x3a;

const referenceKey = Buffer.from('"$ref"');

export class SliceNode implements Node {
  readonly bytes: Buffer;
  readonly member: Member;
  /** How deep the value may be nested. */
  readonly #maxDepth: number;
  #isChecked = false;
  #digest: Digest | undefined;
  #spare: Json | undefined;
  #members: ReadonlyMap<string, SliceNode> | undefined;

  constructor(bytes: Buffer, member: Member, maxDepth: number) {
    this.#maxDepth = maxDepth;
    this.bytes = bytes;
    this.member = member;
  }

  get digest(): Digest {
    this.#digest ??= fingerprint(this.bytes.subarray(this.member.start, this.member.end));
    return this.#digest;
  }

  get isMapping(): boolean {
    return this.bytes[this.member.start] === openObject;
  }

  get members(): ReadonlyMap<string, SliceNode> | undefined {
    if (!this.isMapping && this.bytes[this.member.start] !== openList) return undefined;
    this.#members ??= this.#makeMembers();
    return this.#members;
  }

  value(): Json {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare ?? this.#parse();
  }

  handBack(value: Json): void {
    this.#spare = value;
  }

  #parse(): Json {
    const { start, end } = this.member;
    this.#isChecked ||= isValue(this.bytes, start, end, this.#maxDepth);
    if (!this.#isChecked) throw new SliceError(`not balanced at byte ${start}`);
    if (this.bytes.length <= maxKeyCheck) checkKeys(this.bytes.subarray(start, end));
    try {
      return JSON.parse(this.bytes.toString("utf8", start, end)) as Json;
    } catch {
      throw new SliceError(`not JSON at byte ${start}`);
    }
  }

  references(): readonly string[] {
    const { bytes } = this;
    const { start, end } = this.member;
    // Not on the whole bytes: a slice without any would search all that follows it.
    const slice = bytes.subarray(start, end);
    const found = new Set<string>();
    for (let at = slice.indexOf(referenceKey); at >= 0; at = slice.indexOf(referenceKey, at + referenceKey.length)) {
      const colonAt = skipSpace(bytes, start + at + referenceKey.length);
      const textStart = skipSpace(bytes, colonAt + 1);
      if (bytes[colonAt] !== colon || bytes[textStart] !== quote) continue;
      const text = textOf(bytes, textStart, skipString(bytes, textStart));
      if (text !== undefined) found.add(text);
    }
    return [...found];
  }

  mentions(key: string): boolean {
    return this.bytes.subarray(this.member.start, this.member.end).includes(JSON.stringify(key));
  }

  #makeMembers(): ReadonlyMap<string, SliceNode> {
    const found = this.member.members ?? members(this.bytes, this.member.start);
    if (found === undefined) throw new SliceError(`not JSON at byte ${this.member.start}`);
    const nodes = new Map<string, SliceNode>();
    for (const member of found) nodes.set(member.key, new SliceNode(this.bytes, member, this.#maxDepth - 1));
    // The duplicate is reported by the parser of whole documents.
    if (nodes.size < found.length) throw new SliceError(`a key twice at byte ${this.member.start}`);
    return nodes;
  }
}
