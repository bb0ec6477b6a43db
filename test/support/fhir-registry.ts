/**
 * A package registry on the loopback that speaks as those of FHIR do, in both of their dialects, and misbehaves on demand. Packages are made on
 * the fly. It lives until the end of its block: `using registry = await fhirRegistry()`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { TarPart } from "./fhir-package.ts";
import { packageFiles, tarOf } from "./fhir-package.ts";

export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: { readonly [name: string]: string };
  readonly fhirVersions?: readonly string[];
  /** Files below `package/` besides the manifest; objects are written as JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Instead of what the above would give. */
  readonly archive?: Uint8Array;
  /** Instead of the true one. */
  readonly shasum?: string;
  /** Instead of its own place: a path of this server, or a URL. */
  readonly tarball?: string;
}

/** Answers instead of the registry, or leaves it to it by doing nothing. `count` is how often this path was asked for before. */
export type Fault = (response: ServerResponse, count: number, request: IncomingMessage) => void;

export interface FhirRegistry extends Disposable {
  readonly url: string;
  /** Paths, in the order in which they were asked for. */
  readonly requests: readonly string[];
  /** Most requests that were being answered at one moment. */
  readonly mostAtOnce: number;
  /** How many connections were made. */
  readonly connections: number;
  /** Header fields of the last request for a path. */
  headersOf(path: string): IncomingMessage["headers"] | undefined;
  publish(...packages: readonly PublishedPackage[]): void;
  unpublish(name: string, version?: string): void;
  tag(name: string, latest: string): void;
  /** Answers nobody until so many wait at once, and then a moment later, in which more could come. */
  gather(count: number): void;
  /** For a path such as `/hl7.test` or `/hl7.test/1.0.0`; none takes the fault away. */
  fault(path: string, fault?: Fault): void;
}

/**
 * `firely`: hashes in upper case, no dependencies, 404 without a word. `hl7`: hashes in lower case, dependencies and dates, archives below
 * `/web/`, 404 with a sentence.
 */
export type Dialect = "firely" | "hl7";

