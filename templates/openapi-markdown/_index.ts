/** The front page and the tables of operations. Reads facts, not contents: an edit inside an operation leaves these alone. */
import { callOf, titledOperations, titleOf } from "./_anchor.ts";
import type { DocumentData, It } from "./_openapi.ts";
import { dataOf, factsOf, isSameName, stack } from "./_openapi.ts";
import { requirementText, serverText, urlText } from "./_security.ts";

/** Servers, licence, contact and default security, as far as the document names them. */
export function about(it: It, document: It["unit"]): string {
  const { info, servers, security, externalDocs: docs } = dataOf<DocumentData>(document);
  const { license, contact } = info ?? {};
  const access = requirementText(it, security, "");
  const lines = [
    access !== "" && `Security: ${access}`,
    docs?.url !== undefined &&
      `More: ${docs.description === undefined ? urlText(it, docs.url) : it.md.link(docs.description, docs.url)}`,
    contact !== undefined && contactText(it, contact),
    license?.name !== undefined && `License: ${it.md.link(license.name, license.url)}`,
    info?.termsOfService !== undefined && `Terms of service: ${urlText(it, info.termsOfService)}`,
  ].filter((line) => line !== false && line !== "");
  return stack([serverTable(it, servers ?? []), lines.map((line) => `- ${line}`).join("\n")]);
}

function contactText(it: It, contact: { name?: string; url?: string; email?: string }): string {
  const target = contact.url ?? (contact.email === undefined ? undefined : `mailto:${contact.email}`);
  const name = contact.name ?? contact.email ?? contact.url;
  return name === undefined ? "" : `Contact: ${it.md.link(name, target)}`;
}

function serverTable(it: It, servers: NonNullable<DocumentData["servers"]>): string {
  const rows = servers.map((server) => {
    const variables = Object.entries(server.variables ?? {}).map(([name, variable]) => {
      const choice =
        variable.enum === undefined
          ? ""
          : `, one of ${it.text.list(
              variable.enum.map((one) => it.md.code(one)),
              "or",
            )}`;
      return `${it.md.code(name)} is ${it.md.code(variable.default ?? "")}${choice}`;
    });
    return [serverText(it, server), it.md.inline(server.description ?? ""), variables.join("; ")];
  });
  return it.md.table(["Server", "Description", "Variables"], rows);
}

/** The operations that live on the page of a tag, in the order of the document: one with several tags lives in its first. */
export function operationsOf(it: It, tag: It["unit"]): It["unit"][] {
  return taggedOperations(it, tag).filter((unit) => factsOf(unit).tag === tag.name);
}

function taggedOperations(it: It, tag: It["unit"]): It["unit"][] {
  const ids = (tag.facts.operations ?? []) as readonly string[];
  return ids.flatMap((id) => it.find(id) ?? []);
}

/** The table of everything with a tag, linked; `toTag` leads to the page of the tag, empty on that page itself. */
export function operationTable(it: It, tag: It["unit"], toTag: string): string {
  const anchors = new Map(
    titledOperations(it, tag.name, operationsOf(it, tag)).map((titled) => [titled.unit.id, titled]),
  );
  const rows = taggedOperations(it, tag).map((unit) => {
    const facts = factsOf(unit);
    const titled = anchors.get(unit.id);
    const isHere = titled !== undefined && it.options.pages === "tag";
    const title = isHere ? titled.title : titleOf(facts);
    const target = isHere ? `${toTag}#${titled.anchor}` : operationLink(it, unit);
    return [it.md.link(title, target), it.md.code(callOf(facts)), facts.deprecated ? "deprecated" : ""];
  });
  return it.md.table(["Operation", "Request", "Status"], rows);
}

/** Where an operation is described: its own page, or its heading on the page of its first tag. */
export function operationLink(it: It, operation: It["unit"]): string | undefined {
  if (it.options.pages === "operation") return it.link(operation.id);
  const tag = it.find(`tag:${factsOf(operation).tag}`);
  if (tag === undefined) return undefined;
  const page = it.link(tag.id);
  const titled = titledOperations(it, tag.name, operationsOf(it, tag)).find(({ unit }) => unit.id === operation.id);
  return page === undefined || titled === undefined ? undefined : `${page}#${titled.anchor}`;
}

/** Every schema with a page, linked, with its title or what its description begins with. */
export function schemaList(it: It): string {
  const rows = it.units("schema").map((unit) => {
    const { title, summary } = unit.facts as { title?: string | null; summary?: string };
    const repeats = isSameName(title ?? "", unit.name);
    const about = typeof title === "string" ? (repeats ? "" : it.md.escape(title)) : it.md.inline(summary ?? "");
    return [it.md.link(unit.name, it.link(unit.id)), about];
  });
  return it.md.table(["Schema", "What it is"], rows);
}

export function webhookTable(it: It): string {
  const rows = it.units("webhook").map((unit) => {
    const facts = factsOf(unit);
    return [
      it.md.link(titleOf(facts), it.link(unit.id)),
      it.md.code(callOf(facts)),
      facts.deprecated ? "deprecated" : "",
    ];
  });
  return it.md.table(["Webhook", "Request", "Status"], rows);
}

/** Tags that have a page: those with operations. */
export function listedTags(it: It): It["unit"][] {
  return it.units("tag").filter((tag) => it.link(tag.id) !== undefined);
}
