/** The units of tags: those that the document declares, then those that operations use without declaring them. */
import type { Json } from "#model/json.ts";
import { hashParts } from "#platform/hash.ts";
import { slugs } from "../slug.ts";
import type { Document, Node } from "./document.ts";
import { summaryOf } from "./first-sentence.ts";
import { step } from "./pointer.ts";
import type { UnitParts } from "./unit-set.ts";
import { isMapping } from "./walk.ts";

/** The tag of operations that have none. */
const noTag = "default";

export function tagUnits(operations: readonly UnitParts[], document: Document): UnitParts[] {
  const members = membersOfTags(operations);
  const declared = declaredTags(document);
  const slugOf = slugs();
  return [...new Set([...declared.keys(), ...members.keys()])].map((name) => {
    const declaration = declared.get(name);
    const ids = members.get(name) ?? [];
    const data = declaration?.value ?? { name };
    return {
      id: `tag:${name}`,
      kind: "tag",
      name,
      slug: slugOf(name),
      facts: {
        summary: summaryOf(data.summary, data.description),
        declared: declaration !== undefined,
        operations: ids,
      },
      digest: hashParts([declaration?.node.digest ?? name, ...ids]),
      origin: document.originOf(declaration?.pointer ?? ""),
      read: () => declaration?.node.value() ?? { name },
    };
  });
}

function membersOfTags(operations: readonly UnitParts[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { id, facts } of operations) {
    const tags = facts.tags as readonly string[];
    for (const tag of tags.length === 0 ? [noTag] : tags) {
      const ids = members.get(tag);
      if (ids === undefined) members.set(tag, [id]);
      else ids.push(id);
    }
  }
  return members;
}

interface Declaration {
  readonly node: Node;
  readonly value: { readonly [key: string]: Json };
  readonly pointer: string;
}

function declaredTags(document: Document): Map<string, Declaration> {
  const tags = document.root.members?.get("tags");
  const found = new Map<string, Declaration>();
  if (tags?.isMapping !== false) return found;
  for (const [index, node] of tags.members ?? []) {
    const value = node.value();
    if (!isMapping(value) || typeof value.name !== "string" || found.has(value.name)) continue;
    found.set(value.name, { node, value, pointer: `/tags${step(index)}` });
  }
  return found;
}
