/**
 * Circles of references that TypeScript refuses: `type Pet = Cat | Dog; type Cat = Pet & {…}`.
 * Members of objects and items of arrays may refer to anything; what stands in allOf, oneOf or anyOf is resolved at once.
 * Every file works out the same answer by itself, and reads other schemas only along such references: plain objects read none.
 *
 * A circle is opened where the parent of an allOf lists its children: the child takes the parent without its list (`PetBase`).
 * In a circle that has no such place the reference to the name that comes first is left out.
 */
import type { OutputFile } from "./_file.ts";
import { schemaTypeName } from "./_names.ts";
import { isObjectSchema } from "./_object.ts";
import { schemaNameOf } from "./_reference.ts";
import type { PackContext, Schema, SchemaObject } from "./_types.ts";

export type Use = "whole" | "base" | "none";

/** Where a reference stands: below allOf alone, in a oneOf or anyOf below allOf, in the oneOf or anyOf of the schema itself. */
export type AliasPlace = "all" | "nested" | "one";

export interface AliasPlan {
  /** How the schema of this file may refer to another one from that place. */
  use(name: string, place: AliasPlace): Use;
  /** Whether others need this schema without its oneOf and anyOf. */
  readonly hasBase: boolean;
  importBase(file: OutputFile, name: string): string | undefined;
}

/** References of a schema that are resolved at once. */
interface Edges {
  readonly all: ReadonlySet<string>;
  readonly nested: ReadonlySet<string>;
  readonly one: ReadonlySet<string>;
  readonly hasUnion: boolean;
  readonly hasOwnPart: boolean;
}

/** A schema, or what it is without its oneOf and anyOf. */
interface Node {
  readonly name: string;
  readonly isBase: boolean;
}

/** The plan for the schema of a file; undefined when it refers to nothing at once, which is the common case. */
export function planAliases(it: PackContext, name: string, schema: Schema): AliasPlan | undefined {
  const own = edgesOf(it, schema);
  if (own.all.size + own.nested.size + own.one.size === 0) return undefined;
  const graph = new AliasGraph(it, name, own);
  return {
    use: (target, place) => graph.use(name, target, place),
    hasBase: graph.needsBase(name),
    importBase(file, target) {
      const link = it.link(`schema:${target}`);
      return link === undefined ? undefined : file.import(link, `${schemaTypeName(it.ts, target)}Base`);
    },
  };
}

class AliasGraph {
  readonly #it: PackContext;
  readonly #edges = new Map<string, Edges>();

  constructor(it: PackContext, name: string, own: Edges) {
    this.#it = it;
    this.#edges.set(name, own);
  }

  use(from: string, target: string, place: AliasPlace): Use {
    const isBase = place !== "one" && this.#of(from).hasUnion;
    const next = place === "all" ? this.#parent(from, target) : { name: target, isBase: false };
    const isCircle = this.#reaches(next, { name: from, isBase });
    if (isCircle && target <= from) return "none";
    if (!next.isBase) return "whole";
    return this.#of(target).hasOwnPart ? "base" : "none";
  }

  needsBase(name: string): boolean {
    const { hasUnion, hasOwnPart } = this.#of(name);
    if (!hasUnion || !hasOwnPart) return false;
    return [...this.#closure(name)].some((other) => this.#of(other).all.has(name));
  }

  #of(name: string): Edges {
    let edges = this.#edges.get(name);
    if (edges === undefined) {
      edges = edgesOf(this.#it, (this.#it.find(`schema:${name}`)?.data ?? true) as Schema);
      this.#edges.set(name, edges);
    }
    return edges;
  }

  /** The parent as a child sees it: whole, unless the parent lists the child. */
  #parent(child: string, parent: string): Node {
    return { name: parent, isBase: this.#of(parent).hasUnion && this.#closure(parent).has(child) };
  }

  #next({ name, isBase }: Node): Node[] {
    const { all, nested, one, hasUnion } = this.#of(name);
    const whole = (member: string) => ({ name: member, isBase: false });
    if (!isBase && hasUnion) return [{ name, isBase: true }, ...[...one].map(whole)];
    return [...[...all].map((parent) => this.#parent(name, parent)), ...[...nested].map(whole)];
  }

  #reaches(from: Node, goal: Node): boolean {
    const seen = new Set<string>();
    const open = [from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.name === goal.name && node.isBase === goal.isBase) return true;
      const key = `${node.isBase} ${node.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(...this.#next(node));
    }
    return false;
  }

  /** Every schema that is resolved at once with this one; itself only when it lies on a circle. */
  #closure(name: string): Set<string> {
    const found = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { all, nested, one } = this.#of(next);
      for (const target of [...all, ...nested, ...one]) {
        if (found.has(target)) continue;
        found.add(target);
        open.push(target);
      }
    }
    return found;
  }
}

function edgesOf(it: PackContext, schema: Schema): Edges {
  const edges = { all: new Set<string>(), nested: new Set<string>(), one: new Set<string>() };
  const seen = new Set<string>();
  const top = objectOf(schema);
  walk(schema, "all", "one");
  const hasUnion = top.oneOf !== undefined || top.anyOf !== undefined;
  return { ...edges, hasUnion, hasOwnPart: isObjectSchema(top) || top.allOf !== undefined };

  function walk(part: Schema, place: AliasPlace, below: AliasPlace): void {
    const { $ref, allOf, oneOf, anyOf } = objectOf(part);
    if (typeof $ref === "string") follow($ref, place);
    for (const arm of allOf ?? []) walk(arm, place, place === "all" ? "nested" : place);
    for (const arm of [...(oneOf ?? []), ...(anyOf ?? [])]) walk(arm, below, below);
  }

  /** What a deeper pointer names is written in place, with its own references. */
  function follow(reference: string, place: AliasPlace): void {
    const name = schemaNameOf(reference);
    if (name !== undefined) edges[place].add(name);
    else if (!seen.has(`${place} ${reference}`)) {
      seen.add(`${place} ${reference}`);
      walk((it.find(reference)?.data ?? true) as Schema, place, place === "all" ? "nested" : place);
    }
  }
}

function objectOf(schema: Schema): SchemaObject {
  return typeof schema === "object" && schema !== null ? schema : {};
}
