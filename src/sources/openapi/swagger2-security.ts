/** Security definitions and addresses of Swagger 2.0. */
import type { Json, JsonObject } from "#model/json.ts";

export function securityScheme(definition: JsonObject): Json {
  const { type, flow, authorizationUrl, tokenUrl, scopes = {}, ...rest } = definition;
  if (type === "basic") return { ...rest, type: "http", scheme: "basic" };
  if (type !== "oauth2" || typeof flow !== "string") return definition;
  const urls = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
  };
  return { ...rest, type, flows: { [flowNames[flow] ?? flow]: { ...urls, scopes } } };
}

const flowNames: { readonly [flow: string]: string } = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** One server for each scheme; without a host the address is relative, without a scheme it is that of the page. */
export function serversOf({ host, basePath, schemes }: JsonObject): Json[] {
  const path = typeof basePath === "string" ? basePath.replace(/\/$/, "") : "";
  if (typeof host !== "string" || host === "") return path === "" ? [] : [{ url: path }];
  const names = Array.isArray(schemes) && schemes.length > 0 ? schemes : [""];
  return names.map((scheme: Json) => ({ url: `${scheme === "" ? "" : `${scheme}:`}//${host}${path}` }));
}
