/** The webhooks with their methods. Reads facts alone. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { unitsOf, webhookTypeName } from "./_names.ts";
import { pathItemType } from "./_path-item.ts";
import type { Options, PackContext, WebhookView } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "webhooks.ts" };

export default function webhooksFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  file.claim("webhooks");
  const webhooks = unitsOf<WebhookView>(it, "webhook");
  const members = [...Map.groupBy(webhooks, (webhook) => webhook.webhook)].map(([name, entries]) => {
    const methods = new Map(entries.map((entry) => [entry.method, typeOf(file, entry)]));
    return `  ${it.ts.propertyKey(name)}: ${pathItemType(methods, 1)};\n`;
  });
  if (members.length === 0) return file.text("export type webhooks = Record<string, never>;\n");
  return file.text(`export interface webhooks {\n${members.join("")}}\n`);
}

function typeOf(file: OutputFile, webhook: WebhookView): string {
  const { it } = file;
  if (webhook.operationId !== null) return file.operation(webhook.operationId);
  return file.import(it.link(webhook.id) ?? "", webhookTypeName(it.ts, webhook));
}
