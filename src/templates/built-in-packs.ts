/** The packs inside the binary, by name. A run that uses none of them loads none of their text. */
import type { BuiltInPack } from "./packs/built-in-pack.ts";
import { packs } from "./packs.gen.ts";

type Registry = { readonly [name: string]: { load(): Promise<{ readonly pack: BuiltInPack }> } };

const registry: Registry = packs;

/** The built-in pack with this name; only its own text is loaded. */
export async function builtInPack(name: string): Promise<BuiltInPack | undefined> {
  return Object.hasOwn(registry, name) ? (await registry[name]?.load())?.pack : undefined;
}

/** The names of all built-in packs, sorted. */
export function builtInPackNames(): string[] {
  return Object.keys(registry).sort();
}
