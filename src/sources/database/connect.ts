/**
 * The way to a server and back: opens a connection, and closes it in time. What goes wrong becomes a problem that a user can act on, and
 * nothing that a server says gets past without being cleaned of the password.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Connection } from "./dialects/dialect.ts";
import type { ServerEndpoint } from "./endpoint.ts";

export interface ConnectionLimits {
  /** The name of the source. */
  readonly source: string;
  /** For all of the work. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` on one connection and closes it, whatever happens. Throws SpecmillError when the server refuses, or has not answered
 * all of it within `seconds`, or at once when the signal comes.
 */
export async function withConnection<T>(
  endpoint: ServerEndpoint,
  limits: ConnectionLimits,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  // A pooler in front of PostgreSQL may give each statement another session, which does not know what was prepared before.
  const prepare = endpoint.kind === "postgres" ? { prepare: false } : {};
  const sql = new Bun.SQL(endpoint.url, { max: 1, connectionTimeout: limits.seconds, idleTimeout: 0, ...prepare });
  const ended = deadline(limits.seconds, limits.signal);
  const connection: Connection = {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await (values === undefined ? sql.unsafe(text) : sql.unsafe(text, [...values]))) as Row[],
  };
  try {
    const result = work(connection);
    // The loser of a race must not end the process when it fails later.
    result.catch(() => {});
    return await Promise.race([result, ended.promise]);
  } catch (problem) {
    throw explained(problem as Error, endpoint, limits);
  } finally {
    ended.cancel();
    // A server that does not answer does not answer this either.
    void sql.close({ timeout: 0 }).catch(() => {});
  }
}

class DeadlineError extends Error {}

function deadline(seconds: number, signal: AbortSignal) {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new DeadlineError());
  const timer = setTimeout(stop, seconds * 1000);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  promise.catch(() => {});
  const cancel = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  };
  return { promise, cancel };
}

/** What neither the server nor the clock has brought about is a fault of ours, and stays one. */
function explained(problem: Error, endpoint: ServerEndpoint, limits: ConnectionLimits): Error {
  if (problem instanceof DeadlineError || problem instanceof Bun.SQL.SQLError)
    return new SpecmillError([connectionProblem(problem, endpoint, limits)]);
  problem.message = withoutSecrets(problem.message, endpoint);
  return problem;
}

const kept = "the snapshot is as it was";
const products = { postgres: "PostgreSQL", mysql: "MySQL or MariaDB" } as const;

function connectionProblem(
  problem: Error,
  endpoint: ServerEndpoint,
  { source, seconds }: ConnectionLimits,
): Diagnostic {
  const { where, kind } = endpoint;
  const { code = "", message } = problem as Error & { readonly code?: string };
  const say = (words: string, ...notes: readonly string[]) =>
    error("database/connection", words, { notes: [...notes, kept] });
  if (problem instanceof DeadlineError || /TIMEOUT/.test(code)) {
    return say(
      `the server that \`${where}\` names for \`${source}\` did not answer in time`,
      `it has ${seconds} ${seconds === 1 ? "second" : "seconds"}: \`timeout\` of the source gives it more`,
      `is it ${products[kind]} that listens there?`,
    );
  }
  if (/CONNECTION_(REFUSED|FAILED)/.test(code)) {
    const words = `no server answers where \`${where}\` of \`${source}\` leads`;
    return say(words, "is the server running, and are host and port right?");
  }
  if (/CONNECTION_CLOSED/.test(code)) {
    return say(`the server that \`${where}\` names for \`${source}\` hung up before it had answered`);
  }
  const said = cut(withoutSecrets(message, endpoint)).replace(/\.$/, "");
  return say(`the server of \`${source}\` refuses: ${said}`, `it is the one that \`${where}\` names`);
}

/** A server may repeat what it was sent. */
function withoutSecrets(text: string, { secrets }: ServerEndpoint): string {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((cleaned, secret) => cleaned.replaceAll(secret, "***"), text);
}

/** A server may say as much as it likes; what is wrong stands at the beginning. */
const LONGEST_WORDS = 500;

function cut(text: string): string {
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}
