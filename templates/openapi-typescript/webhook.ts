/** One webhook. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { webhookTypeName } from "./_names.ts";
import { operationType } from "./_operation.ts";
import { schemaWriter } from "./_schema.ts";
import type { Options, PackContext, WebhookView } from "./_types.ts";

export const header: Header<WebhookView, Options> = { each: "webhook", output: "webhooks/<%= unit.slug %>.ts" };

export default function webhookFile(it: PackContext<WebhookView>): string {
  const file = new OutputFile(it, "../");
  const name = file.claim(webhookTypeName(it.ts, it.unit));
  const { data } = it.unit;
  const type = operationType(schemaWriter(file), data, name, 0);
  return file.text(`${commentOf(file, data, 0)}export interface ${name} ${type}\n`);
}
