/** The units of `components`: schemas, parameters and the rest. */
import { slugs } from "../slug.ts";
import { nodeAt } from "./document.ts";
import type { ComponentKind } from "./kinds.ts";
import { sections } from "./kinds.ts";
import { normalise } from "./normalise.ts";
import { step } from "./pointer.ts";
import type { ComponentRecord, RecordContext } from "./records.ts";
import { componentRecord } from "./records.ts";
import type { UnitParts } from "./unit-set.ts";

export interface Component extends UnitParts {
  readonly alias?: string;
}

/** The components of one kind, in document order. */
export function componentsOf(kind: ComponentKind, context: RecordContext): Component[] {
  const { document } = context;
  const section = nodeAt(document.root, ["components", sections[kind]]);
  if (section?.isMapping !== true) return [];
  const slugOf = slugs();
  return [...(section.members ?? [])].map(([name, node]) => {
    const origin = document.originOf(`/components/${sections[kind]}${step(name)}`);
    const { facts, alias }: ComponentRecord = componentRecord({ shape: kind, node, origin }, context);
    return {
      id: `${kind}:${name}`,
      kind,
      name,
      slug: slugOf(name),
      facts,
      digest: node.digest,
      origin,
      read: () => normalise(node.value(), kind),
      ...(alias === undefined ? {} : { alias }),
    };
  });
}
