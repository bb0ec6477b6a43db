/** Who may call: requirements of operations, and the page of the schemes. */
import { anchorsOf } from "./_anchor.ts";
import type { Flow, It, Requirement, SecurityScheme, Server } from "./_openapi.ts";
import { dataOf, entriesOf, entriesWithoutExtensions, resolve, stack } from "./_openapi.ts";

/** The heading of the page; a scheme of this name comes after it. */
export const securityTitle = "Security";

/** `[bearer](…) with `read` and `write`, or [apiKey](…)`; `root` leads from this page to the folder of the index. */
export function requirementText(it: It, requirements: readonly Requirement[] | undefined, root: string): string {
  if (requirements === undefined) return "";
  const names = requirements.map((one) => Object.keys(one));
  if (names.every((schemes) => schemes.length === 0)) return "none";
  const anchors = schemeAnchors(it);
  const texts = requirements.map((requirement) => {
    const parts = Object.entries(requirement).map(([name, scopes]) => schemeText(it, name, scopes, anchors, root));
    return parts.length === 0 ? "none" : parts.join(" and ");
  });
  return it.text.list(texts, "or");
}

function schemeText(
  it: It,
  name: string,
  scopes: readonly string[],
  anchors: ReadonlyMap<string, string>,
  root: string,
): string {
  const anchor = anchors.get(name);
  const link = it.md.link(name, anchor === undefined ? undefined : `${root}security.md#${anchor}`);
  if (!Array.isArray(scopes) || scopes.length === 0) return link;
  return `${link} with ${it.text.list(scopes.map((scope) => it.md.code(String(scope))))}`;
}

function schemeAnchors(it: It): ReadonlyMap<string, string> {
  const names = it.units("securityScheme").map((unit) => unit.name);
  const anchors = anchorsOf(it, securityTitle, names);
  return new Map(names.map((name, index) => [name, anchors[index] ?? ""]));
}

/** One scheme: how a call proves who makes it, and what its scopes allow. */
export function scheme(it: It, unit: It["unit"]): string {
  const data = resolve(it, dataOf<SecurityScheme>(unit));
  return stack([
    it.md.heading(2, unit.name),
    kindText(it, data),
    it.md.block(data.description ?? ""),
    ...entriesWithoutExtensions(data.flows).map(([name, flow]) => flowText(it, name, flow)),
  ]);
}

function kindText(it: It, data: SecurityScheme): string {
  const { md } = it;
  switch (data.type) {
    case "apiKey":
      return `An API key in the ${md.escape(data.in ?? "header")} ${data.in === "query" ? "parameter" : ""} ${md.code(data.name ?? "")}.`.replace(
        / {2,}/g,
        " ",
      );
    case "http":
      return `HTTP authentication: ${md.escape(data.scheme ?? "")}${data.bearerFormat === undefined ? "" : ` (${md.escape(data.bearerFormat)})`}.`;
    case "oauth2":
      return "OAuth 2.0.";
    case "openIdConnect":
      return `OpenID Connect: ${urlText(it, data.openIdConnectUrl ?? "")}.`;
    case "mutualTLS":
      return "A client certificate (mutual TLS).";
    default:
      return md.escape(data.type ?? "");
  }
}

function flowText(it: It, name: string, flow: Flow): string {
  const urls = [
    ["authorization", flow.authorizationUrl],
    ["token", flow.tokenUrl],
    ["refresh", flow.refreshUrl],
  ] as const;
  const lines = urls.flatMap(([what, url]) => (url === undefined ? [] : `- ${what} URL: ${urlText(it, url)}`));
  const scopes = entriesOf(flow.scopes).map(([scope, about]) => [it.md.code(scope), it.md.escape(String(about ?? ""))]);
  return stack([`Flow ${it.md.code(name)}:`, lines.join("\n"), it.md.table(["Scope", "What it allows"], scopes)]);
}

/** A URL that can be read and, when it is one a reader may be sent to, followed. */
export function urlText(it: It, url: string): string {
  return /^(?:https?|mailto):/i.test(url) ? it.md.codeLink(url, url) : it.md.code(url);
}

/** The URL of a server; one with variables is no link. */
export function serverText(it: It, { url = "" }: Server): string {
  return /\{\w[\w-]*\}/.test(url) ? it.md.code(url) : urlText(it, url);
}
