/** A call that can be pasted into a shell: whatever the document says is one quoted word of it. */
import { exampleText, givenExamples, isJson } from "./_example.ts";
import type { It, MediaType, Operation, Parameter, Schema, SecurityScheme, Server } from "./_openapi.ts";
import { entriesOf, factsOf, resolve, stack } from "./_openapi.ts";
import { givenValue, sample } from "./_sample.ts";

/** Stands where the document names no server. */
const unknownServer = "https://api.example.com";

/** The section with the call; empty for requests that curl cannot make. */
export function sampleCall(it: It, unit: It["unit"], operation: Operation, level: number): string {
  if (!it.options.curl) return "";
  const lines = curlLines(it, unit, operation);
  return stack([it.md.heading(level, "Sample call"), it.md.fence(lines.join(" \\\n  "), "sh")]);
}

function curlLines(it: It, unit: It["unit"], operation: Operation): string[] {
  const { method, path } = factsOf(unit);
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(it, parameter));
  const url = serverUrl(it, operation) + fillPath(it, path, parameters) + query(it, parameters);
  const body = operation.requestBody === undefined ? [] : bodyLines(it, operation);
  const verb = method === "get" ? [] : method === "head" ? ["--head"] : ["-X", method.toUpperCase()];
  return [it.shell.join(["curl", ...verb, url]), ...credentials(it, operation), ...headers(it, parameters), ...body];
}

function serverUrl(it: It, operation: Operation): string {
  const server = operation.servers?.[0] ?? (it.find("#/servers/0")?.data as Server | undefined);
  const url = (server?.url ?? "").replace(
    /\{([^{}]*)\}/g,
    (_, name: string) => server?.variables?.[name]?.default ?? name,
  );
  return (/^https?:\/\//i.test(url) ? url : unknownServer + (url.startsWith("/") ? url : "")).replace(/\/$/, "");
}

function fillPath(it: It, path: string, parameters: readonly Parameter[]): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    return encodeURIComponent(valueText(it, parameter, name).toWellFormed());
  });
}

function query(it: It, parameters: readonly Parameter[]): string {
  const needed = parameters.filter((one) => one.in === "query" && one.required === true);
  const pairs = needed.map((one) =>
    [one.name ?? "", valueText(it, one, one.name ?? "")].map((text) => encodeURIComponent(text.toWellFormed())),
  );
  return pairs.length === 0 ? "" : `?${pairs.map((pair) => pair.join("=")).join("&")}`;
}

/** The example of the document, or the name in capitals for the reader to replace. */
function valueText(it: It, parameter: Parameter | undefined, name: string): string {
  const given = parameter === undefined ? undefined : givenParameter(it, parameter);
  if (given !== undefined && given !== null && typeof given !== "object") return String(given);
  return it.casing.constant(name) || "VALUE";
}

/** The first example that is there; the schema is only looked at when the parameter has none. */
function givenParameter(it: It, parameter: Parameter): unknown {
  const [first] = entriesOf(parameter.examples);
  const own = parameter.example ?? (first === undefined ? undefined : resolve(it, first[1]).value);
  if (own !== undefined || typeof parameter.schema !== "object") return own;
  return givenValue(resolve<Schema>(it, parameter.schema));
}

function headers(it: It, parameters: readonly Parameter[]): string[] {
  const needed = parameters.filter((one) => one.required === true && (one.in === "header" || one.in === "cookie"));
  return needed.map((one) => {
    const value = valueText(it, one, one.name ?? "");
    return one.in === "cookie" ? `-b ${it.shell.quote(`${one.name}=${value}`)}` : header(it, one.name ?? "", value);
  });
}

function header(it: It, name: string, value: string): string {
  return `-H ${it.shell.quote(it.text.oneLine(`${name}: ${value}`))}`;
}

/** What the first requirement asks for; the reader's secrets come from the environment. */
function credentials(it: It, operation: Operation): string[] {
  return Object.keys(operation.security?.[0] ?? {}).flatMap((name) => {
    const unit = it.find(`securityScheme:${name}`);
    return unit === undefined ? [] : credential(it, unit.data as SecurityScheme);
  });
}

function credential(_it: It, scheme: SecurityScheme): string[] {
  const basic = scheme.type === "http" && scheme.scheme?.toLowerCase() === "basic";
  if (basic) return ['-u "$USER:$PASSWORD"'];
  if (scheme.type === "mutualTLS") return ["--cert client.pem"];
  if (scheme.type !== "apiKey") return ['-H "Authorization: Bearer $TOKEN"'];
  const name = scheme.name ?? "";
  // Outside of double quotes nothing of the name can reach the shell.
  if (!/^[\w-]+$/.test(name)) return [];
  if (scheme.in === "cookie") return [`-b "${name}=$API_KEY"`];
  return scheme.in === "query" ? [`--url-query "${name}=$API_KEY"`] : [`-H "${name}: $API_KEY"`];
}

function bodyLines(it: It, operation: Operation): string[] {
  const content = entriesOf(resolve(it, operation.requestBody ?? {}).content);
  const [mediaType, media] = content.find(([type]) => isJson(type)) ?? content[0] ?? [];
  if (mediaType === undefined || media === undefined) return [];
  if (/^multipart\//i.test(mediaType)) return formLines(it, media, "-F");
  const type = header(it, "Content-Type", mediaType === "*/*" ? "application/json" : mediaType);
  if (/x-www-form-urlencoded/i.test(mediaType)) return formLines(it, media, "--data-urlencode");
  const value = bodyValue(it, media);
  if (!isJson(mediaType) && typeof value !== "string") return [type, "--data-binary @FILE"];
  if (value === undefined) return [type, "-d @body.json"];
  return [type, `-d ${it.shell.quote(exampleText(mediaType, value).text)}`];
}

function bodyValue(it: It, media: MediaType): unknown {
  return givenExamples(it, media)[0]?.value ?? sample(it, media.schema, "request");
}

function formLines(it: It, media: MediaType, flag: string): string[] {
  const value = bodyValue(it, media);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, field]) => {
    const text = field === "(binary)" ? "@FILE" : typeof field === "string" ? field : JSON.stringify(field);
    return `${flag} ${it.shell.quote(`${name}=${text}`)}`;
  });
}