export async function fhirRegistry(dialect: Dialect = "firely"): Promise<FhirRegistry> {
  const state = new RegistryState(dialect);
  const server = createServer((request, response) => state.answer(request, response));
  server.on("connection", () => state.connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.url = url;
  return {
    url,
    requests: state.requests,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    get connections() {
      return state.connections;
    },
    headersOf: (path) => state.headers.get(path),
    publish(...packages) {
      for (const one of packages) state.packages.set(`${one.name}@${one.version}`, one);
    },
    unpublish: (name, version) => state.unpublish(name, version),
    gather(count) {
      state.gathering = count;
    },
    tag: (name, latest) => void state.tags.set(name, latest),
    fault: (path, fault) => void (fault === undefined ? state.faults.delete(path) : state.faults.set(path, fault)),
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

class RegistryState {
  readonly packages = new Map<string, PublishedPackage>();
  readonly tags = new Map<string, string>();
  readonly faults = new Map<string, Fault>();
  readonly requests: string[] = [];
  readonly headers = new Map<string, IncomingMessage["headers"]>();
  readonly #dialect: Dialect;
  #atOnce = 0;
  mostAtOnce = 0;
  connections = 0;
  gathering = 0;
  readonly #gathered: (() => void)[] = [];
  url = "";

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  unpublish(name: string, version?: string): void {
    for (const [id, one] of this.packages) {
      if (one.name === name && (version ?? one.version) === one.version) this.packages.delete(id);
    }
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? "/");
    const count = this.requests.filter((one) => one === path).length;
    this.requests.push(path);
    this.headers.set(path, request.headers);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    response.on("close", () => this.#atOnce--);
    if (this.gathering === 0) return this.#answerNow(path, count, request, response);
    this.#gathered.push(() => this.#answerNow(path, count, request, response));
    if (this.#gathered.length === this.gathering) setTimeout(() => this.#release(), 30);
  }

  #release(): void {
    this.gathering = 0;
    for (const answer of this.#gathered) answer();
  }

  #answerNow(path: string, count: number, request: IncomingMessage, response: ServerResponse): void {
    this.faults.get(path)?.(response, count, request);
    if (response.headersSent || response.writableEnded || response.destroyed || isHeld(response)) return;
    this.#listing(path, response) || this.#archive(path, response) || this.#notFound(response);
  }

  #listing(path: string, response: ServerResponse): boolean {
    const name = path.slice(1);
    const all = [...this.packages.values()].filter((one) => one.name === name);
    const last = all.at(-1);
    if (last === undefined) return false;
    const versions = Object.fromEntries(all.map((one) => [one.version, this.#versionOf(one)]));
    const latest = this.tags.get(name) ?? last.version;
    const listing = { _id: name, name, description: name, "dist-tags": { latest }, versions };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(listing));
    return true;
  }

  #versionOf(one: PublishedPackage): object {
    const { name, version, tarball, dependencies = {} } = one;
    const shasum = one.shasum ?? new Bun.CryptoHasher("sha1").update(archiveOf(one)).digest("hex");
    const isFirely = this.#dialect === "firely";
    const place = isFirely ? `/${name}/${version}` : `/web/${name}-${version}.tgz`;
    const dist = {
      shasum: isFirely ? shasum.toUpperCase() : shasum,
      tarball: new URL(tarball ?? place, this.url).href,
    };
    const common = { name, version, description: name, dist, fhirVersion: "R4", url: dist.tarball };
    return isFirely ? common : { ...common, date: "2024-01-01", kind: "IG", count: "1", dependencies };
  }

  #archive(path: string, response: ServerResponse): boolean {
    const places = (one: PublishedPackage) => [`/${one.name}/${one.version}`, `/web/${one.name}-${one.version}.tgz`];
    const found = [...this.packages.values()].find((one) => places(one).includes(path));
    if (found === undefined) return false;
    const bytes = archiveOf(found);
    const headers = { "content-type": "application/tar+gzip", "content-length": bytes.length };
    response.writeHead(200, headers).end(bytes);
    return true;
  }

  #notFound(response: ServerResponse): void {
    if (this.#dialect === "firely") response.writeHead(404).end();
    else response.writeHead(404, { "content-type": "text/plain" }).end("The package was not found");
  }
}

const held = new WeakSet<ServerResponse>();

function isHeld(response: ServerResponse): boolean {
  return held.has(response);
}

/** The bytes of its archive. */
export function archiveOf(one: PublishedPackage): Uint8Array {
  return one.archive ?? archiveWith(one);
}

/** An archive of the package, with these entries after those that it should have. */
export function archiveWith(one: PublishedPackage, ...more: readonly TarPart[]): Uint8Array {
  const files = Object.entries(packageFiles(one)).map(([path, content]) => ({ path, content }));
  return gzipSync(tarOf([...files, ...more]));
}

/** What a registry can do wrong. */
export const faults = {
  status:
    (status: number, times = Number.POSITIVE_INFINITY): Fault =>
    (response, count) => {
      if (count < times) response.writeHead(status).end("trouble");
    },
  /** Takes the request and never says a word. */
  silence: (): Fault => (response) => void held.add(response),
  /** Sends a byte now and then, and never comes to an end. */
  drip: (): Fault => (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  },
  /** Says how much it will send, sends half of it and hangs up. */
  cut:
    (bytes: Uint8Array, times = Number.POSITIVE_INFINITY): Fault =>
    (response, count) => {
      if (count >= times) return;
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      held.add(response);
    },
  redirect:
    (to: string): Fault =>
    (response) =>
      void response.writeHead(302, { location: to }).end(),
  text:
    (body: string | Uint8Array, headers: { readonly [name: string]: string } = {}): Fault =>
    (response) =>
      void response.writeHead(200, headers).end(body),
} as const;
