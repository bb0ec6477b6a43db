/**
 * From what the config says to where a connection leads. The URL is known here and to connect.ts, and nowhere else: what is wrong with it is
 * told without repeating any part of it.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { absolute } from "#platform/paths.ts";
import type { PullContext } from "../source.ts";

export type ServerKind = "postgres" | "mysql";

/** A server; `where` is how the config names its URL, for messages. */
export interface ServerEndpoint {
  readonly kind: ServerKind;
  readonly url: string;
  readonly where: string;
  /** No message may repeat these: the password, as it can be written, and the URL. */
  readonly secrets: readonly string[];
}

export interface SqliteEndpoint {
  readonly kind: "sqlite";
  /** As the URL has it: relative to the project, or absolute. */
  readonly path: string;
  readonly where: string;
}

export type Endpoint = ServerEndpoint | SqliteEndpoint;

const schemes: ReadonlyMap<string, ServerKind> = new Map<string, ServerKind>([
  ["postgres", "postgres"],
  ["postgresql", "postgres"],
  ["mysql", "mysql"],
  ["mysql2", "mysql"],
  ["mariadb", "mysql"],
]);

/** Finds the URL that the config refers to and takes it apart. Throws SpecmillError when there is none, or none that is known. */
export function findEndpoint(reference: string, source: string, context: PullContext): Endpoint {
  const where = reference.startsWith("$") ? reference : reference.slice("file:".length);
  const text = reference.startsWith("$") ? fromEnvironment(where, source, context) : fromFile(where, source, context);
  const url = text.replace(/^jdbc:/, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? "";
  if (scheme === "sqlite" || scheme === "sqlite3" || scheme === "file") {
    return { kind: "sqlite", path: sqlitePath(url.slice(scheme.length + 1)), where };
  }
  const kind = schemes.get(scheme);
  if (kind === undefined) throw notAUrl(source, where, "it begins with no scheme that is known");
  const parsed = URL.canParse(url) ? withUser(new URL(url)) : undefined;
  const why = parsed === undefined ? notEncoded : mistakeIn(parsed);
  if (parsed === undefined || why !== undefined) throw notAUrl(source, where, why ?? notEncoded);
  return { kind, url: plainUrl(parsed, kind), where, secrets: [url, parsed.href, ...spellings(parsed)] };
}

/** `//` begins a path in URLs of some tools; what they put behind a `?` is none of the file's business. */
function sqlitePath(text: string): string {
  return text.replace(/\?.*$/s, "").replace(/^\/\/(?=.)/, "");
}

const notEncoded = "a user name or password with `@`, `/`, `:`, `?` or `#` must have them percent-encoded, as `%40`";

/** JDBC names the user behind the `?`: `?user=shop&password=…`. */
function withUser(url: URL): URL {
  const { searchParams: query } = url;
  if (url.username === "") url.username = encodeURIComponent(query.get("user") ?? "");
  if (url.password === "") url.password = encodeURIComponent(query.get("password") ?? "");
  return url;
}

/** What a URL says by mistake that parses all the same: `user:1/secret@host` is a path on port 1 of a host named `user`. */
function mistakeIn(url: URL): string | undefined {
  if (url.hash !== "" || url.pathname.includes("@") || url.search.includes("@")) return notEncoded;
  if (url.hostname === "") return "it names no host";
  const parts = [url.username, url.password, url.pathname];
  return parts.every(isEncoded) ? undefined : "a `%` in it is not part of a percent-encoding: it is spelt `%25`";
}

function isEncoded(text: string): boolean {
  return /^(?:[^%]|%[0-9a-f]{2})*$/i.test(text) && decoded(text) !== undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The password as it stands in the URL, as it is sent, and as a server or a library may spell it. */
function spellings({ password }: URL): readonly string[] {
  const plain = decoded(password);
  if (plain === undefined || plain === "") return [];
  // A few letters of Base64 may stand in any text.
  const base64 = plain.length < 6 ? [] : [Buffer.from(plain).toString("base64").replace(/=+$/, "")];
  return [password, plain, encodeURIComponent(plain), ...base64];
}

/** What other tools put behind the `?` is none of the server's business: `?schema=public&connection_limit=5`. */
function plainUrl(parsed: URL, kind: ServerKind): string {
  const url = new URL(parsed.href.replace(/^[^:]+:/, `${kind}:`));
  for (const name of [...url.searchParams.keys()]) if (!/^ssl/i.test(name)) url.searchParams.delete(name);
  return url.href;
}

function fromEnvironment(where: string, source: string, context: PullContext): string {
  const value = context.env(where.slice(1))?.trim();
  if (value !== undefined && value !== "") return value;
  const notes = [`set it to the connection URL for this one command: \`${where.slice(1)}=… specmill pull ${source}\``];
  throw refusal(`the environment variable \`${where}\` of \`${source}\` is not set`, notes);
}

function fromFile(path: string, source: string, { fs, root, env }: PullContext): string {
  const home = env("HOME") ?? env("USERPROFILE");
  const full = path.startsWith("~/") && home !== undefined ? home + path.slice(1) : absolute(root, path);
  const bytes = fs.read(full);
  const text = bytes === undefined ? "" : new TextDecoder().decode(bytes).trim();
  if (text !== "" && !text.includes("\n")) return text;
  const what = bytes === undefined ? "does not exist" : text === "" ? "is empty" : "has more than one line";
  throw refusal(`the file \`${path}\` that \`url\` of \`${source}\` names ${what}`, [
    "it holds the connection URL and nothing else",
  ]);
}

function notAUrl(source: string, where: string, why: string): SpecmillError {
  // In pieces: a URL with a user would be masked as every other.
  const form = "a URL is `postgres://`, `mysql://` or `mariadb://`, then `user:password@` and `host:5432/database`";
  return refusal(`\`${where}\` of \`${source}\` holds no connection URL: ${why}`, [
    `${form}; or it is \`sqlite:path\``,
  ]);
}

function refusal(message: string, notes: readonly string[]): SpecmillError {
  return new SpecmillError([error("database/url", message, { notes })]);
}
