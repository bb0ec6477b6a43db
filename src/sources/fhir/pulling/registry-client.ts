/**
 * The way to all registries of a pull: a few requests at once, tries again what may go better, and knows to whom a token belongs. What a
 * server answers is judged by its status alone; what the answer says is the business of others.
 */
import type { FileWriter } from "#platform/file-system.ts";
import type { HttpAnswer } from "#platform/http.ts";
import { HttpError, httpGet } from "#platform/http.ts";
import { gunzip } from "../gunzip.ts";
import type { ArchiveHashes } from "./archive-hash.ts";
import { ArchiveHash } from "./archive-hash.ts";
import type { Sleep } from "./retry.ts";
import { withRetries } from "./retry.ts";
import { Slots } from "./slots.ts";

export interface ClientOptions {
  /** How long a server may say nothing. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** A token, and the only server that it is for, as other FHIR tools name them: FPL_REGISTRY_TOKEN and FPL_REGISTRY. */
  readonly token?: { readonly origin: string; readonly value: string } | undefined;
}

/** More load on a public registry than this is rude, and no faster. */
const AT_ONCE = 6;

/** The listing of a package with a thousand versions has 2 MB. */
const LISTING_BYTES = 32 << 20;

/** Ten times the largest core package. */
const ARCHIVE_BYTES = 200_000_000;

/** An archive may take as many times the timeout as a slow line needs for the largest: 20 MB at 35 kB a second. */
const ARCHIVE_PATIENCE = 20;

export class RegistryClient {
  readonly #options: ClientOptions;
  readonly #slots = new Slots(AT_ONCE);

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** `undefined` when the server says that there is nothing. Throws HttpError when it says something else than what was asked for. */
  text(url: string): Promise<string | undefined> {
    const limits = { accept: "application/json", maxBytes: LISTING_BYTES, patience: 1 };
    return this.#get(url, limits, async ({ body, headers }) => textOf(body, headers));
  }

  /** Writes what the server sends into a file that `open` makes anew for every try. `undefined` when the server says that there is nothing. */
  download(url: string, open: () => FileWriter): Promise<ArchiveHashes | undefined> {
    const limits = { accept: "*/*", maxBytes: ARCHIVE_BYTES, patience: ARCHIVE_PATIENCE };
    return this.#get(url, limits, async ({ body }) => {
      const file = open();
      const hash = new ArchiveHash();
      try {
        for await (const piece of body) {
          hash.update(piece);
          file.write(piece);
        }
      } finally {
        file.close();
      }
      return hash.digest();
    });
  }

  #get<T>(
    url: string,
    { accept, maxBytes, patience }: { readonly accept: string; readonly maxBytes: number; readonly patience: number },
    use: (answer: HttpAnswer) => Promise<T>,
  ): Promise<T | undefined> {
    const { timeoutSeconds, signal, sleep, token } = this.#options;
    const idleMs = timeoutSeconds * 1000;
    const authorization = (origin: string) => (origin === token?.origin ? `Bearer ${token.value}` : undefined);
    const request = { url, accept, maxBytes, idleMs, totalMs: idleMs * patience, signal, authorization };
    return this.#slots.run(() => withRetries(() => httpGet(request, (answer) => judged(answer, use)), sleep, signal));
  }
}

async function judged<T>(answer: HttpAnswer, use: (answer: HttpAnswer) => Promise<T>): Promise<T | undefined> {
  const { status, body } = answer;
  if (status === 200) return use(answer);
  await skim(body);
  if (status === 404 || status === 410) return undefined;
  if (status === 401 || status === 403) throw new HttpError(`refuses to answer: status ${status}`, false, status);
  const isTransient = status >= 500 || status === 429 || status === 408;
  throw new HttpError(`answers with status ${status}`, isTransient, status);
}

/** Read to its end, so that the connection can be used again; a long one is not worth it. */
async function skim(body: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > 65_536) return;
  }
}

async function textOf(body: AsyncIterable<Uint8Array>, headers: Headers): Promise<string> {
  // Asked for as it is, and some send it compressed all the same.
  const isPacked = /gzip/i.test(headers.get("content-encoding") ?? "");
  const plain = isPacked ? gunzip(body, { archive: "answer", unpackedBytes: LISTING_BYTES }) : body;
  const pieces: Uint8Array[] = [];
  for await (const piece of plain) pieces.push(piece);
  return new TextDecoder().decode(Buffer.concat(pieces));
}
