/**
 * GET over HTTP for what `pull` loads; nothing else opens such connections, which the runtime keeps and uses again. Nothing is waited for
 * without an end and nothing is taken without a cap. A secret is asked for anew at every hop, so that it reaches its own server alone.
 */

export interface HttpRequest {
  readonly url: string;
  readonly accept: string;
  /** How long the server may say nothing; the time that the reader takes does not count. */
  readonly idleMs: number;
  /** How long all of it may take. */
  readonly totalMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Value of the `authorization` header for a server. */
  authorization?(origin: string): string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it was sent, also where it was sent compressed. Throws HttpError when it is too large or ends too early. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** An exchange that did not come to its end. `message` goes on where a sentence begins with the name of the server. */
export class HttpError extends Error {
  override name = "HttpError";
  /** Whether it may be otherwise in a moment. */
  readonly isTransient: boolean;
  /** Of the answer, when there was one. */
  readonly status: number | undefined;

  constructor(message: string, isTransient: boolean, status?: number) {
    super(message);
    this.isTransient = isTransient;
    this.status = status;
  }
}

const MAX_REDIRECTS = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Hands the answer to `use`, whatever its status, and lets go of it when `use` is done. Follows up to 5 redirects, never from https to http.
 * Throws HttpError for what the server or the way to it does, the reason of the signal, or what `use` throws.
 */
export async function httpGet<T>(request: HttpRequest, use: (answer: HttpAnswer) => Promise<T>): Promise<T> {
  const exchange = new Exchange(request);
  try {
    return await use(await exchange.open());
  } finally {
    exchange.close();
  }
}

class Exchange {
  readonly #request: HttpRequest;
  readonly #controller = new AbortController();
  readonly #total: ReturnType<typeof setTimeout>;
  readonly #onAbort = () => this.#controller.abort(this.#request.signal.reason);

  constructor(request: HttpRequest) {
    this.#request = request;
    this.#total = setTimeout(() => this.#stop(request.totalMs), request.totalMs);
    if (request.signal.aborted) this.#onAbort();
    request.signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  async open(): Promise<HttpAnswer> {
    let url = usable(this.#request.url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await this.#idle(() => this.#send(url));
      const location = redirects.has(response.status) ? response.headers.get("location") : null;
      if (location === null) {
        return { status: response.status, headers: response.headers, body: this.#body(response) };
      }
      await response.body?.cancel();
      url = redirected(url, location);
    }
    throw new HttpError(`redirects more than ${MAX_REDIRECTS} times`, false);
  }

  /** Also ends what was not read to its end. */
  close(): void {
    clearTimeout(this.#total);
    this.#request.signal.removeEventListener("abort", this.#onAbort);
    this.#controller.abort(new HttpError("was not listened to any more", false));
  }

  #send(url: URL): Promise<Response> {
    const secret = this.#request.authorization?.(url.origin);
    // What is compressed on the way could be a bomb: it is asked for as it is, and left as it comes.
    const headers = { accept: this.#request.accept, "accept-encoding": "identity", "user-agent": "specmill" };
    const init = {
      headers: secret === undefined ? headers : { ...headers, authorization: secret },
      redirect: "manual",
      signal: this.#controller.signal,
      decompress: false,
    } as const;
    return fetch(url, init);
  }

  async *#body(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
    const { maxBytes } = this.#request;
    const claimed = Number(response.headers.get("content-length") ?? Number.NaN);
    if (claimed > maxBytes) throw tooLarge(maxBytes);
    const reader = response.body?.getReader();
    let received = 0;
    for (;;) {
      const next = await this.#idle(async () => reader?.read());
      if (next === undefined || next.done) break;
      received += next.value.length;
      if (received > maxBytes) throw tooLarge(maxBytes);
      yield next.value;
    }
    if (received < claimed) throw new HttpError(`sent ${received} of ${claimed} bytes`, true);
  }

  /** One step of the exchange, in which the server may not be silent for too long. */
  async #idle<T>(step: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#stop(this.#request.idleMs), this.#request.idleMs);
    try {
      return await step();
    } catch (problem) {
      throw this.#explained(problem);
    } finally {
      clearTimeout(timer);
    }
  }

  #stop(ms: number): void {
    const seconds = ms / 1000;
    this.#controller.abort(new HttpError(`did not answer in ${seconds} ${seconds === 1 ? "second" : "seconds"}`, true));
  }

  #explained(problem: unknown): unknown {
    if (this.#controller.signal.aborted) return this.#controller.signal.reason;
    return problem instanceof HttpError ? problem : connectionError(problem);
  }
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(`sends more than ${maxBytes} bytes`, false);
}

/** The URL, when it is one of the web; passwords in it would end up in messages and files. */
function usable(text: string, base?: URL): URL {
  const url = URL.parse(text, base);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new HttpError("has an address that is no URL", false);
  if (url.username !== "" || url.password !== "") throw new HttpError("has an address with a password in it", false);
  return url;
}

function redirected(from: URL, location: string): URL {
  const to = usable(location, from);
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new HttpError(`redirects from https to http, to \`${to.host}\``, false);
  }
  return to;
}

const words: { readonly [code: string]: string } = {
  ECONNREFUSED: "refuses connections",
  ConnectionRefused: "refuses connections",
  ENOTFOUND: "has a host name that leads nowhere",
  ECONNRESET: "hung up before it had answered",
  ConnectionClosed: "hung up before it had answered",
};

/** By the code that the runtime gives; what it says in words differs from system to system. */
function connectionError(problem: unknown): unknown {
  if (!(problem instanceof Error)) return problem;
  const { code } = problem as NodeJS.ErrnoException;
  if (code === undefined) return problem;
  if (/CERT|SSL|TLS/.test(code)) return new HttpError(`has a certificate that is not trusted: ${code}`, false);
  return new HttpError(words[code] ?? `cannot be reached: ${code}`, true);
}
