/** All operations that have an id. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { tagTypeName, unitsOf, webhookTypeName } from "./_names.ts";
import type { OperationView, Options, PackContext, TagView, WebhookView } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "operations.ts" };

export default function operationsFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  file.claim("operations");
  const named = new Set<string>();
  for (const operation of unitsOf<OperationView>(it, "operation")) {
    if (operation.operationId !== null) named.add(operation.tag);
  }
  const tags = unitsOf<TagView>(it, "tag").filter((tag) => named.has(tag.name));
  const parents = tags.map((tag) => file.import(it.link(tag.id) ?? "", tagTypeName(it.ts, tag.name)));
  const webhooks = unitsOf<WebhookView>(it, "webhook");
  const members = webhooks.flatMap((webhook) => {
    if (webhook.operationId === null) return [];
    const type = file.import(it.link(webhook.id) ?? "", webhookTypeName(it.ts, webhook));
    return `  ${it.ts.propertyKey(webhook.operationId)}: ${type};\n`;
  });
  return file.text(
    `export interface operations${extendsClause(parents)} {${members.length === 0 ? "" : `\n${members.join("")}`}}\n`,
  );
}

function extendsClause(parents: readonly string[]): string {
  if (parents.length === 0) return "";
  const line = ` extends ${parents.join(", ")}`;
  return line.length <= 80 ? line : `\n  extends ${parents.join(",\n    ")}`;
}
